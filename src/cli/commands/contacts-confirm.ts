import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Store } from '../../store/store.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { currentUser } from '../current-user.ts';
import type { contactsConfirmShape } from '../definitions/contacts-confirm.ts';
import { useDatabase } from '../open-call-database.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';

type Call = CommandCall<typeof contactsConfirmShape>;

const where = 'sendwindow contacts confirm';

function refuseUnknown(store: Store, id: number, path: string): void {
  if (store.contactLookUp.findById(id) !== undefined) return;
  throw new SendwindowError(
    'NO_SUCH_CONTACT',
    `${path}: there is no contact ${id}; see \`sendwindow issues\``,
  );
}

/** Returns the id that the contact has then. */
function confirm(store: Store, id: number, { io, options, arguments: { db: path } }: Call): number {
  refuseUnknown(store, id, path);
  const confirmations = store.confirmations;
  const deletion = confirmations.findDeletion(id);
  if (deletion === undefined) {
    throw new SendwindowError(
      'NOTHING_TO_CONFIRM',
      `${path}: no contact ${id} was ever deleted, so its history is its own; nothing was changed`,
    );
  }
  if (options.new) return confirmations.giveNewId(id);
  confirmations.confirmSame(id, deletion, {
    by: options.by ?? currentUser(io),
    at: formatDateTime(io.now()),
  });
  return id;
}

/** `sendwindow contacts confirm DB ID --same|--new` (spec 2.2, "Whose history?"). */
export async function contactsConfirm(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path, contact } = call.arguments;
  const id = readNumberArgument(contact, where, 'ID');
  if (options.same === options.new) {
    throw new SendwindowError('BAD_USAGE', `${where}: say either --same or --new; see --help`);
  }
  const now = await useDatabase(io, path, 'read-write', (store) =>
    store.transaction(() => confirm(store, id, call)),
  );
  const report = { database: path, contact: id, confirmed: options.new ? 'new' : 'same', id: now };
  const what = options.new
    ? `contact ${id} has the id ${now} now; the history of ${id} stays as it is`
    : `contact ${id} is the person who was deleted; the history counts`;
  io.stdout(
    options.json ? renderJson(report) : `${escapeText(path)}: ${what}\nThe next run plans the contact.\n`,
  );
  return 0;
}
