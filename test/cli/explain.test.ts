import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import type { ContactExplanation } from '../../src/explain/contact-explanation.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { contactRow } from '../app/explain-fixture.ts';
import { createOrgDatabase, runOnce, type Tables, temporaryFolder } from '../support/run-fixture.ts';
import { callWith } from './terminal.ts';

const asOf = '2027-03-01T12:00:00Z';

interface Shell extends Disposable {
  readonly database: string;
  /** Runs `sendwindow explain org.db ...`. */
  readonly explain: (args: readonly string[], io?: Partial<Io>) => Promise<Answer>;
}

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function createShell(tables: Tables): Shell {
  const temporary = temporaryFolder();
  const database = join(temporary.path, 'org.db');
  createOrgDatabase(database, tables);
  const explain: Shell['explain'] = async (args, given = {}) => {
    const world = {
      isErrorTerminal: true,
      cwd: temporary.path,
      now: () => Temporal.Instant.from(asOf),
      ...given,
    };
    return callWith(world, 'explain', 'org.db', ...args);
  };
  return { database, explain, [Symbol.dispose]: () => temporary[Symbol.dispose]() };
}

const californian = contactRow(17, { zip_code: '90210', state: 'CA', effective_date: '2020-05-01' });

describe('the timeline', () => {
  test('says who the contact is, what rule counts, whether the plan agrees, and every mail', async () => {
    using shell = createShell({ contacts: [californian] });
    await runOnce(shell.database, asOf, {}, { runId: 'run-a' });

    const { code, out } = await shell.explain(['17']);

    expect(code).toBe(0);
    expect(out).toContain('contact   17, p17@example.com');
    expect(out).toContain('California (CA): excluded from 90 days before the birthday');
    expect(out).toContain('AGREES with the stored plan.');
    expect(out).toMatch(/^2027-03-01 ─── today ─+$/m);
    expect(out).toMatch(/^2027-03-17 ┌ window {4}CA birthday window, to 2027-08-14$/m);
    expect(out).toMatch(/^2027-06-01 │ skipped {3}birthday for 2027-06-15, row \d+$/m);
    expect(out).toMatch(/^2027-08-14 └ window {4}ends: CA birthday window$/m);
    expect(out).toMatch(/^2027-08-15 {3}planned {3}post_window for 2027-08-15, row \d+$/m);
    expect(out).toContain('[2.6 rule 3; run-a]');
  });

  test.each([60, 80, 100, 300])('fits into %i columns', async (columns) => {
    using shell = createShell({ contacts: [californian] });
    const { out } = await shell.explain(['17'], { columns });
    const longest = Math.max(...out.split('\n').map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(Math.min(columns, 100));
  });

  test('says what would differ', async () => {
    using shell = createShell({ contacts: [californian] });
    const { code, out } = await shell.explain(['17']);
    expect(code).toBe(0);
    expect(out).toContain('DIFFERS from the stored plan: a run now\n  - would insert ');
    expect(out).toContain('! Not stored: a run now would insert it.');
  });

  test('has colours on a terminal only, and none with NO_COLOR', async () => {
    using shell = createShell({ contacts: [californian] });
    const plain = await shell.explain(['17']);
    const coloured = await shell.explain(['17'], { isTerminal: true });
    const refused = await shell.explain(['17'], { isTerminal: true, env: { NO_COLOR: '1' } });
    expect(stripVTControlCharacters(plain.out)).toBe(plain.out);
    expect(coloured.out).not.toBe(plain.out);
    expect(stripVTControlCharacters(coloured.out)).toBe(plain.out);
    expect(refused.out).toBe(plain.out);
  });

  test('is drawn with plain characters where the locale has no others', async () => {
    using shell = createShell({ contacts: [californian] });
    const { out } = await shell.explain(['17'], { env: { LC_ALL: 'C' } });
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('shows hostile text escaped, cut, and within the lines', async () => {
    const hostile = `\u001b[31m\u0000\r\n\u202e${'x'.repeat(100_000)}`;
    using shell = createShell({
      contacts: [{ ...californian, email: `${hostile}@example.com`, state: hostile, status: hostile }],
      holds: [{ reason: hostile }],
      email_schedules: [
        {
          contact_id: 17,
          email_type: hostile,
          event_date: hostile,
          scheduled_send_date: hostile,
          status: hostile,
          skip_detail: hostile,
        },
      ],
    });
    const { code, out } = await shell.explain(['17'], { isTerminal: true, env: { NO_COLOR: '1' } });
    expect(code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(out.length).toBeLessThan(10_000);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('says what was changed when, by whom', async () => {
    using shell = createShell({ contacts: [californian] });
    await runOnce(shell.database, asOf, {}, { runId: 'run-a' });
    using db = openDatabase(shell.database, { mode: 'read-write' });
    db.exec("update contacts set zip_code = '75001'");
    await runOnce(shell.database, asOf, {}, { runId: 'run-b' });

    const out = (await shell.explain(['17'])).out.replace(/\s+/g, ' ');

    expect(out).toMatch(/contact: zip_code 90210 -> 75001/);
    expect(out).toMatch(/row \d+ by run-b: status skipped -> pre-scheduled/);
    expect(out).toMatch(/row \d+ by run-b: deleted \(post_window, 2027-08-15, pre-scheduled\)/);
  });

  test('counts what is older than a year, and has it in JSON', async () => {
    const old = { contact_id: 17, email_type: 'birthday', status: 'sent' };
    using shell = createShell({
      contacts: [californian],
      email_schedules: [
        { ...old, event_date: '2021-06-15', scheduled_send_date: '2021-06-01', skip_detail: 'years ago' },
        { ...old, event_date: '2026-06-15', scheduled_send_date: '2026-06-01' },
      ],
    });
    const { out } = await shell.explain(['17']);
    const json = await shell.explain(['17', '--json']);
    expect(out).toMatch(/^\(\d+ older entries: see --json\)$/m);
    expect(out).not.toContain('2021-06-01');
    expect(out).toContain('2026-06-01');
    expect(json.out).toContain('years ago');
  });

  test('tells a contact that is gone', async () => {
    using shell = createShell({ contacts: [californian] });
    await runOnce(shell.database, asOf, {}, { runId: 'run-a' });
    using db = openDatabase(shell.database, { mode: 'read-write' });
    db.exec('delete from contacts');
    const { code, out } = await shell.explain(['17']);
    expect(code).toBe(0);
    expect(out).toContain('17, which is gone; what is kept of it is below');
    expect(out).toContain('! a run now would delete the row.');
  });
});

describe('flags', () => {
  test('--json prints the value as one document', async () => {
    using shell = createShell({ contacts: [californian] });
    const { code, out } = await shell.explain(['17', '--json', '--as-of', '2027-04-01']);
    const explanation = JSON.parse(out) as ContactExplanation;
    expect(code).toBe(0);
    expect(explanation).toMatchObject({
      contact_id: 17,
      today: '2027-04-01',
      as_of: '2027-04-01T00:00:00-05:00',
      agrees: false,
    });
  });

  test('--run explains what that run decided', async () => {
    using shell = createShell({ contacts: [californian] });
    await runOnce(shell.database, asOf, {}, { runId: 'run-a' });
    const { code, out } = await shell.explain(['17', '--run', 'run-a']);
    expect(code).toBe(0);
    expect(out).toContain('run       run-a (completed');
    expect(out).toContain('REPRODUCED: this is what the run left.');
  });

  test.each([
    ['a word that nobody has', ['seventeen'], 'NO_SUCH_CONTACT'],
    ['a negative id', ['--', '-1'], 'NO_SUCH_CONTACT'],
    ['an id beyond all numbers', ['99999999999999999999'], 'NO_SUCH_CONTACT'],
    ['an empty text', [''], 'NO_SUCH_CONTACT'],
    ['a contact that is not there', ['18'], 'NO_SUCH_CONTACT'],
    ['a run that is not there', ['17', '--run', 'run-z'], 'NO_SUCH_RUN'],
    ['--run together with --as-of', ['17', '--run', 'run-z', '--as-of', '2027-01-01'], 'BAD_USAGE'],
    ['--run together with --config', ['17', '--run', 'run-z', '--config', 'x.yaml'], 'BAD_USAGE'],
    ['a moment that cannot be read', ['17', '--as-of', 'yesterday'], 'BAD_DATE'],
    ['a configuration that is not there', ['17', '--config', 'none.yaml'], 'NO_SUCH_FILE'],
  ])('%s ends with exit code 2 and nothing on standard output', async (_, args, code) => {
    using shell = createShell({ contacts: [californian] });
    const answer = await shell.explain(args);
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(stripVTControlCharacters(answer.error)).toMatch(new RegExp(`^${code}: `));
  });
});
