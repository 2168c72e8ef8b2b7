import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorCode } from '../../error/error-code.ts';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';

/** Exponential back-off: after the first failure `baseDelayMs`, then twice that, and so on. */
export interface Retry {
  /** Tries in all, the first one included. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  /** What the work is done on, for messages: the database's path. */
  readonly where: string;
}

/**
 * What may be better in a moment (spec 4.1): another program has the database, the disk is full, the disk or a trigger
 * of somebody's refused. A damaged file, a read-only one or a fault of the program would fail again in the same way.
 */
const isWorthRetrying = (code: ErrorCode): boolean =>
  code === 'BUSY' || code === 'DISK_FULL' || code === 'STORE_FAILED';

/**
 * Does a piece of work that is rolled back as a whole when it fails, again and again until it succeeds. Returns the
 * number of retries.
 *
 * @throws SendwindowError of the last failure
 */
export async function withRetry(retry: Retry, work: () => void): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      work();
      return attempt;
    } catch (error) {
      const translated = translateSqliteError(error, retry.where);
      if (!isWorthRetrying(translated.code) || attempt + 1 >= retry.maxAttempts) throw translated;
      await wait(retry.baseDelayMs * 2 ** attempt);
    }
  }
}
