import { cancelVersion } from '../../app/cancel-version.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configCancelShape } from '../definitions/config-cancel.ts';
import { printReport } from '../print-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderCancelled } from '../render/version.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow config cancel DB N` (spec 3.2, "Versions"). */
export async function configCancel(call: CommandCall<typeof configCancelShape>): Promise<ExitCode> {
  const { db: database, version: text } = call.arguments;
  const version = readNumberArgument(text, 'sendwindow config cancel', 'N');
  const request = { ...call.options, database, type: 'configuration', version } as const;
  const report = await cancelVersion(request, sessionOfCall(call));
  printReport(call, report, () => renderCancelled('configuration', report));
  return 0;
}
