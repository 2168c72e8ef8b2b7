import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const policy = (window: number) => `name: default
version: ${window}
states:
  TX: { type: birthday_window, window_before: 0, window_after: ${window} }
`;

async function plannedOrganisation(shell: CommandLine, name = 'org.db', ...flags: string[]): Promise<string> {
  await shell.call('init', name);
  const path = join(shell.folder, name);
  const db = new DatabaseSync(path);
  db.exec("insert into contacts (email, zip_code, birth_date) values ('a@b.org', '75001', '1950-06-10')");
  db.close();
  if (flags.length === 0) await shell.call('run', name, '--no-backup');
  else await shell.call('run', ...flags, '--no-backup');
  return path;
}

const marks = (path: string) => readTable(path, 'stale_marks').map(({ kind, reason }) => [kind, reason]);

describe('a change of settings', () => {
  test.each([
    [['config', 'set', 'org.db', 'on_missing_anchor=send'], 'configuration changed'],
    [['config', 'set', 'org.db', 'suppressed_statuses=bounced'], 'configuration changed'],
    [['config', 'set', 'org.db', 'timing.pre_window_exclusion_days=30'], 'configuration changed'],
    [['policy', 'activate', 'org.db', 'p.yaml', '--drop-states'], 'policy changed'],
  ])('marks everything as stale at once: %j', async (words, reason) => {
    using shell = createCommandLine();
    const path = await plannedOrganisation(shell);
    shell.write('p.yaml', policy(10));
    expect(readTable(path, 'sendable_emails').length).toBeGreaterThan(0);
    const answer = await shell.call(...words);
    expect([answer.code, answer.error]).toEqual([0, '']);
    expect(marks(path)).toEqual([['everything', reason]]);
    expect(readTable(path, 'sendable_emails')).toEqual([]);
    await shell.call('run', 'org.db', '--no-backup');
    expect(marks(path)).toEqual([]);
    expect(readTable(path, 'sendable_emails').length).toBeGreaterThan(0);
  });

  test('that takes content back marks, too', async () => {
    using shell = createCommandLine();
    const path = await plannedOrganisation(shell);
    await shell.call('config', 'set', 'org.db', 'on_missing_anchor=send');
    await shell.call('run', 'org.db', '--no-backup');
    await shell.call('config', 'rollback', 'org.db', '0');
    expect(marks(path)).toEqual([['everything', 'configuration changed']]);
  });

  test.each([
    [['config', 'set', 'org.db', 'horizon_days=30']],
    [['config', 'set', 'org.db', 'on_missing_anchor=send', '--dry-run']],
    [['config', 'set', 'org.db', 'on_missing_anchor=send', '--from', '2027-06-01']],
  ])('that does not count, or not yet, marks nothing: %j', async (words) => {
    using shell = createCommandLine();
    const path = await plannedOrganisation(shell);
    expect((await shell.call(...words)).code).toBe(0);
    expect(marks(path)).toEqual([]);
  });

  test('of an organisation of the central database marks its own org database alone', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'central.db');
    await shell.call('org', 'add', 'central.db', 'name=A', 'database=a.db', '--id', '1');
    await shell.call('org', 'add', 'central.db', 'name=B', 'database=b.db', '--id', '2');
    const a = await plannedOrganisation(shell, 'a.db', '--central', 'central.db', '--org', '1');
    const b = await plannedOrganisation(shell, 'b.db', '--central', 'central.db', '--org', '2');
    expect((await shell.call('org', 'set', 'central.db', '2', 'state_buffers.CA=10')).code).toBe(0);
    expect([marks(a), marks(b)]).toEqual([[], [['everything', 'organisation changed']]]);
    expect((await shell.call('config', 'set', 'central.db', 'on_missing_anchor=send')).code).toBe(0);
    expect([marks(a), marks(b)]).toEqual([
      [['everything', 'configuration changed']],
      [['everything', 'configuration changed']],
    ]);
  });

  test('says where a database could not be marked', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'central.db');
    await shell.call('org', 'add', 'central.db', 'name=A', 'database=a.db', '--id', '1');
    const a = await plannedOrganisation(shell, 'a.db', '--central', 'central.db', '--org', '1');
    const db = new DatabaseSync(a);
    db.exec('drop trigger contacts_record_update');
    db.close();
    const { warnings } = await shell.json<{ warnings: string[] }>(
      'config',
      'set',
      'central.db',
      'on_missing_anchor=send',
    );
    expect(warnings.map((warning) => warning.split(':')[0])).toContain('STALE_NOT_MARKED');
  });
});
