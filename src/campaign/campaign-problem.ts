import type { ProblemCode } from '../config/input/problem.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** What can be wrong with a campaign file, beyond what can be wrong with any file; tests assert these. */
export type CampaignProblemCode =
  | ProblemCode
  | 'NO_SUCH_FILE'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_CONTACT'
  | 'AMBIGUOUS_EMAIL'
  | 'SECOND_TARGET'
  | 'BAD_METADATA';

/** One mistake and its place: `spring.yaml:12:9`, `targets.csv:17:2` (line 17, second column). */
export interface CampaignProblem {
  readonly place: string;
  readonly code: CampaignProblemCode;
  readonly message: string;
}

/** Of a CSV with a wrong column every line is a mistake: this many are listed one by one. */
const mostToldPerKind = 100;

const placePattern = /^(.*):(\d+):(\d+)$/;

/** File by file, as they were met first, and in each from top to bottom. */
function sortByPlace(problems: readonly CampaignProblem[]): CampaignProblem[] {
  const parsed = problems.map((problem) => {
    const [, file = problem.place, line = 0, column = 0] = placePattern.exec(problem.place) ?? [];
    return { problem, file, line: Number(line), column: Number(column) };
  });
  const order = new Map<string, number>();
  for (const { file } of parsed) if (!order.has(file)) order.set(file, order.size);
  const rankOf = ({ file }: { readonly file: string }): number => order.get(file) ?? 0;
  parsed.sort((a, b) => rankOf(a) - rankOf(b) || a.line - b.line || a.column - b.column);
  return parsed.map(({ problem }) => problem);
}

/** The mistakes of a campaign file and its CSV files, as they are found. */
export class CampaignProblems {
  readonly #problems: CampaignProblem[] = [];
  readonly #counts = new Map<string, number>();

  add(problem: CampaignProblem): void {
    const kind = `${problem.place.replace(/:\d+:\d+$/, '')} ${problem.code}`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= mostToldPerKind) this.#problems.push(problem);
  }

  /** @throws SendwindowError BAD_CAMPAIGN_FILE if there are any */
  refuse(): void {
    if (this.#problems.length === 0) return;
    const untold = [...this.#counts]
      .filter(([, count]) => count > mostToldPerKind)
      .map(([kind, count]) => `${kind}: and ${count - mostToldPerKind} more of this kind`);
    throw new CampaignFileError(sortByPlace(this.#problems), untold);
  }
}

/** A campaign file with one or more mistakes; the message has a line for each. */
class CampaignFileError extends SendwindowError {
  readonly problems: readonly CampaignProblem[];

  constructor(problems: readonly CampaignProblem[], untold: readonly string[] = []) {
    const lines = problems.map(({ place, code, message }) => `${place} ${code}: ${message}`);
    super('BAD_CAMPAIGN_FILE', [...lines, ...untold, 'nothing was written'].join('\n'));
    this.problems = problems;
  }
}
