import { addOrganisation } from '../../app/add-organisation.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgAddShape } from '../definitions/org-add.ts';
import { printReport } from '../print-report.ts';
import { readAssignments } from '../read-assignments.ts';
import { renderChangedOrganisation } from '../render/organisation.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow org add CENTRAL key=value...` (spec 3.2). */
export async function orgAdd(call: CommandCall<typeof orgAddShape>): Promise<ExitCode> {
  const { central, changes } = call.arguments;
  const assignments = readAssignments(changes, 'sendwindow org add');
  const report = await addOrganisation({ central, id: call.options.id, assignments }, sessionOfCall(call));
  printReport(call, report, renderChangedOrganisation);
  return 0;
}
