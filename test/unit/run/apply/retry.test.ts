import { describe, expect, it } from 'vitest';
import { SendwindowError } from '../../../../src/error/sendwindow-error.ts';
import { isBusy, mayBeOfOneContact, withRetry } from '../../../../src/run/apply/retry.ts';
import { translateSqliteError } from '../../../../src/store/translate-sqlite-error.ts';

const sqliteError = (errcode: number): Error => Object.assign(new Error('sqlite'), { errcode });

/** Work that fails so many times with a code of SQLite; waits are noted. */
async function attempt(errcode: number, failures: number, maxAttempts = 4, isWorthIt?: typeof isBusy) {
  const waits: number[] = [];
  let tries = 0;
  const wait = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
  };
  const work = (): void => {
    if (++tries <= failures) throw sqliteError(errcode);
  };
  const retry = { maxAttempts, baseDelayMs: 100, where: 'org.db', wait };
  const outcome = await withRetry(retry, work, isWorthIt).then(
    (retries) => retries,
    (error: SendwindowError) => error.code,
  );
  return { outcome, tries, waits };
}

describe('withRetry', () => {
  it('does not wait for what succeeds', async () => {
    expect(await attempt(5, 0)).toEqual({ outcome: 0, tries: 1, waits: [] });
  });

  it.each([
    ['BUSY', 5],
    ['DISK_FULL', 13],
    ['STORE_FAILED', 1],
    ['STORE_FAILED', 1811],
  ])('waits twice as long each time after %s', async (_, code) => {
    expect(await attempt(code, 3)).toEqual({ outcome: 3, tries: 4, waits: [100, 200, 400] });
  });

  it('gives up after so many tries, without a last wait', async () => {
    expect(await attempt(5, 99)).toEqual({ outcome: 'BUSY', tries: 4, waits: [100, 200, 400] });
    expect(await attempt(13, 99, 1)).toEqual({ outcome: 'DISK_FULL', tries: 1, waits: [] });
  });

  it.each([
    ['READ_ONLY', 8],
    ['CORRUPT', 11],
    ['NOT_A_DATABASE', 26],
  ])('does not try again after %s', async (code, errcode) => {
    expect(await attempt(errcode, 99)).toEqual({ outcome: code, tries: 1, waits: [] });
  });

  it('tries again only after what the caller names', async () => {
    expect(await attempt(1811, 99, 4, isBusy)).toMatchObject({ outcome: 'STORE_FAILED', tries: 1 });
    expect(await attempt(5, 2, 4, isBusy)).toMatchObject({ outcome: 2, tries: 3 });
  });
});

describe('a failure that may be in one contact', () => {
  const isOfOne = (error: unknown): boolean => mayBeOfOneContact(translateSqliteError(error, 'org.db'));

  it.each([1, 18, 19, 20, 25, 1811, 1299, 275])('is SQLite’s %i', (errcode) => {
    expect(isOfOne(sqliteError(errcode))).toBe(true);
  });

  it.each([5, 6, 7, 8, 10, 11, 13, 14, 26, 778, 1032])('is not SQLite’s %i', (errcode) => {
    expect(isOfOne(sqliteError(errcode))).toBe(false);
  });

  it('is a value that SQLite was never given', () => {
    expect(isOfOne(new TypeError('cannot be bound'))).toBe(true);
    expect(isOfOne(new SendwindowError('BACKUP_FAILED', 'no'))).toBe(false);
  });
});
