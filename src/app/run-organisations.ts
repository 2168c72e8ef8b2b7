import { resolvePath } from '../config/resolve-path.ts';
import { describeStack } from '../error/describe-stack.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { exitCodeOf, type RunReport } from '../run/run-report.ts';
import { CentralDatabase, listActiveOrganisations } from '../settings/load-organisation.ts';
import type { OrganizationSummary } from '../store/organizations.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { type RunRequest, runPlan } from './run-plan.ts';
import type { Session } from './session.ts';

/** A run of every active organisation of a central database. */
export interface RunOrganisationsRequest
  extends Omit<RunRequest, 'database' | 'org' | 'contacts' | 'opened'> {
  /** The central database. */
  readonly central: string;
}

/** What became of one organisation's run: its report, or why there is none. */
export interface OrganisationResult {
  readonly org_id: number;
  readonly name: string;
  readonly exit_code: number;
  readonly report: RunReport | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** What became of all. */
export interface RunOrganisationsReport {
  /** Of the exit codes the worst (spec 4.2): 1 before 2, 3, 4 and 0; 130 or 143 where a signal stopped it. */
  readonly exit_code: number;
  readonly organisations: readonly OrganisationResult[];
}

/**
 * From harmless to bad: a run that failed is worse than one that was never begun, or that held something back. One that
 * was stopped has stopped all that would have come after it.
 */
const severity: readonly number[] = [0, 4, 3, 2, 1, 130];

/** The worst of exit codes: 1 before 2, 3, 4 and 0 (spec 4.2). */
export const worstExitCode = (codes: readonly number[]): number =>
  codes.reduce((worst, code) => (severity.indexOf(code) > severity.indexOf(worst) ? code : worst), 0);

/** Says in the log which organisation is at work: the report comes at the end only. */
async function runOrganisation(
  { id, name }: OrganizationSummary,
  request: RunOrganisationsRequest,
  opened: CentralDatabase,
  session: Session,
): Promise<OrganisationResult> {
  session.observer.log('info', 'organisation started', { org_id: id });
  try {
    const one = { ...request, database: undefined, contacts: undefined, org: id, opened };
    const report = await runPlan(one, session);
    return { org_id: id, name, exit_code: exitCodeOf(report), report, error: null };
  } catch (error) {
    session.observer.log('error', 'organisation failed', { org_id: id, stack: describeStack(error) });
    const { code, message, exitCode } =
      error instanceof SendwindowError ? error : translateSqliteError(error, `organisation ${id}`);
    return { org_id: id, name, exit_code: exitCode, report: null, error: { code, message } };
  }
}

/** The exit code of all; also when the signal came between two organisations. */
function exitCodeOfAll(results: readonly OrganisationResult[], count: number, signal?: AbortSignal): number {
  const worst = worstExitCode(results.map((result) => result.exit_code));
  const isStopped = worst === 130 || (signal?.aborted === true && results.length < count);
  if (!isStopped) return worst;
  return signal?.reason === 'SIGTERM' ? 143 : 130;
}

/**
 * Runs every active organisation of the central database, one after the other (spec 3.1). One that fails does not stop
 * the others; a signal leaves out the rest.
 */
export async function runOrganisations(
  request: RunOrganisationsRequest,
  session: Session,
): Promise<RunOrganisationsReport> {
  using central = new CentralDatabase(resolvePath(session, request.central));
  const organisations = listActiveOrganisations(central);
  const results: OrganisationResult[] = [];
  for (const organisation of organisations) {
    if (session.signal?.aborted === true) break;
    results.push(await runOrganisation(organisation, request, central, session));
  }
  return {
    exit_code: exitCodeOfAll(results, organisations.length, session.signal),
    organisations: results,
  };
}
