import type { ErrorCode } from '../../error/error-code.ts';
import type { SendwindowError } from '../../error/sendwindow-error.ts';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';

/** Waits so many milliseconds; a test passes one that does not. */
export type Wait = (milliseconds: number) => Promise<void>;

/** Exponential back-off: after the first failure `baseDelayMs`, then twice that, and so on. */
export interface Retry {
  /** Tries in all, the first one included. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  /** What the work is done on, for messages: the database's path. */
  readonly where: string;
  readonly wait: Wait;
}

/**
 * Failures that may end without any action (spec 4.1): another program holds the database, the disk is full, or the disk or a
 * trigger has refused. A damaged file, a read-only file or a fault of the program would fail again in the same way.
 */
const isWorthRetrying = (code: ErrorCode): boolean =>
  code === 'BUSY' || code === 'DISK_FULL' || code === 'STORE_FAILED';

/** A refusal of a trigger or a constraint has been tried often enough by then; a busy database is still worth a try. */
export const isBusy = (code: ErrorCode): boolean => code === 'BUSY';

/**
 * SQLite's primary result codes of a fault that may be in one contact's data: ERROR, TOOBIG, CONSTRAINT, MISMATCH,
 * RANGE. All others (a full disk, I/O errors, no memory) meet every contact.
 */
const codesOfContent: ReadonlySet<number> = new Set([1, 18, 19, 20, 25]);

/** Can a single contact be the cause of a failure, so that the others can be written without it (spec 4.1)? */
export function mayBeOfOneContact({ code, cause }: SendwindowError): boolean {
  const sqliteCode = (cause as { errcode?: unknown } | undefined)?.errcode;
  // No code of SQLite: the values were refused before it saw them.
  if (typeof sqliteCode !== 'number') return code === 'INTERNAL';
  return code === 'STORE_FAILED' && codesOfContent.has(sqliteCode & 0xff);
}

/**
 * Does a piece of work that is rolled back as a whole when it fails, and repeats it until it succeeds. Returns the
 * number of retries.
 *
 * @param isWorthIt says after which failures it is tried again
 * @throws SendwindowError of the last failure
 */
export async function withRetry(
  retry: Retry,
  work: () => void,
  isWorthIt: (code: ErrorCode) => boolean = isWorthRetrying,
): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      work();
      return attempt;
    } catch (error) {
      const translated = translateSqliteError(error, retry.where);
      if (!isWorthIt(translated.code) || attempt + 1 >= retry.maxAttempts) throw translated;
      await retry.wait(retry.baseDelayMs * 2 ** attempt);
    }
  }
}
