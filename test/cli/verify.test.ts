import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { VerifyReport } from '../../src/run/verify-schedule.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { createCommandLine } from '../support/command-line.ts';

const asOf = '2027-03-01T08:00:00-06:00';

async function plannedOrganisation() {
  const shell = createCommandLine('2027-03-01T14:00:00Z');
  await shell.json('generate', 'org.db', '--contacts', '200', '--as-of', asOf);
  await shell.json('run', 'org.db', '--as-of', asOf, '--no-backup');
  return shell;
}

describe('sendwindow verify', () => {
  test('finds no violations in a plan', async () => {
    using shell = await plannedOrganisation();
    const { code, out } = await shell.call('verify', 'org.db', '--as-of', asOf);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ mails of 200 contacts, from 2027-03-01 on: no violations$/m);
  });

  test('lists what breaks a rule, with exit code 4', async () => {
    using shell = await plannedOrganisation();
    {
      using db = openDatabase(join(shell.folder, 'org.db'), { mode: 'read-write' });
      db.exec("update contacts set status = 'bounced' where id <= 30");
    }
    const { code, out } = await shell.call('verify', 'org.db', '--as-of', asOf, '--limit', '3');
    expect(code).toBe(4);
    expect(out).toMatch(/\d+ violations of \d+ contacts: \d+ suppressed$/m);
    expect(out).toMatch(/^\.\.\. and \d+ more, see --limit and --json$/m);
    const report = JSON.parse(
      (await shell.call('verify', 'org.db', '--as-of', asOf, '--json')).out,
    ) as VerifyReport;
    expect(report.violations.by_rule).toEqual({ suppressed: report.violations.total });
    expect(report.violations.rows[0]).toMatchObject({ contact_id: expect.any(Number), rule: 'suppressed' });
    await shell.json('run', 'org.db', '--as-of', asOf, '--no-backup');
    expect((await shell.call('verify', 'org.db', '--as-of', asOf)).code).toBe(0);
  });

  test('uses the configuration that it is given', async () => {
    using shell = await plannedOrganisation();
    shell.write('strict.yaml', 'frequency: { max_emails_per_period: 1, period_days: 300 }');
    const strict = await shell.call('verify', 'org.db', '--as-of', asOf, '--config', 'strict.yaml');
    expect(strict.code).toBe(4);
    expect(strict.out).toContain('frequency_limit');
  });
});
