import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { currentUser } from '../current-user.ts';
import type { holdShape } from '../definitions/hold.ts';
import { describeHold, reportHold } from '../describe-hold.ts';
import { useDatabaseForHold } from '../open-call-database.ts';
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
  const holds = await useDatabaseForHold(io, path, (store) => {
    return store.transaction(() => {
      store.holds.placeHold({
        reason,
        createdBy: options.by ?? currentUser(io),
        createdAt: formatDateTime(io.now()),
      });
      return store.holds.listHolds();
    });
  });
  const report = { database: path, on_hold: true, holds: holds.map(reportHold) };
  const text = `${escapeText(path)}: on hold, nothing may be sent until \`sendwindow release\`\n${holds.map(describeHold).join('')}`;
  io.stdout(options.json ? renderJson(report) : text);
  return 0;
}
