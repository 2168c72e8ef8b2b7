import { type ConfirmContactReport, confirmContact } from '../../app/confirm-contact.ts';
import { escapeText } from '../../error/escape-text.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { contactsConfirmShape } from '../definitions/contacts-confirm.ts';
import { printReport } from '../print-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { sessionOfCall } from '../session-of-call.ts';

const where = 'sendwindow contacts confirm';

function renderText({ database, contact, confirmed, id }: ConfirmContactReport): string {
  const what =
    confirmed === 'new'
      ? `contact ${contact} has the new id ${id}; the history stays with id ${contact}`
      : `contact ${contact} is the same person as before; the history counts`;
  return `${escapeText(database)}: ${what}\nThe next run plans the contact.\n`;
}

/** `sendwindow contacts confirm DB ID --same|--new` (spec 2.2, "Whose history?"). */
export async function contactsConfirm(call: CommandCall<typeof contactsConfirmShape>): Promise<ExitCode> {
  const { by, same, new: isNew } = call.options;
  const { db: database, contact } = call.arguments;
  const id = readNumberArgument(contact, where, 'ID');
  if (same === isNew) {
    throw new SendwindowError('BAD_USAGE', `${where}: use either --same or --new; see --help`);
  }
  const request = { database, contact: id, as: isNew ? 'new' : 'same', by } as const;
  printReport(call, await confirmContact(request, sessionOfCall(call)), renderText);
  return 0;
}
