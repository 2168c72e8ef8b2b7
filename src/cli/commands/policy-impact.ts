import { previewPolicy } from '../../app/preview-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyImpactShape } from '../definitions/policy-impact.ts';
import { printReport } from '../print-report.ts';
import { renderPolicyImpact } from '../render/policy-impact.ts';
import { sessionWithProgress } from '../session-of-call.ts';

/** `sendwindow policy impact DB POLICY` (spec 3.2). */
export async function policyImpact(call: CommandCall<typeof policyImpactShape>): Promise<ExitCode> {
  const { db: database, policy } = call.arguments;
  const session = await sessionWithProgress(call);
  printReport(call, await previewPolicy({ ...call.options, database, policy }, session), renderPolicyImpact);
  return 0;
}
