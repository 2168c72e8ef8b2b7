import { showOrganisation } from '../../app/show-organisation.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { orgShowShape } from '../definitions/org-show.ts';
import { printReport } from '../print-report.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderOrganisation } from '../render/organisation.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** `sendwindow org show CENTRAL ID` (spec 3.2). */
export async function orgShow(call: CommandCall<typeof orgShowShape>): Promise<ExitCode> {
  const { central, id: text } = call.arguments;
  const id = readNumberArgument(text, 'sendwindow org show', 'ID');
  printReport(call, await showOrganisation({ central, id }, sessionOfCall(call)), renderOrganisation);
  return 0;
}
