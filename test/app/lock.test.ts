import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireRunLock, type RunHolder } from '../../src/store/run-lock.ts';
import { startChild } from '../store/child-process.ts';
import { makeReadOnly, mayMount, smallDisk } from '../store/small-disk.ts';
import { temporaryFolder, temporaryPath } from '../store/temporary-folder.ts';
import { sendwindowErrorOf } from '../store/thrown-error.ts';
import { writeProtected } from '../store/write-protected.ts';

const holder: RunHolder = {
  pid: 1,
  host: 'here',
  command: 'sendwindow run',
  startedAt: '2027-03-17 14:05:06',
};
const hold = (path: string, ...args: string[]) =>
  startChild('./hold-run-lock.ts', import.meta.url, [path, ...args]);

function newFile(name?: string): string {
  const path = temporaryPath(name);
  writeFileSync(path, '');
  return path;
}

describe('acquireRunLock', () => {
  it('lets the next one in when it is released, or when its block ends', () => {
    const path = newFile();
    const lock = acquireRunLock(path, holder);
    lock.release();
    lock.release();
    {
      using _again = acquireRunLock(path, holder);
      expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('LOCKED');
    }
    acquireRunLock(path, holder).release();
  });

  it('a second release does not free the lock of somebody else', () => {
    const path = newFile();
    const first = acquireRunLock(path, holder);
    first.release();
    using _second = acquireRunLock(path, holder);
    first.release();
    expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('LOCKED');
  });

  it('refuses while another process holds it, at once, and names that process', async () => {
    const path = newFile();
    const line = await hold(path, 'sendwindow run --replan').nextLine();
    const started = performance.now();
    const error = sendwindowErrorOf(() => acquireRunLock(path, holder));
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(error.code).toBe('LOCKED');
    expect(error.exitCode).toBe(3);
    for (const part of [
      path,
      line.replace('held', 'pid'),
      'host-1',
      'sendwindow run --replan',
      '14:05:06 UTC',
    ]) {
      expect(error.message).toContain(part);
    }
  });

  it('is free again when the holder was killed, and then names the new holder only', async () => {
    const path = newFile();
    for (let round = 0; round < 3; round += 1) {
      const child = hold(path, `round ${round}`);
      await child.nextLine();
      expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).message).toContain(`round ${round}`);
      await child.kill();
    }
    using _lock = acquireRunLock(path, { ...holder, command: 'the next' });
    expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).message).toContain('the next');
  });

  it('lets in exactly one of many that come at once, and all others name it', async () => {
    const path = newFile();
    const lines = await Promise.all(Array.from({ length: 8 }, (_, n) => hold(path, `run ${n}`).nextLine()));
    const winners = lines.filter((line) => line.startsWith('held'));
    expect(winners).toHaveLength(1);
    const pid = winners[0]?.replace('held', 'pid') ?? '';
    for (const line of lines.filter((other) => !other.startsWith('held'))) {
      expect(line).toMatch(/^LOCKED /);
      expect(line).toContain(`(${pid} on host-1`);
    }
  });

  it('is one lock for all names of one file', () => {
    const path = newFile();
    const folder = temporaryFolder();
    symlinkSync(path, join(folder, 'file-link.db'));
    symlinkSync(dirname(path), join(folder, 'folder-link'));
    using _lock = acquireRunLock(path, holder);
    for (const name of ['file-link.db', 'folder-link/org.db']) {
      expect(sendwindowErrorOf(() => acquireRunLock(join(folder, name), holder)).code).toBe('LOCKED');
    }
    expect(readdirSync(folder).sort()).toEqual(['file-link.db', 'folder-link']);
  });

  it('is a lock of its own for every database of a folder', () => {
    const folder = temporaryFolder();
    using _one = acquireRunLock(join(folder, 'one.db'), holder);
    using _two = acquireRunLock(join(folder, 'two.db'), holder);
  });

  it.each([`it's "odd"?#%41.db`, 'ünïcode ☃.db'])('works beside a database named %j', (name) => {
    const path = newFile(name);
    using _lock = acquireRunLock(path, holder);
    expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('LOCKED');
    expect(readdirSync(dirname(path)).sort()).toEqual([name, `${name}.lock`, `${name}.lock-holder`].sort());
  });

  it.each(['.lock', '.lock-holder'])('says what to do when %s is something else', (suffix) => {
    const path = newFile();
    writeFileSync(`${path}${suffix}`, 'not a lock file '.repeat(100));
    const error = sendwindowErrorOf(() => acquireRunLock(path, holder));
    expect(error.code).toBe('STORE_FAILED');
    expect(error.message).toContain('delete both');
  });

  it('refuses a folder, and a file in a folder that does not exist', () => {
    const path = temporaryPath();
    mkdirSync(path);
    expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('NOT_A_DATABASE');
    expect(sendwindowErrorOf(() => acquireRunLock(join(path, 'no', 'org.db'), holder)).code).toBe(
      'NO_SUCH_FILE',
    );
  });

  it('cannot be had where its files cannot be made', () => {
    const path = newFile();
    mkdirSync(`${path}.lock-holder`);
    expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('READ_ONLY');
  });

  it.each([false, true])('cannot be had without write permission (its files exist: %s)', (locksExist) => {
    const path = newFile();
    if (locksExist) acquireRunLock(path, holder).release();
    writeProtected(dirname(path), () => {
      expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('READ_ONLY');
    });
  });

  it.skipIf(!mayMount)('cannot be had on a read-only disk', () => {
    for (const locksExist of [false, true]) {
      const disk = smallDisk(1_000);
      const path = join(disk, 'org.db');
      if (locksExist) acquireRunLock(path, holder).release();
      makeReadOnly(disk);
      expect(sendwindowErrorOf(() => acquireRunLock(path, holder)).code).toBe('READ_ONLY');
    }
  });
});
