import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../src/app/list-runs.ts';
import type { RunRecord } from '../../src/app/show-run.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import type { UndoReport } from '../../src/undo/undo-report.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const asOf = '2027-03-01T08:00:00-06:00';

/** A synthetic organisation and a run of it. */
async function plannedOrganisation(contacts = 40): Promise<CommandLine> {
  const shell = createCommandLine('2027-03-01T14:00:00Z');
  await shell.json('generate', 'org.db', '--contacts', String(contacts), '--as-of', asOf);
  await shell.json('run', 'org.db', '--as-of', asOf);
  return shell;
}

const listRuns = async (shell: CommandLine): Promise<readonly RunSummary[]> =>
  (await shell.json<{ runs: RunSummary[] }>('runs', 'list', 'org.db')).runs;

function change(shell: CommandLine, sql: string): void {
  using db = openDatabase(join(shell.folder, 'org.db'), { mode: 'read-write' });
  db.exec(sql);
}

describe('sendwindow runs list', () => {
  test('shows runs and undos, the newest first, and which run was taken back', async () => {
    using shell = await plannedOrganisation();
    await shell.json('runs', 'undo', 'org.db', '--as-of', asOf);
    const [undo, run] = await listRuns(shell);
    expect(undo).toMatchObject({ kind: 'undo', status: 'completed', undone_by: null });
    expect(run).toMatchObject({ kind: 'run', status: 'completed', undone_by: undo?.run_id, contacts: 40 });
    expect(undo?.writes).toEqual({ inserted: 0, updated: 0, deleted: run?.writes?.inserted });
    const { out } = await shell.call('runs', 'list', 'org.db');
    expect(out).toContain(`undone by ${undo?.run_id}`);
    expect((await shell.call('runs', 'list', 'org.db', '--limit', '1')).out).not.toContain(run?.run_id);
  });

  test('says so where there are none, and is not stopped by a report that is none', async () => {
    using shell = await plannedOrganisation();
    change(shell, "update scheduler_checkpoints set report = '{'");
    expect((await listRuns(shell))[0]?.writes).toBeNull();
    change(shell, 'delete from scheduler_checkpoints');
    expect((await shell.call('runs', 'list', 'org.db')).out).toBe('no runs yet\n');
  });

  test('shows a run that failed with its error', async () => {
    using shell = await plannedOrganisation();
    change(shell, 'delete from email_schedules');
    shell.write('no-backups.yaml', 'backup: { directory: /dev/null/x }');
    expect((await shell.call('run', 'org.db', '--as-of', asOf, '--config', 'no-backups.yaml')).code).toBe(1);
    expect((await listRuns(shell))[0]).toMatchObject({ status: 'failed', writes: null });
    expect((await shell.call('runs', 'list', 'org.db')).out).toContain('BACKUP_FAILED');
  });
});

describe('sendwindow runs show', () => {
  test('shows the report, the changes, and the configuration and policy that were used', async () => {
    using shell = await plannedOrganisation();
    const [run] = await listRuns(shell);
    const record = await shell.json<RunRecord>('runs', 'show', 'org.db', run?.run_id ?? '');
    expect(record).toMatchObject({
      run_id: run?.run_id,
      kind: 'run',
      status: 'completed',
      undone_by: null,
      changes: {},
    });
    expect(record.report).toMatchObject({ run_id: run?.run_id, writes: run?.writes });
    expect(record.configuration?.content).toMatchObject({ configuration: { horizon_days: 365 } });
    expect(record.policy?.content).toMatchObject({ name: 'default' });
    const { out } = await shell.call('runs', 'show', 'org.db', run?.run_id ?? '');
    expect(out).toMatch(/^policy +default /m);
    expect(out).toMatch(/^writes +inserted \d+/m);
  });

  test('counts what an undo changed', async () => {
    using shell = await plannedOrganisation();
    const { run_id, rows } = await shell.json<UndoReport>('runs', 'undo', 'org.db', '--as-of', asOf);
    const record = await shell.json<RunRecord>('runs', 'show', 'org.db', run_id);
    expect(record.changes).toEqual({ delete: rows.removed });
  });

  test('knows no other run', async () => {
    using shell = await plannedOrganisation();
    const { code, error } = await shell.call('runs', 'show', 'org.db', 'none');
    expect(code).toBe(2);
    expect(error).toMatch(/^NO_SUCH_RUN: org.db: there is no run "none"; see `sendwindow runs list org.db`/);
  });
});

describe('sendwindow runs undo', () => {
  test('takes back the run, backs up first, and leaves the organisation on hold', async () => {
    using shell = await plannedOrganisation();
    const { code, out } = await shell.call('runs', 'undo', 'org.db', '--as-of', asOf);
    expect(code).toBe(0);
    expect(out).toMatch(/^run run-\S+ of 2027-03-01 14:00:00 UTC is undone$/m);
    expect(out).toMatch(/^ +\d+ rows that it inserted are deleted$/m);
    expect(out).toContain('sendwindow release org.db');
    const path = join(shell.folder, 'org.db');
    expect(readTable(path, 'email_schedules').some(({ status }) => status === 'pre-scheduled')).toBe(false);
    expect(readTable(path, 'holds')).toHaveLength(1);
    expect((await shell.json<{ backups: unknown[] }>('backup', 'list', 'org.db')).backups).toHaveLength(2);
    const again = await shell.call('runs', 'undo', 'org.db', '--as-of', asOf);
    expect(again.code).toBe(2);
    expect(again.error).toMatch(/^NO_SUCH_RUN: /);
  });

  test('lists what it leaves', async () => {
    using shell = await plannedOrganisation();
    change(
      shell,
      "update email_schedules set status = 'sent' where id = (select max(id) from email_schedules)",
    );
    const { out } = await shell.call('runs', 'undo', 'org.db', '--as-of', asOf, '--no-backup');
    expect(out).toContain('1 rows were left as they are');
    expect(out).toMatch(/sent +taken/);
  });

  test('stops while a run is under way, and says whose', async () => {
    using shell = await plannedOrganisation();
    const holder = { pid: 4711, host: 'host-1', command: 'sendwindow run', startedAt: '' };
    using _lock = acquireRunLock(join(shell.folder, 'org.db'), holder);
    const { code, error } = await shell.call('runs', 'undo', 'org.db', '--as-of', asOf);
    expect(code).toBe(3);
    expect(error).toContain('pid 4711 on host-1');
  });
});
