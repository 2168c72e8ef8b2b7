import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareStaleMarks } from '../../src/store/stale-marks.ts';
import { temporaryPath } from './temporary-folder.ts';

function openWithContacts(): DatabaseSync {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  db.exec(`
    insert into contacts (id, email, zip_code) values (1, 'ann@x.com', '75001'), (2, 'bob@x.com', '75001'),
      (3, ' ANN@x.com', '75001');
    insert into campaign_instances (id, campaign_type, instance_name)
    values (1, 'initial_blast', 'a'), (2, 'initial_blast', 'b'), (3, 'seasonal_promo', 'c');
    insert into contact_campaigns (id, contact_id, campaign_instance_id) values (1, 1, 1), (2, 2, 1);
    delete from stale_marks;
  `);
  return db;
}

const marks = (db: DatabaseSync): string[] =>
  db
    .prepare('select kind, id from stale_marks order by kind, id')
    .all()
    .map(({ kind, id }) => `${kind} ${id}`);

function marksOf(sql: string): string[] {
  const db = openWithContacts();
  db.exec(sql);
  return marks(db);
}

describe('a stale mark', () => {
  it.each([
    ["email = 'x@y.com'", ['contact 1', 'contact 3']],
    ["zip_code = '10001'", ['contact 1', 'contact 3']],
    ["status = 'inactive'", ['contact 1', 'contact 3']],
    ["birth_date = '1950-01-01'", ['contact 1', 'contact 3']],
    ["effective_date = '2020-01-01'", ['contact 1', 'contact 3']],
    ["state = 'TX'", ['contact 1']],
    ["phone_number = '5551234567'", ['contact 1']],
    ['id = 8', ['contact 1', 'contact 3', 'contact 8']],
    ["first_name = 'Ann'", []],
    ["plan_type = 'G', agent_id = 3", []],
    ["email = 'ann@x.com', zip_code = '75001'", []],
  ])('of a contact whose %s: also of those of its address with a higher id', (change, expected) => {
    expect(marksOf(`update contacts set ${change} where id = 1`)).toEqual(expected);
  });

  it.each([
    ['a deleted contact', 'delete from contacts where id = 1', ['contact 1', 'contact 3']],
    ['nobody where a contact is appended', "insert into contacts (email) values ('ann@x.com')", []],
    [
      'whoever a new contact with a lower id is the original of',
      "delete from contacts where id = 2; delete from stale_marks; insert into contacts (id, email) values (2, 'Ann@X.com')",
      ['contact 3'],
    ],
    [
      'a contact that an external id has replaced',
      "update contacts set external_id = 'A' where id = 2; delete from stale_marks; insert or replace into contacts (external_id) values ('A')",
      ['contact 2'],
    ],
    [
      'nobody where a contact is replaced by itself',
      'insert or replace into contacts select * from contacts',
      [],
    ],
    [
      'nobody where an insert is ignored',
      "insert or ignore into contacts (id, email) values (1, 'z@z.com')",
      [],
    ],
    [
      'a changed instance',
      "update campaign_instances set active_end_date = '2027-01-01' where id = 1",
      ['instance 1'],
    ],
    ['a deleted instance', 'delete from campaign_instances where id = 2', ['instance 2']],
    ['nothing where an instance is written as it was', 'update campaign_instances set metadata = null', []],
    [
      'all instances of a changed type',
      "update campaign_types set active = 0 where name = 'initial_blast'",
      ['instance 1', 'instance 2'],
    ],
    [
      'all instances of a deleted type',
      "delete from campaign_types where name = 'initial_blast'",
      ['instance 1', 'instance 2'],
    ],
    ['nothing where a run keeps a target in step', "update contact_campaigns set status = 'sent'", []],
    [
      'the contact of a cancelled target',
      "update contact_campaigns set status = 'Canceled ' where id = 2",
      ['contact 2'],
    ],
    [
      'the contact of a redated target',
      "update contact_campaigns set trigger_date = '2027-01-01' where id = 2",
      ['contact 2'],
    ],
    [
      'both contacts of a target that is given away',
      'update contact_campaigns set contact_id = 2, campaign_instance_id = 2 where id = 1',
      ['contact 1', 'contact 2'],
    ],
    ['the contact of a removed target', 'delete from contact_campaigns where id = 1', ['contact 1']],
    [
      'nobody where a new target meets no mail of its instance',
      'insert into contact_campaigns (contact_id, campaign_instance_id) values (3, 2)',
      [],
    ],
  ])('is set for %s', (_, sql, expected) => {
    expect(marksOf(sql)).toEqual(expected);
  });

  it('is renewed by a second change, so that a run which has read the first does not clear it', () => {
    const db = openWithContacts();
    const store = prepareStaleMarks(db);
    db.exec("update contacts set state = 'TX' where id = 2");
    const read = store.findLastMark();
    db.exec("update contacts set state = 'NY' where id = 2");
    store.clearUpTo(read);
    expect(marks(db)).toEqual(['contact 2']);
  });

  it('is renewed whatever the conflict clause of the statement is', () => {
    const db = openWithContacts();
    const store = prepareStaleMarks(db);
    db.exec("update contacts set state = 'TX' where id = 2");
    const read = store.findLastMark();
    db.exec("update or ignore contacts set state = 'NY' where id = 2");
    store.clearUpTo(read);
    expect(marks(db)).toEqual(['contact 2']);
  });

  it('of everything stands for an address that more than 1,000 contacts share', () => {
    const db = openWithContacts();
    db.exec(`
      with recursive n(i) as (select 10 union all select i + 1 from n where i < 1011)
      insert into contacts (id, email) select i, 'none@none.com' from n;
      delete from stale_marks;
      update contacts set zip_code = '75001' where id = 11;
    `);
    expect(marks(db)).toHaveLength(1001);
    db.exec("update contacts set zip_code = '75001' where id = 10");
    expect(marks(db)).toContain('everything 0');
  });

  it('stays one for each contact, however often all of them are changed', () => {
    const db = openWithContacts();
    db.exec("update contacts set zip_code = '1'; update contacts set zip_code = '2'");
    expect(marks(db)).toEqual(['contact 1', 'contact 2', 'contact 3']);
  });
});

