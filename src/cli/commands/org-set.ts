import { setOrganisation } from '../../app/set-organisation.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgSetShape } from '../definitions/org-set.ts';
import { printReport } from '../print-report.ts';
import { readAssignments } from '../read-assignments.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderChangedOrganisation } from '../render/organisation.ts';
import { sessionOfCall } from '../session-of-call.ts';

const where = 'sendwindow org set';

/** `sendwindow org set CENTRAL ID key=value...` (spec 3.2). */
export async function orgSet(call: CommandCall<typeof orgSetShape>): Promise<ExitCode> {
  const { central, id: text, changes } = call.arguments;
  const id = readNumberArgument(text, where, 'ID');
  const assignments = readAssignments(changes, where);
  const report = await setOrganisation({ central, id, assignments }, sessionOfCall(call));
  printReport(call, report, renderChangedOrganisation);
  return 0;
}
