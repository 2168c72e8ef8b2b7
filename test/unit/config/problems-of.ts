import { InvalidInputError } from '../../../src/config/input/problem.ts';

/** What an action that must fail with listed problems says of them: `config.yaml:12:9 BAD_TIME`. */
export function problemsOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof InvalidInputError)
      return error.problems.map(({ place, code }) => `${place} ${code}`);
    throw error;
  }
  return [];
}

/** The code of the error that an action throws; `undefined` if it throws none. */
export function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
}

/** The error that an action must throw. */
export function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
