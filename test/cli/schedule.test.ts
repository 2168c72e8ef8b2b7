import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { createOrgDatabase, type Tables, temporaryFolder } from '../support/run-fixture.ts';
import { callWith } from './terminal.ts';

const mail = (
  id: number,
  contact_id: number,
  date: string,
  given: Record<string, string | number | null> = {},
) => ({
  id,
  contact_id,
  email_type: 'birthday',
  event_date: date,
  scheduled_send_date: date,
  status: 'pre-scheduled',
  ...given,
});

const tables: Tables = {
  contacts: [
    { id: 1, email: 'ann@example.com', status: 'active' },
    { id: 2, email: '=cmd|x@example.com', status: 'active' },
    { id: 3, email: 'cy@example.com', status: 'unsubscribed' },
  ],
  email_schedules: [
    mail(1, 1, '2027-03-01'),
    mail(2, 2, '2027-03-01', { email_type: 'aep' }),
    mail(3, 3, '2027-03-01'),
    mail(4, 1, '2027-02-01', { status: ' Sent' }),
    mail(5, 1, '2027-03-05', {
      status: 'skipped',
      skip_reason: 'exclusion_window',
      skip_detail: 'CA birthday window',
    }),
    mail(6, 2, '2027-02-20', { adjustment: 'catch_up' }),
    mail(7, 99, '2027-03-09', { email_type: 'custom', status: 'odd' }),
  ],
};

async function withSchedule<T>(
  body: (call: (...argv: readonly string[]) => ReturnType<typeof callWith>) => Promise<T>,
  given: Tables = {},
) {
  using temporary = temporaryFolder();
  createOrgDatabase(`${temporary.path}/org.db`, { ...tables, ...given });
  return await body((...argv) =>
    callWith({ cwd: temporary.path, columns: 200 }, 'schedule', 'org.db', ...argv),
  );
}

async function idsOf(...argv: readonly string[]): Promise<number[]> {
  return await withSchedule(async (call) => {
    const { code, out } = await call('--json', ...argv);
    expect(code).toBe(0);
    return (JSON.parse(out) as { mails: { id: number }[] }).mails.map(({ id }) => id);
  });
}

describe('sendwindow schedule', () => {
  test.each([
    ['what is planned, by date', [], [6, 1, 2, 3]],
    ['a span of dates', ['--from', '2027-02-15', '--to', '2027-02-28'], [6]],
    ['a type', ['--type', 'aep'], [2]],
    ['skipped mails', ['--status', 'skipped'], [5]],
    ['sent mails', ['--status', 'sent'], [4]],
    ['an unknown status', ['--status', 'odd'], [7]],
    ['every status', ['--status', 'all'], [4, 6, 1, 2, 3, 5, 7]],
    ['everything of a contact', ['--contact', '1'], [4, 1, 5]],
    ['a status of a contact', ['--contact', '1', '--status', 'pre-scheduled'], [1]],
    ['a contact that is gone', ['--contact', '99'], [7]],
    ['the first few', ['--limit', '2'], [6, 1]],
    ['nothing', ['--type', 'post_window'], []],
    ['an unknown type', ['--type', 'custom', '--status', 'all'], [7]],
    ['a campaign type that has no mails', ['--type', 'campaign_rate_increase'], []],
    ['what is due today, without the suppressed', ['--due'], [1, 2]],
    ['what is due on another day', ['--due', '--as-of', '2027-02-20'], [6]],
    ['what is due for a contact', ['--due', '--contact', '2'], [2]],
    ['what is due of a type', ['--due', '--type', 'birthday', '--limit', '5'], [1]],
  ])('lists %s', async (_, argv, ids) => {
    expect(await idsOf(...argv)).toEqual(ids);
  });

  test('has nothing due while on hold, and says why', async () => {
    const holds = [{ reason: 'wrong template', created_at: '2027-02-28 10:00:00' }];
    await withSchedule(
      async (call) => {
        expect(JSON.parse((await call('--due', '--json')).out)).toEqual({
          today: '2027-03-01',
          on_hold: true,
          mails: [],
        });
        expect((await call('--due')).out).toContain('wrong template');
      },
      { holds },
    );
  });

  test('writes CSV with a header, in which no text is a formula', async () => {
    await withSchedule(async (call) => {
      const { out } = await call('--csv', '--type', 'aep');
      const [row] = parse(out, { columns: true }) as Record<string, string>[];
      expect(row).toMatchObject({
        id: '2',
        contact_id: '2',
        email: "'=cmd|x@example.com",
        status: 'pre-scheduled',
      });
    });
  });

  test('says why a mail is where it is', async () => {
    await withSchedule(async (call) => {
      expect((await call('--contact', '1')).out).toContain('exclusion_window: CA birthday window');
      expect((await call('--from', '2027-02-01')).out).toContain('catch_up');
    });
  });

  test('says that there is more than the table shows', async () => {
    await withSchedule(async (call) => {
      expect((await call('--limit', '2')).out).toContain('the first 2 are shown;');
      expect((await call('--limit', '4')).out).not.toContain('the first');
      expect((await call('--type', 'post_window')).out).toBe('no mails\n');
    });
  });

  test.each([
    ['a contact that never was', ['--contact', '12345'], 'NO_SUCH_CONTACT'],
    ['--due with dates', ['--due', '--from', '2027-03-01'], 'BAD_USAGE'],
    ['--due with a status', ['--due', '--status', 'sent'], 'BAD_USAGE'],
    ['a misspelt type', ['--type', 'brthday'], 'BAD_USAGE'],
    ['a misspelt status', ['--status', 'presched'], 'BAD_USAGE'],
    ['two formats', ['--csv'], 'BAD_USAGE'],
    ['dates in the wrong order', ['--from', '2027-03-02', '--to', '2027-03-01'], 'BAD_USAGE'],
  ])('refuses %s', async (_, argv, code) => {
    await withSchedule(async (call) => {
      const answer = await call(...argv, '--json');
      expect(answer).toMatchObject({ code: 2, out: '' });
      expect(answer.error).toMatch(new RegExp(`^${code}:`));
    });
  });

  test.each([
    ['--type', 'brthday', 'did you mean birthday?'],
    ['--status', 'pre-sched', 'did you mean pre-scheduled?'],
    ['--status', 'x', 'use one of pre-scheduled, skipped'],
  ])('%s %s is answered with what is allowed', async (flag, word, advice) => {
    await withSchedule(async (call) => {
      expect((await call(flag, word)).error).toContain(advice);
    });
  });

  test('shows hostile text escaped on a terminal, and keeps it in a file', async () => {
    using temporary = temporaryFolder();
    const email = 'a\u001b[2J\n\0"b@example.com';
    createOrgDatabase(`${temporary.path}/org.db`, { ...tables, contacts: [{ id: 1, email }] });
    const argv = ['schedule', 'org.db', '--contact', '1'] as const;
    const table = await callWith({ cwd: temporary.path, isTerminal: true, columns: 200 }, ...argv);
    expect(table.out).toContain('a\\u001b[2J\\n\\0"b');
    const shown = await callWith({ cwd: temporary.path, isTerminal: true }, ...argv, '--csv');
    expect(shown.out).not.toContain('\u001b');
    const file = await callWith({ cwd: temporary.path }, ...argv, '--csv');
    expect((parse(file.out, { columns: true }) as { email: string }[])[0]?.email).toBe(email);
    const json = await callWith({ cwd: temporary.path }, ...argv, '--json');
    expect(JSON.parse(json.out).mails[0].email).toBe(email);
  });
});
