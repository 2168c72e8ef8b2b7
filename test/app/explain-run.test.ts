import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { createOrgDatabase, runOnce, temporaryFolder } from '../support/run-fixture.ts';
import { contactRow, explainRun, mailOf, mailsOf, quiet } from './explain-fixture.ts';

/** Before the clock of the machine that runs the tests: what is edited now is edited after these runs. */
const first = '2024-03-01T12:00:00Z';
const second = '2024-03-02T12:00:00Z';

interface History extends Disposable {
  readonly database: string;
  readonly execute: (sql: string) => void;
}

/** A contact in Texas, planned by run `first`. */
async function createHistory(): Promise<History> {
  const temporary = temporaryFolder();
  const database = join(temporary.path, 'org.db');
  createOrgDatabase(database, { contacts: [contactRow(1, { effective_date: '2020-05-01' })] });
  await runOnce(database, first, quiet, { runId: 'first' });
  return {
    database,
    execute: (sql) => {
      using db = openDatabase(database, { mode: 'read-write' });
      db.exec(sql);
    },
    [Symbol.dispose]: () => temporary[Symbol.dispose](),
  };
}

describe('a run of the past', () => {
  test('is explained with its own moment, configuration and policy', async () => {
    using history = await createHistory();
    const explanation = explainRun(history.database, 1, 'first');
    expect(explanation).toMatchObject({
      as_of: '2024-03-01T06:00:00-06:00',
      today: '2024-03-01',
      run: { run_id: 'first', run_timestamp: '2024-03-01 12:00:00', status: 'completed', rewound: [] },
      limits: { daily_cap: null, max_emails_per_period: 3 },
      agrees: true,
    });
    expect(explanation.run?.configuration_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(mailOf(explanation, 'birthday').row).toMatchObject({ run_id: 'first' });
  });

  test('is explained with the contact as it was, whatever was changed since', async () => {
    using history = await createHistory();
    history.execute("update contacts set birth_date = '1955-08-20', zip_code = '10001'");
    await runOnce(history.database, second, quiet, { runId: 'second' });

    const before = explainRun(history.database, 1, 'first');
    const after = explainRun(history.database, 1, 'second');

    expect(before).toMatchObject({ contact: { state: 'TX', birth_date: '1955-06-15' }, agrees: true });
    expect(mailOf(before, 'birthday')).toMatchObject({ verdict: 'planned', send_date: '2024-06-01' });
    expect(before.run?.rewound).toEqual([
      "Later changes of the contact's data are taken back: 2.",
      'Changes of rows by later runs are taken back: 2.',
    ]);
    expect(after.run?.rewound).toEqual(["Later changes of the contact's data are taken back: 2."]);
    const rows = after.changes.filter(({ kind }) => kind === 'row');
    expect(rows.map(({ run_id, change }) => [run_id, change])).toEqual([
      ['second', 'update'],
      ['second', 'update'],
    ]);
    expect(before.changes.filter(({ kind }) => kind === 'row')).toEqual([]);
  });

  test('rows that later runs made are left out, and those that they deleted are there', async () => {
    using history = await createHistory();
    await runOnce(history.database, '2024-05-20T12:00:00Z', quiet, { runId: 'later' });
    history.execute("update contacts set email = 'nobody'");
    await runOnce(history.database, '2024-05-21T12:00:00Z', quiet, { runId: 'last' });

    const explanation = explainRun(history.database, 1, 'first');

    expect(explanation.agrees).toBe(true);
    expect(mailsOf(explanation).map(({ email_type, date }) => [email_type, date])).toEqual([
      ['effective_date', '2024-04-01'],
      ['birthday', '2024-06-01'],
    ]);
    expect(explanation.run?.rewound.join(' ')).toContain('Rows that later runs have made are left out: 1.');
  });

  test('a row that the sender took later is shown as it was planned', async () => {
    using history = await createHistory();
    history.execute(
      "update email_schedules set status = 'sent', actual_send_datetime = '2024-04-01 14:00:00' where email_type = 'effective_date'",
    );
    const explanation = explainRun(history.database, 1, 'first');
    expect(mailOf(explanation, 'effective_date')).toMatchObject({
      verdict: 'planned',
      row: { status: 'pre-scheduled' },
      agrees: true,
    });
  });

  test('a contact that is gone since is there', async () => {
    using history = await createHistory();
    history.execute('delete from contacts');
    await runOnce(history.database, second, quiet, { runId: 'second' });
    const explanation = explainRun(history.database, 1, 'first');
    expect(explanation).toMatchObject({ contact: { exists: true, birth_date: '1955-06-15' }, agrees: true });
    expect(mailsOf(explanation)).toHaveLength(2);
  });

  test('one that does not exist is refused', async () => {
    using history = await createHistory();
    expect(() => explainRun(history.database, 1, 'third')).toThrow(
      expect.objectContaining({ code: 'NO_SUCH_RUN', exitCode: 2 }),
    );
  });

  test('one that has kept no configuration is refused', async () => {
    using history = await createHistory();
    history.execute('delete from run_contents');
    expect(() => explainRun(history.database, 1, 'first')).toThrow(
      expect.objectContaining({ code: 'NO_SUCH_RUN' }),
    );
  });
});
