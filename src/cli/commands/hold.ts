import { type PlaceHoldReport, placeHold } from '../../app/place-hold.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { holdShape } from '../definitions/hold.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { renderHolds } from '../render/hold.ts';
import { sessionOfCall } from '../session-of-call.ts';

const renderText = ({ database, holds }: PlaceHoldReport, io: Io): string =>
  `${escapeText(database)}: on hold, senders get no mail until \`sendwindow release\`\n${renderHolds(holds, io)}`;

/** `sendwindow hold DB` (spec 4.1): a second hold adds its reason to the first. */
export async function hold(call: CommandCall<typeof holdShape>): Promise<ExitCode> {
  const request = { ...call.options, database: call.arguments.db };
  printReport(call, await placeHold(request, sessionOfCall(call)), renderText);
  return 0;
}
