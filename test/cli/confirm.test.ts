import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const asOf = ['--as-of', '2027-01-10T12:00:00Z'];

function execute(shell: CommandLine, sql: string): void {
  const db = new DatabaseSync(join(shell.folder, 'org.db'));
  db.exec(sql);
  db.close();
}

/** Contact 1 was Ann; her id has come back as Bob's. */
async function reusedId(shell: CommandLine): Promise<void> {
  await shell.call('init', 'org.db');
  execute(
    shell,
    `insert into contacts (id, email, zip_code, birth_date) values (1, 'ann@x.com', '75001', '1950-02-10');
     delete from contacts;
     insert into contacts (id, email, zip_code, birth_date) values (1, 'bob@x.com', '75001', '1961-02-17');
     insert into contact_campaigns (id, contact_id, campaign_instance_id) values (5, 1, 1);`,
  );
}

const planned = (shell: CommandLine): string[] =>
  readTable(join(shell.folder, 'org.db'), 'email_schedules')
    .filter(({ status, email_type }) => status === 'pre-scheduled' && email_type === 'birthday')
    .map(({ contact_id }) => String(contact_id));

describe('sendwindow contacts confirm', () => {
  test('--same: the history is theirs, and they are planned', async () => {
    using shell = createCommandLine();
    await reusedId(shell);
    await shell.call('run', 'org.db', '--no-backup', ...asOf);
    expect(planned(shell)).toEqual([]);
    expect(await shell.json('contacts', 'confirm', 'org.db', '1', '--same')).toEqual({
      database: 'org.db',
      contact: 1,
      confirmed: 'same',
      id: 1,
    });
    const kept = readTable(join(shell.folder, 'org.db'), 'contact_confirmations');
    expect(kept).toMatchObject([{ contact_id: 1, confirmed_by: 'ann', confirmed_at: '2027-01-10 12:00:00' }]);
    await shell.call('run', 'org.db', '--no-backup', ...asOf);
    expect(planned(shell)).toEqual(['1']);
  });

  test('--new: they get an id that nobody had, and the history stays', async () => {
    using shell = createCommandLine();
    await reusedId(shell);
    execute(shell, "insert into contact_events (contact_id, event_type) values (8, 'x')");
    expect(await shell.json('contacts', 'confirm', 'org.db', '1', '--new')).toMatchObject({
      contact: 1,
      id: 9,
    });
    const path = join(shell.folder, 'org.db');
    expect(readTable(path, 'contacts')).toMatchObject([{ id: 9, email: 'bob@x.com' }]);
    expect(readTable(path, 'contact_campaigns')).toMatchObject([{ id: 5, contact_id: 1 }]);
    await shell.call('run', 'org.db', '--no-backup', ...asOf);
    expect(planned(shell)).toEqual(['9']);
    // The id is not given again.
    execute(shell, "delete from contacts; insert into contacts (email) values ('cy@x.com')");
    expect(readTable(path, 'contacts')).toMatchObject([{ id: 10 }]);
  });

  test.each([
    [['1'], 'BAD_USAGE'],
    [['1', '--same', '--new'], 'BAD_USAGE'],
    [['7', '--same'], 'NO_SUCH_CONTACT'],
    [['2', '--same'], 'NOTHING_TO_CONFIRM'],
    [['2', '--new'], 'NOTHING_TO_CONFIRM'],
  ])('%j is refused as %s', async (words, code) => {
    using shell = createCommandLine();
    await reusedId(shell);
    execute(shell, "insert into contacts (id, email) values (2, 'cy@x.com')");
    const answer = await shell.call('contacts', 'confirm', 'org.db', ...words);
    expect([answer.code, answer.error.split(':')[0]]).toEqual([2, code]);
    expect(readTable(join(shell.folder, 'org.db'), 'contact_confirmations')).toEqual([]);
  });
});

describe('sendwindow campaign confirm', () => {
  test.each(['1', 'initial_blast/april'])('%s: the instance counts from then on', async (name) => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    execute(
      shell,
      `insert into contacts (id, email, zip_code) values (1, 'ann@x.com', '75001');
       insert into campaign_instances (id, campaign_type, instance_name) values (1, 'initial_blast', 'jan');
       delete from campaign_instances;
       insert into campaign_instances (id, campaign_type, instance_name, email_template, active_start_date)
       values (1, 'initial_blast', 'april', 't', '2027-01-12');`,
    );
    const path = join(shell.folder, 'org.db');
    const campaignMails = () =>
      readTable(path, 'email_schedules').filter(({ campaign_instance_id }) => campaign_instance_id === 1)
        .length;
    await shell.call('run', 'org.db', '--no-backup', ...asOf);
    expect(campaignMails()).toBe(0);
    expect(await shell.json('campaign', 'confirm', 'org.db', name)).toEqual({
      database: 'org.db',
      instance: 1,
      campaign_type: 'initial_blast',
      instance_name: 'april',
    });
    expect(readTable(path, 'deleted_campaign_instances')).toMatchObject([
      { instance_name: 'jan', confirmed_by: 'ann', confirmed_at: '2027-01-10 12:00:00' },
    ]);
    await shell.call('run', 'org.db', '--no-backup', ...asOf);
    expect(campaignMails()).toBe(1);
    expect((await shell.call('campaign', 'confirm', 'org.db', name)).error).toMatch(/^NOTHING_TO_CONFIRM/);
    expect((await shell.call('campaign', 'confirm', 'org.db', 'x/y')).error).toMatch(/^NO_SUCH_INSTANCE/);
  });
});
