import { rollBackPolicy } from '../../app/roll-back-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyRollbackShape } from '../definitions/policy-rollback.ts';
import { printReport } from '../print-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderActivation } from '../render/policy-activation.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow policy rollback DB N` (spec 3.2, "Versions"). */
export async function policyRollback(call: CommandCall<typeof policyRollbackShape>): Promise<ExitCode> {
  const { db: database, version: text } = call.arguments;
  const version = readNumberArgument(text, 'sendwindow policy rollback', 'N');
  const report = await rollBackPolicy({ ...call.options, database, version }, sessionOfCall(call));
  printReport(call, report, renderActivation);
  return 0;
}
