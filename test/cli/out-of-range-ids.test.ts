import { describe, expect, it, test } from 'vitest';
import type { RunReport } from '../../src/run/run-report.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { createOrgDatabase } from '../support/run-fixture.ts';

const big = '9007199254740993';
const huge = '9223372036854775807';
const asOf = ['--as-of', '2027-03-01T12:00:00Z', '--no-backup'] as const;

/** Three contacts; and ids of 64 bits in every table. */
function addOrganisation(line: CommandLine): string {
  const path = `${line.folder}/org.db`;
  createOrgDatabase(path, {
    contacts: [1, 2, 3].map((id) => ({
      id,
      email: `person${id}@example.com`,
      zip_code: '75001',
      birth_date: '1958-06-10',
    })),
  });
  using db = openDatabase(path, { mode: 'read-write' });
  const mail =
    'insert into email_schedules (id, contact_id, email_type, event_date, scheduled_send_date, status';
  db.exec(`
    insert into contacts (id, email, zip_code, birth_date) values (${big}, 'big@example.com', '75001', '1958-06-10');
    insert into contacts (id, email, zip_code, birth_date) values (-5, 'low@example.com', '75001', '1958-06-10');
    ${mail}) values (${big}, 1, 'birthday', '2027-06-10', '2027-05-27', 'pre-scheduled');
    ${mail}, campaign_instance_id, target_id, parent_email_id, actual_send_datetime)
      values (20, 2, 'birthday', '2027-02-20', '2027-02-10', 'sent', ${huge}, ${huge}, ${huge}, '2027-02-27 15:00:00');
    ${mail}) values (21, ${big}, 'birthday', '2027-06-10', '2027-05-27', 'sent');
    ${mail}) values (22, -5, 'birthday', '2027-06-10', '2027-05-27', 'pre-scheduled');
    insert into campaign_instances (id, campaign_type, instance_name) values (${big}, 'rate_increase', 'Big');
    insert into campaign_instances (id, campaign_type, instance_name) values (4, 'rate_increase', 'Small');
    insert into contact_campaigns (id, contact_id, campaign_instance_id, trigger_date) values (${big}, 3, 4, '2027-05-01');
    insert into contact_campaigns (id, contact_id, campaign_instance_id, trigger_date) values (1, 3, ${big}, '2027-05-01');
    insert into contact_campaigns (id, contact_id, campaign_instance_id, trigger_date) values (2, ${big}, 4, '2027-05-01');
    insert into tracking_clicks (id, contact_id, clicked_at) values (${huge}, 2, '2027-02-28 15:00:00');
    insert into contact_events (id, contact_id, event_type, created_at) values (${huge}, 2, 'eligibility_answered', '2027-02-28 15:00:00');
  `);
  return path;
}

async function withOrganisation<T>(body: (line: CommandLine) => Promise<T>): Promise<T> {
  using line = createCommandLine();
  addOrganisation(line);
  return await body(line);
}

const query = (line: CommandLine, sql: string): unknown[] => {
  using db = openDatabase(`${line.folder}/org.db`, { mode: 'read-only' });
  return db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row));
};

