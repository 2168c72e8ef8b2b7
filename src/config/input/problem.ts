import type { ErrorCode } from '../../error/error-code.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';

/** What can be wrong with something that people write; tests assert these, not the prose. */
export type ProblemCode =
  | 'SYNTAX'
  | 'DUPLICATE_KEY'
  | 'EMPTY_FILE'
  | 'TOO_LARGE'
  | 'UNKNOWN_KEY'
  | 'MISSING_KEY'
  | 'WRONG_TYPE'
  | 'OUT_OF_RANGE'
  | 'NOT_ALLOWED'
  | 'DUPLICATE_VALUE'
  | 'BAD_TIME'
  | 'BAD_DATE'
  | 'BAD_TIME_ZONE'
  | 'BAD_ZIP'
  | 'UNKNOWN_STATE'
  | 'AEP_AFTER_LAST_SEND'
  | 'FROM_AFTER_TO';

/** The keys and list positions that lead to a value: `['aep', 'dates', 0, 'month']`. */
export type KeyPath = readonly (string | number)[];

/** A problem of a value, before it is known where the value was written. */
export interface Finding {
  readonly path: KeyPath;
  /** Whether the key itself or its value is to be pointed at. */
  readonly at: 'key' | 'value';
  readonly code: ProblemCode;
  /** What was found, what is allowed, what to do. */
  readonly message: string;
}

/** A problem and its place: `config.yaml:12:9`, `SENDWINDOW_TIMEZONE`. */
export interface Problem {
  readonly place: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** A finding whose message is written when it is read: of 50,000 findings {@link mostProblemsListed} are shown. */
export const createFinding = (
  path: KeyPath,
  at: Finding['at'],
  code: ProblemCode,
  write: () => string,
): Finding => ({
  path,
  at,
  code,
  get message() {
    return write();
  },
});

/** The problem that a finding is at its place, which is worked out when it is read. */
export const placeFinding = (finding: Finding, locate: () => string): Problem => ({
  get place() {
    return locate();
  },
  code: finding.code,
  get message() {
    return finding.message;
  },
});

/** So many problems of an input are listed; the rest is counted. */
export const mostProblemsListed = 100;

/** An input with one or more problems; the message has a line for each of the first {@link mostProblemsListed}. */
export class InvalidInputError extends SendwindowError {
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, problems: readonly Problem[]) {
    const lines = problems.slice(0, mostProblemsListed).map(formatProblem);
    const more = problems.length - lines.length;
    super(
      code,
      [...lines, ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more problems`] : [])].join('\n'),
    );
    this.problems = problems;
  }
}

/** A problem as one line: `config.yaml:12:9 BAD_TIME: send_time "25:00" is not a time of day; use 00:00 to 23:59`. */
const formatProblem = ({ place, code, message }: Problem): string => `${place} ${code}: ${message}`;

/** A key as it is shown: quoted and cut where it is no plain word. */
const showKey = (key: string): string => (/^\w{1,60}$/.test(key) ? key : JSON.stringify(key.slice(0, 60)));

/** A path as people write it: `aep.dates[0].month`. */
export function formatPath(path: KeyPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${showKey(part)}`))
    .join('')
    .replace(/^\./, '');
}
