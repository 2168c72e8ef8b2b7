import { activatePolicy } from '../../app/activate-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyActivateShape } from '../definitions/policy-activate.ts';
import { printReport } from '../print-report.ts';
import { renderActivation } from '../render/policy-activation.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow policy activate DB POLICY` (spec 3.2, "Versions"). */
export async function policyActivate(call: CommandCall<typeof policyActivateShape>): Promise<ExitCode> {
  const { db: database, policy } = call.arguments;
  const report = await activatePolicy({ ...call.options, database, policy }, sessionOfCall(call));
  printReport(call, report, renderActivation);
  return 0;
}
