import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';
import { productVersion } from '../src/store/product-version.ts';

/** Where figures come from: enough to compare them with others, and nothing that names the machine. */
export interface Machine {
  readonly product: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly platform: string;
  readonly node: string;
  /** The SQLite inside Node. */
  readonly sqlite: string;
  /** The SQLite of the shell, if one is installed. */
  readonly sqlite_shell: string | null;
}

/** @param shell the version of the `sqlite3` shell */
export const describeMachine = (shell: string | undefined): Machine => ({
  product: productVersion(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memory_gib: Math.round((totalmem() / 2 ** 30) * 10) / 10,
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  sqlite: process.versions['sqlite'] ?? 'unknown',
  sqlite_shell: shell ?? null,
});

/** Load averages over 1, 5 and 15 minutes: what else the machine was doing. */
export const readLoad = (): number[] => loadavg().map((load) => Math.round(load * 100) / 100);
