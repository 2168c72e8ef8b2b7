import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../support/run-fixture.ts';
import { contactRow, quiet } from './explain-fixture.ts';

const asOf = '2027-03-01T12:00:00Z';

/** Contact 1 has been mailed by the instance, contact 2 is a target of it. */
function createTables(instance: object) {
  const readable = {
    id: 1,
    campaign_type: 'rate_increase',
    instance_name: 'spring',
    email_template: 't',
    metadata: '{"enable_followups": true, "respect_exclusion_windows": "false"}',
  };
  return {
    contacts: [1, 2].map((id) => contactRow(id, { birth_date: null })),
    campaign_instances: [{ ...readable, ...instance }],
    contact_campaigns: [{ id: 1, contact_id: 2, campaign_instance_id: 1, trigger_date: '2027-04-01' }],
    email_schedules: [
      {
        contact_id: 1,
        email_type: 'campaign_rate_increase',
        event_date: '2027-03-10',
        ideal_send_date: '2027-02-24',
        scheduled_send_date: '2027-02-24',
        status: 'sent',
        campaign_instance_id: 1,
      },
    ],
  };
}

describe('an instance that cannot be read (spec 2.4)', () => {
  test.each([
    ['an end date that is none', { active_end_date: '03/31/2027' }],
    ['cut JSON', { metadata: '{"enable_followups": true' }],
    ['a switch that is none', { metadata: '{"enable_followups": "yes"}' }],
    ['a number out of range', { metadata: '{"enable_followups": true, "priority": 1001}' }],
    ['a type that does not exist', { campaign_type: 'rate_increases' }],
  ])('has neither mail nor follow-ups until it is corrected: %s', async (_, wrong) => {
    using folder = temporaryFolder();
    const database = join(folder.path, 'org.db');
    createOrgDatabase(database, createTables(wrong));
    const planned = (): unknown[] =>
      readTable(database, 'email_schedules')
        .filter(({ status }) => status === 'pre-scheduled')
        .map(({ contact_id, email_type }) => `${contact_id} ${email_type}`)
        .sort();
    const warningsOf = async (): Promise<string[]> => {
      const { warnings } = await runOnce(database, asOf, quiet);
      return warnings.filter((text) => text.startsWith('INSTANCE_UNREADABLE: '));
    };
    for (const run of ['first', 'second']) {
      expect([run, await warningsOf()]).toEqual([run, [expect.stringContaining('/spring (instance 1)')]]);
      expect(planned()).toEqual([]);
    }
    using db = openDatabase(database, { mode: 'read-write' });
    db.exec(`update campaign_instances set campaign_type = 'rate_increase', active_end_date = null,
      metadata = '{"enable_followups": true}'`);
    expect(await warningsOf()).toEqual([]);
    expect(planned()).toEqual(['1 followup_1_cold', '2 campaign_rate_increase']);
  });
});
