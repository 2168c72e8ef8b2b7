import { type ReleaseHoldReport, releaseHold } from '../../app/release-hold.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { releaseShape } from '../definitions/release.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { renderHolds } from '../render/hold.ts';
import { sessionOfCall } from '../session-of-call.ts';

function renderText({ database, released }: ReleaseHoldReport, io: Io): string {
  const what = released.length === 0 ? 'was not on hold' : 'released, senders may send again; it was on hold';
  return `${escapeText(database)}: ${what}\n${renderHolds(released, io)}`;
}

/** `sendwindow release DB` (spec 4.1): ends every hold. */
export async function release(call: CommandCall<typeof releaseShape>): Promise<ExitCode> {
  const request = { ...call.options, database: call.arguments.db };
  printReport(call, await releaseHold(request, sessionOfCall(call)), renderText);
  return 0;
}
