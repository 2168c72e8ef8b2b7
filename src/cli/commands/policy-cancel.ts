import { cancelVersion } from '../../app/cancel-version.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyCancelShape } from '../definitions/policy-cancel.ts';
import { printReport } from '../print-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderCancelled } from '../render/version.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow policy cancel DB N` (spec 3.2, "Versions"). */
export async function policyCancel(call: CommandCall<typeof policyCancelShape>): Promise<ExitCode> {
  const { db: database, version: text } = call.arguments;
  const version = readNumberArgument(text, 'sendwindow policy cancel', 'N');
  const request = { ...call.options, database, type: 'policy', version } as const;
  const report = await cancelVersion(request, sessionOfCall(call));
  printReport(call, report, () => renderCancelled('policy', report));
  return 0;
}
