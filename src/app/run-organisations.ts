import { SendwindowError } from '../error/sendwindow-error.ts';
import { exitCodeOf, type RunReport } from '../run/run-report.ts';
import type { OrganizationSummary } from '../store/organizations.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';

/** What became of one organisation's run: its report, or why there is none. */
export interface OrganisationResult {
  readonly org_id: number;
  readonly name: string;
  readonly exit_code: number;
  readonly report: RunReport | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/**
 * From harmless to bad: a run that failed is worse than one that was never begun, or that held something back. One that
 * was stopped has stopped all that would have come after it.
 */
const severity: readonly number[] = [0, 4, 3, 2, 1, 130];

/** The exit code of `run --all`: of the codes the worst, 1 before 2, 3, 4 and 0 (spec 4.2). */
export const worstExitCode = (codes: readonly number[]): number =>
  codes.reduce((worst, code) => (severity.indexOf(code) > severity.indexOf(worst) ? code : worst), 0);

async function runOrganisation(
  organisation: OrganizationSummary,
  runOne: (organisation: OrganizationSummary) => Promise<RunReport>,
): Promise<OrganisationResult> {
  const { id, name } = organisation;
  try {
    const report = await runOne(organisation);
    return { org_id: id, name, exit_code: exitCodeOf(report), report, error: null };
  } catch (error) {
    const { code, message, exitCode } =
      error instanceof SendwindowError ? error : translateSqliteError(error, `organisation ${id}`);
    return { org_id: id, name, exit_code: exitCode, report: null, error: { code, message } };
  }
}

/**
 * Runs organisations one after the other (spec 3.1). One that fails does not stop the others.
 *
 * @param isStopped asked before each: true leaves out the rest
 */
export async function runAllOrganisations(
  organisations: readonly OrganizationSummary[],
  runOne: (organisation: OrganizationSummary) => Promise<RunReport>,
  isStopped: () => boolean = () => false,
): Promise<OrganisationResult[]> {
  const results: OrganisationResult[] = [];
  for (const organisation of organisations) {
    if (isStopped()) break;
    results.push(await runOrganisation(organisation, runOne));
  }
  return results;
}