describe('deleted_campaign_instances', () => {
  const deleted = (sql: string) => {
    const db = openWithContacts();
    db.exec(sql);
    return db
      .prepare('select instance_id, campaign_type, instance_name from deleted_campaign_instances order by id')
      .all()
      .map((row) => Object.values(row).join(' '));
  };

  it.each([
    ['a deletion', 'delete from campaign_instances where id = 1', ['1 initial_blast a']],
    [
      'an instance that another one replaces under its id',
      "insert or replace into campaign_instances (id, campaign_type, instance_name) values (1, 'initial_blast', 'z')",
      ['1 initial_blast a'],
    ],
    [
      'one that is replaced under its name',
      "insert or replace into campaign_instances (campaign_type, instance_name) values ('initial_blast', 'a')",
      ['1 initial_blast a'],
    ],
    [
      'nothing where an instance is replaced by itself',
      'insert or replace into campaign_instances select * from campaign_instances',
      [],
    ],
    [
      'one that an update moves another onto',
      'update or replace campaign_instances set id = 1 where id = 3',
      ['1 initial_blast a', '3 seasonal_promo c'],
    ],
    [
      'one that an update gives its name to another',
      "update or replace campaign_instances set instance_name = 'b' where id = 1",
      ['2 initial_blast b'],
    ],
    ['nothing where one is renamed', "update campaign_instances set instance_name = 'q' where id = 1", []],
  ])('keeps %s', (_, sql, expected) => {
    expect(deleted(sql).sort()).toEqual(expected);
    expect(deleted(`pragma recursive_triggers = on; ${sql}`).sort()).toEqual(expected);
  });
});
