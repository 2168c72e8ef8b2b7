import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { silentObserver } from '../../src/run/run-observer.ts';
import { defaultThreadsFrom, type RunOptions } from '../../src/run/run-options.ts';
import { runPlan } from '../../src/run/run-plan.ts';
import type { RunReport } from '../../src/run/run-report.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open-database.ts';

/** Rows by table, as in the conformance cases. */
export type Tables = Readonly<Record<string, readonly Readonly<Record<string, SQLInputValue>>[]>>;

/** A new folder under the system's temporary one; removed by `using`. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'sendwindow-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Makes an org database and fills it; the rows of a table replace what `init` has set up there. */
export function createOrgDatabase(path: string, tables: Tables): void {
  migrateDatabase(path);
  using db = openDatabase(path, { mode: 'read-write' });
  loadTables(db, tables);
}

export function loadTables(db: DatabaseSync, tables: Tables): void {
  db.exec('begin');
  for (const [table, rows] of Object.entries(tables)) {
    db.exec(`delete from ${table}`);
    for (const row of rows) {
      const marks = Object.keys(row).map(() => '?');
      db.prepare(`insert into ${table} (${Object.keys(row)}) values (${marks})`).run(...Object.values(row));
    }
  }
  db.exec('commit');
}

let runs = 0;

/** Waits no time at all. */
export const noWait = async (): Promise<void> => undefined;

/** What a run is asked with a silent observer and without a backup; every option can be given. */
export const runOptions = (
  database: string,
  asOf: string,
  values: ConfigurationValues = {},
  options: Partial<RunOptions> = {},
): RunOptions => ({
  database,
  asOf: Temporal.Instant.from(asOf),
  settings: { layers: [{ source: 'test', values }] },
  dryRun: false,
  replan: false,
  backup: false,
  checkpoint: true,
  threadsFrom: defaultThreadsFrom,
  holder: { pid: process.pid, host: 'test', command: 'test', startedAt: '2026-01-01 00:00:00' },
  runId: `run-${++runs}`,
  elapsed: () => performance.now(),
  wallClock: () => new Date(asOf),
  wait: noWait,
  runBy: 'tester',
  observer: silentObserver,
  ...options,
});

/** One run with {@link runOptions}. */
export const runOnce = (...given: Parameters<typeof runOptions>): Promise<RunReport> =>
  runPlan(runOptions(...given));

/** Every row of a table, in the order of ids. */
export function readTable(database: string, table: string): Record<string, unknown>[] {
  using db = openDatabase(database, { mode: 'read-only' });
  return db
    .prepare(`select * from ${table} order by 1`)
    .all()
    .map((row) => ({ ...row }));
}