describe('ids that are no whole numbers from 1 to 2^53 - 1 (spec 2.2)', () => {
  it('are counted by table, and everybody else is planned', async () => {
    await withOrganisation(async (line) => {
      const report = await line.json<RunReport>('run', 'org.db', ...asOf);
      expect(report.contacts).toMatchObject({ total: 5, eligible: 3, ineligible: 2 });
      expect(report.issues['id_out_of_range']).toBe(2);
      const warning = report.warnings.find((text) => text.startsWith('ID_OUT_OF_RANGE')) ?? '';
      for (const found of [
        `contacts.id 2 (${big})`,
        `email_schedules.id 1 (${big})`,
        `email_schedules.contact_id 2 (${big})`,
        `campaign_instances.id 1 (${big})`,
        `contact_campaigns.id 1 (${big})`,
        `contact_campaigns.contact_id 1 (${big})`,
        `tracking_clicks.id 1 (${huge})`,
        `contact_events.id 1 (${huge})`,
      ])
        expect(warning).toContain(found);
    });
  });

  it('are an issue of the contact, until it has another one', async () => {
    await withOrganisation(async (line) => {
      await line.call('run', 'org.db', ...asOf);
      const open =
        "select cast(contact_id as text), issue from contact_issues where issue = 'id_out_of_range' and resolved_run_id is null order by contact_id";
      expect(query(line, open)).toEqual([
        ['-5', 'id_out_of_range'],
        [big, 'id_out_of_range'],
      ]);
      expect((await line.json<RunReport>('run', 'org.db', ...asOf)).writes).toMatchObject({
        inserted: 0,
        updated: 0,
      });
      expect(query(line, open)).toHaveLength(2);
      using db = openDatabase(`${line.folder}/org.db`, { mode: 'read-write' });
      db.exec(`update contacts set id = 50 where id = ${big}`);
      await line.call('run', 'org.db', ...asOf);
      expect(query(line, open)).toEqual([['-5', 'id_out_of_range']]);
    });
  });

  it('have no events, and no mail of older versions stays', async () => {
    await withOrganisation(async (line) => {
      await line.call('run', 'org.db', ...asOf);
      expect(query(line, 'select id from email_schedules where contact_id = -5')).toEqual([]);
      expect(query(line, `select id from email_schedules where contact_id = ${big}`)).toEqual([[21]]);
    });
  });

  it('leave a row foreign, which closes its event', async () => {
    await withOrganisation(async (line) => {
      await line.call('run', 'org.db', ...asOf);
      const rows = `select cast(id as text), status from email_schedules
        where contact_id = 1 and email_type = 'birthday' and event_date = '2027-06-10'`;
      expect(query(line, rows)).toEqual([[big, 'pre-scheduled']]);
    });
  });

  it('are passed over as targets, clicks and answers', async () => {
    await withOrganisation(async (line) => {
      await line.call('run', 'org.db', ...asOf);
      expect(
        query(line, "select 1 from email_schedules where email_type = 'campaign_rate_increase'"),
      ).toEqual([]);
      expect(query(line, "select email_type from email_schedules where email_type like 'followup%'")).toEqual(
        [['followup_1_cold']],
      );
    });
  });

  test.each<readonly string[]>([
    ['run', 'org.db', ...asOf],
    ['run', 'org.db', ...asOf, '--dry-run'],
    ['run', 'org.db', ...asOf, '--contact', '1', '--contact', '2'],
    ['explain', 'org.db', '1'],
    ['explain', 'org.db', '2'],
    ['explain', 'org.db', '3'],
    ['schedule', 'org.db', '--from', '2026-01-01', '--status', 'sent'],
    ['schedule', 'org.db', '--contact', '2', '--from', '2026-01-01', '--csv'],
    ['schedule', 'org.db', '--due'],
    ['volume', 'org.db'],
    ['volume', 'org.db', '--by', 'type'],
    ['issues', 'org.db'],
    ['issues', 'org.db', '--kind', 'id_out_of_range', '--csv'],
    ['verify', 'org.db'],
    ['campaign', 'list', 'org.db'],
    ['runs', 'list', 'org.db'],
    ['runs', 'undo', 'org.db', '--no-backup'],
  ])('do not stop %s %s %s %s %s', async (...argv) => {
    await withOrganisation(async (line) => {
      await line.call('run', 'org.db', ...asOf);
      const { error, code } = await line.call(...argv);
      expect(`${error} ${code}`).toMatch(/ [04]$/);
    });
  });

  it('are shown as they are', async () => {
    await withOrganisation(async (line) => {
      await line.call('run', 'org.db', ...asOf);
      const shown = await line.call('schedule', 'org.db', '--contact', '2', '--from', '2026-01-01', '--csv');
      expect(shown.out).toContain(huge);
      const issues = await line.call('issues', 'org.db', '--kind', 'id_out_of_range', '--csv');
      expect(issues.out).toContain(big);
      const run = query(line, 'select scheduler_run_id from scheduler_checkpoints') as [[string]];
      expect((await line.call('runs', 'show', 'org.db', run[0][0])).code).toBe(0);
      expect((await line.call('explain', 'org.db', big)).error).not.toContain('INTERNAL');
    });
  });
});
