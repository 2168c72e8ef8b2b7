import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, open, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../src/store/open-database.ts';
import { BenchFailure } from './bench-failure.ts';

const walOf = (path: string): string => `${path}-wal`;

/** Moves what the log holds into the file, so that the file alone is the whole database. */
function checkpoint(path: string): void {
  using db = openDatabase(path, { mode: 'read-write' });
  db.exec('pragma wal_checkpoint(truncate)');
}

/** What is still in memory would be written to disk while something else is being measured. */
async function flush(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  await file.sync();
}

/** The databases of a benchmark, each in a folder of its own with whatever lies beside it: log, lock, backups. */
export class Workspace implements Disposable {
  readonly folder: string;
  readonly #keep: boolean;

  /** @param keep leave everything there at the end */
  constructor(parent: string, keep: boolean) {
    this.folder = mkdtempSync(join(parent, 'sendwindow-bench-'));
    this.#keep = keep;
  }

  pathOf(name: string): string {
    return join(this.folder, name, 'org.db');
  }

  has(name: string): boolean {
    return existsSync(this.pathOf(name));
  }

  /** The path for a new database; one of that name is removed. */
  makeRoom(name: string): string {
    this.discard(name);
    mkdirSync(join(this.folder, name));
    return this.pathOf(name);
  }

  /** Copies a database that nobody has open. */
  async copy(from: string, to: string): Promise<string> {
    const [source, target] = [this.pathOf(from), this.makeRoom(to)];
    if (existsSync(walOf(source))) checkpoint(source);
    if (existsSync(walOf(source))) throw new BenchFailure(`${from}: somebody has the database open`);
    await copyFile(source, target);
    await flush(target);
    return target;
  }

  discard(name: string): void {
    rmSync(join(this.folder, name), { recursive: true, force: true });
  }

  /** @throws BenchFailure where the disk has not so much room */
  async requireRoom(gigabytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const free = (bavail * bsize) / 1e9;
    if (free >= gigabytes) return;
    throw new BenchFailure(
      `the temporary folder has ${free.toFixed(1)} GB free and about ${gigabytes.toFixed(1)} GB are needed; name another with --tmp, or fewer contacts`,
    );
  }

  [Symbol.dispose](): void {
    if (!this.#keep) rmSync(this.folder, { recursive: true, force: true });
  }
}
