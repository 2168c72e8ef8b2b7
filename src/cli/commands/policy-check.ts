import { type CheckedPolicy, checkPolicy, excludesEverybody } from '../../app/check-policy.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyCheckShape } from '../definitions/policy-check.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { renderWarnings } from '../render/warnings.ts';
import { sessionOfCall } from '../session-of-call.ts';

function renderText(checked: CheckedPolicy, io: Io): string {
  const { file, name, version, states, warnings } = checked;
  const verdict = excludesEverybody(checked) ? 'it excludes every date in every state' : 'no problems';
  const policy = `policy ${escapeText(name)} version ${version}, ${states} states`;
  return `${escapeText(file)}: ${policy}: ${verdict}\n${renderWarnings(warnings, io)}`;
}

/** `sendwindow policy check FILE` (spec 3.2). Exit code 2 also for a policy that excludes every date in every state. */
export async function policyCheck(call: CommandCall<typeof policyCheckShape>): Promise<ExitCode> {
  const { asOf, db: database } = call.options;
  const checked = await checkPolicy({ file: call.arguments.file, asOf, database }, sessionOfCall(call));
  printReport(call, checked, renderText);
  return excludesEverybody(checked) ? 2 : 0;
}
