import { setTimeout as wait } from 'node:timers/promises';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';

/** Exponential back-off: after the first failure `baseDelayMs`, then twice that, and so on. */
export interface Retry {
  /** Tries in all, the first one included. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  /** What the work is done on, for messages: the database's path. */
  readonly where: string;
}

/** A busy database is waited for; anything else would fail again in the same way. */
const isWorthRetrying = (code: string): boolean => code === 'BUSY';

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
