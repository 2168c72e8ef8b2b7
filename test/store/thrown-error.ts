import { SendwindowError } from '../../src/error/sendwindow-error.ts';

/** The error that `body` throws; fails if it throws none, or one that is not the product's. */
export function sendwindowErrorOf(body: () => unknown): SendwindowError {
  try {
    body();
  } catch (error) {
    if (error instanceof SendwindowError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The same for a promise. */
export async function rejectedErrorOf(promise: Promise<unknown>): Promise<SendwindowError> {
  const outcome = await promise.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  if (outcome instanceof SendwindowError) return outcome;
  throw outcome;
}
