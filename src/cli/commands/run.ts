import { type RunRequest, runPlan } from '../../app/run-plan.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { exitCodeOf } from '../../run/run-report.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { runShape } from '../definitions/run.ts';
import { printReport } from '../print-report.ts';
import { renderRunReport } from '../render/run-report.ts';
import { stoppableSession } from '../session-of-call.ts';

type Call = CommandCall<typeof runShape>;

/** The central database; what names a single organisation or contact cannot be meant for all. */
function findCentral({ options, arguments: { db } }: Call): string {
  const { central, org, contact } = options;
  const given = [db ?? '', org === undefined ? '' : '--org', contact.length > 0 ? '--contact' : ''];
  const wrong = given.filter(Boolean);
  if (central !== undefined && wrong.length === 0) return central;
  const problem = central === undefined ? 'needs --central FILE' : `cannot go with ${wrong.join(', ')}`;
  throw new SendwindowError('BAD_USAGE', `sendwindow run: --all ${problem}; use run --central FILE --all`);
}

/** `sendwindow run --all` (spec 3.1). */
async function runAll(call: Call): Promise<ExitCode> {
  const central = findCentral(call);
  const { runOrganisations } = await import('../../app/run-organisations.ts');
  // Tables are wide to load, and a run of one prints none.
  const { renderRunAllReport } = await import('../render/run-all-report.ts');
  const report = await runOrganisations({ ...call.options, central }, await stoppableSession(call));
  printReport(call, report, renderRunAllReport);
  return report.exit_code as ExitCode;
}

/** `sendwindow run DB` (spec 4.1, 4.2). Exit code 4: something was held back or could not be written. */
export async function runCommand(call: Call): Promise<ExitCode> {
  const { options } = call;
  if (options.all) return await runAll(call);
  const request: RunRequest = { ...options, database: call.arguments.db, contacts: options.contact };
  const report = await runPlan(request, await stoppableSession(call));
  printReport(call, report, renderRunReport);
  return exitCodeOf(report);
}
