import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { currentUser } from '../current-user.ts';
import type { releaseShape } from '../definitions/release.ts';
import { describeHold, reportHold } from '../describe-hold.ts';
import { useDatabaseForHold } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';

/** `sendwindow release DB` (spec 4.1): ends every hold; where there is none it says so, and writes nothing. */
export async function release({
  arguments: { db: path },
  options,
  io,
}: CommandCall<typeof releaseShape>): Promise<ExitCode> {
  const releasedBy = options.by ?? currentUser(io);
  const released = await useDatabaseForHold(io, path, (store) => {
    return store.transaction(() => {
      const holds = store.holds.listHolds();
      if (holds.length > 0) store.holds.releaseHolds({ releasedBy, releasedAt: formatDateTime(io.now()) });
      return holds;
    });
  });
  const report = { database: path, on_hold: false, released: released.map(reportHold) };
  const what = released.length === 0 ? 'was not on hold' : 'released, senders may send again; it was on hold';
  const text = `${escapeText(path)}: ${what}\n${released.map(describeHold).join('')}`;
  io.stdout(options.json ? renderJson(report) : text);
  return 0;
}
