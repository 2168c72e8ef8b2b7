import { runAllOrganisations, worstExitCode } from '../app/run-organisations.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { RunReport } from '../run/run-report.ts';
import { listActiveOrganisations } from '../settings/load-organisation.ts';
import type { ExitCode } from './command-definition.ts';
import type { RunCall } from './commands/run.ts';
import { resolvePath } from './open-call-database.ts';
import type { Progress } from './progress/progress.ts';
import { describeStack } from './render/error.ts';
import { renderJson } from './render/json.ts';
import { renderRunAllReport } from './render/run-all-report.ts';
import { findRunTarget, type RunTarget } from './run-target.ts';

/** Runs one target. */
type Plan = (call: RunCall, target: RunTarget, progress: Progress) => Promise<RunReport>;

/** The central database; what names a single organisation or contact cannot be meant for all. */
function findCentral({ options, arguments: { db } }: RunCall): string {
  const { central, org, contact } = options;
  const given = [db ?? '', org === undefined ? '' : '--org', contact.length > 0 ? '--contact' : ''];
  const wrong = given.filter(Boolean);
  if (central !== undefined && wrong.length === 0) return central;
  const problem = central === undefined ? 'needs --central FILE' : `cannot go with ${wrong.join(', ')}`;
  throw new SendwindowError('BAD_USAGE', `sendwindow run: --all ${problem}; use run --central FILE --all`);
}

/** Says in the log which organisation is at work: the table comes at the end only. */
async function runOne(call: RunCall, id: number, plan: Plan, progress: Progress): Promise<RunReport> {
  const { io, options, log } = call;
  log.info({ org_id: id }, 'organisation started');
  try {
    return await plan(call, await findRunTarget(io, { ...options, org: id }, undefined), progress);
  } catch (error) {
    log.error({ org_id: id, stack: describeStack(error) }, 'organisation failed');
    throw error;
  }
}

/** `sendwindow run --all`: every active organisation of the central database, one after the other (spec 3.1). */
export async function runAll(call: RunCall, plan: Plan): Promise<ExitCode> {
  const { io, options } = call;
  const organisations = listActiveOrganisations(resolvePath(io, findCentral(call)));
  const progress = await call.openProgress();
  const results = await runAllOrganisations(
    organisations,
    ({ id }) => runOne(call, id, plan, progress),
    () => io.signal?.aborted === true,
  );
  progress.stop();
  const exitCode = worstExitCode(results.map((result) => result.exit_code));
  const report = { exit_code: exitCode, organisations: results };
  io.stdout(options.json ? renderJson(report) : renderRunAllReport(results, io));
  // Also when the signal came between two organisations.
  const isStopped =
    exitCode === 130 || (io.signal?.aborted === true && results.length < organisations.length);
  if (!isStopped) return exitCode as ExitCode;
  return io.signal?.reason === 'SIGTERM' ? 143 : 130;
}
