import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { prepareHolds } from '../../store/holds.ts';
import { transaction } from '../../store/transaction.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { currentUser } from '../current-user.ts';
import type { holdShape } from '../definitions/hold.ts';
import { describeHold, reportHold } from '../describe-hold.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';

/** `sendwindow hold DB` (spec 4.1): a second hold adds its reason to the first. */
export async function hold({
  arguments: { db: path },
  options,
  io,
}: CommandCall<typeof holdShape>): Promise<ExitCode> {
  const reason = options.reason.trim();
  if (reason === '') {
    throw new SendwindowError(
      'BAD_USAGE',
      'sendwindow hold: --reason is empty; say why, for those who find nothing is sent',
    );
  }
  const holds = await useDatabase(io, path, 'read-write', (db) => {
    const store = prepareHolds(db);
    return transaction(db, () => {
      store.placeHold({
        reason,
        createdBy: options.by ?? currentUser(io),
        createdAt: formatDateTime(io.now()),
      });
      return store.listHolds();
    });
  });
  const report = { database: path, on_hold: true, holds: holds.map(reportHold) };
  const text = `${escapeText(path)}: on hold, nothing may be sent until \`sendwindow release\`\n${holds.map(describeHold).join('')}`;
  io.stdout(options.json ? renderJson(report) : text);
  return 0;
}
