import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { randomStatement } from '../support/random-statements.ts';

type Row = Record<string, unknown>;

/** What a plan rests on, as a run has read it: by row of `email_schedules`. */
type Basis = Map<number, string>;

const contactFields = [
  'id',
  'email',
  'zip_code',
  'state',
  'birth_date',
  'effective_date',
  'status',
  'phone_number',
];

const readAll = (db: DatabaseSync, sql: string): Row[] => db.prepare(sql).all();

const compared = (value: unknown): string =>
  String(value ?? '')
    .trim()
    .toLowerCase();

/** Another contact with a lower id stands for the same mails (spec 2.2, as far as these values go). */
const isDuplicate = (contact: Row, contacts: readonly Row[]): boolean =>
  compared(contact['email']) !== '' &&
  contacts.some(
    (other) =>
      Number(other['id']) < Number(contact['id']) &&
      compared(other['email']) === compared(contact['email']) &&
      other['birth_date'] === contact['birth_date'] &&
      other['effective_date'] === contact['effective_date'] &&
      other['zip_code'] !== null &&
      other['status'] !== 'deleted',
  );

function readBasis(db: DatabaseSync): Basis {
  const contacts = readAll(db, 'select * from contacts');
  const instances = readAll(
    db,
    `select i.id, i.campaign_type, i.instance_name, i.email_template, i.active_end_date, i.metadata,
       t.active, t.priority from campaign_instances i left join campaign_types t on t.name = i.campaign_type`,
  );
  const targets = readAll(
    db,
    `select id, contact_id, campaign_instance_id, trigger_date, status in ('cancelled', 'canceled') as cancelled
     from contact_campaigns order by id`,
  );
  return new Map(
    readAll(db, 'select id, contact_id, campaign_instance_id from email_schedules').map((row) => {
      const contact = contacts.find(({ id }) => id === row['contact_id']);
      const instance = instances.find(({ id }) => id === row['campaign_instance_id']);
      const own = targets.filter(({ contact_id }) => contact_id === row['contact_id']);
      const basis = [
        contact && contactFields.map((field) => contact[field]),
        contact && isDuplicate(contact, contacts),
        row['campaign_instance_id'] === null ? null : [instance, own],
      ];
      return [Number(row['id']), JSON.stringify(basis)];
    }),
  );
}

const campaignStatement = fc.constantFrom(
  "insert or replace into campaign_instances (id, campaign_type, instance_name) values (1, 'initial_blast', 'other')",
  "insert or replace into campaign_instances (campaign_type, instance_name) values ('initial_blast', 'blast')",
  "insert or ignore into campaign_instances (id, campaign_type, instance_name) values (1, 'initial_blast', 'blast')",
  "update campaign_instances set active_end_date = '2027-02-01' where id = 1",
  "update campaign_instances set updated_at = '2027-02-01' where id = 2",
  "update or replace campaign_instances set instance_name = 'blast' where id = 2",
  'update or replace campaign_instances set id = 1 where id = 2',
  'delete from campaign_instances where id = 2',
  "update campaign_types set active = 0 where name = 'initial_blast'",
  "update campaign_types set active = 1 where name = 'initial_blast'",
  "insert or replace into campaign_types (name, priority) values ('initial_blast', 3)",
  "delete from campaign_types where name = 'initial_blast'",
  "update contact_campaigns set status = 'scheduled' where contact_id = 2",
  "update contact_campaigns set status = ' Cancelled' where contact_id = 2",
  "update contact_campaigns set trigger_date = '2027-05-05' where contact_id = 3",
  'update or replace contact_campaigns set id = 1 where id = 2',
  'delete from contact_campaigns where contact_id = 2',
  'insert or replace into contact_campaigns (id, contact_id, campaign_instance_id) values (1, 4, 1)',
  "insert into contact_campaigns (contact_id, campaign_instance_id, trigger_date, status) values (4, 1, '2027-04-04', 'cancelled')",
);

/** Nobody edits this contact, and nobody shares its address: what it is to get must stay on offer. */
const bystander = 99;

function setUp(db: DatabaseSync): void {
  db.exec(`
    pragma synchronous = off;
    delete from contacts; delete from contact_campaigns; delete from campaign_instances; delete from email_schedules;
    insert or replace into campaign_types (name, target_all_contacts) values ('initial_blast', 1);
    insert into campaign_instances (id, campaign_type, instance_name)
    values (1, 'initial_blast', 'blast'), (2, 'seasonal_promo', 'spring');
    insert into contacts (id, email, zip_code, birth_date, external_id) values
      (5, 'ann@x.com', '75001', '1950-03-20', 'A'), (2, 'bob@x.com', '75001', '1950-03-20', 'B'),
      (3, 'cy@x.com', '75001', '1961-04-01', null), (4, 'dee@x.com', '75001', null, null),
      (${bystander}, 'eve@y.com', '75001', '1950-03-20', null);
    insert into contact_campaigns (id, contact_id, campaign_instance_id) values (1, 2, 1), (2, 3, 1);
    insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date)
    select id, 'birthday', '2027-03-20', '2027-03-06' from contacts;
    insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, campaign_instance_id)
    select id, 'campaign_initial_blast', '2027-03-20', '2027-03-06', 1 from contacts where id < ${bystander};
    delete from stale_marks;
  `);
}

function execute(db: DatabaseSync, sql: string): void {
  try {
    db.exec(sql);
  } catch (error) {
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 19) throw error;
  }
}

test('no sequence of edits leaves a mail on offer whose contact, instance or target has changed since it was planned', () => {
  using db = openDatabase(temporaryPath(), { mode: 'create' });
  const statement = fc.oneof(
    randomStatement.map(({ sql }) =>
      sql.replace('where true', 'where id < 99').replace('id > 3', 'id in (4, 5, 6)'),
    ),
    campaignStatement,
  );
  fc.assert(
    fc.property(
      fc.array(statement, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (statements, isRecursive) => {
        db.exec(`pragma recursive_triggers = ${isRecursive ? 'on' : 'off'}`);
        setUp(db);
        const planned = readBasis(db);
        for (const sql of statements) execute(db, sql);
        const now = readBasis(db);
        const offered = readAll(db, 'select id, contact_id from sendable_emails');
        const wrong = offered.filter(({ id }) => now.get(Number(id)) !== planned.get(Number(id)));
        expect([statements, wrong]).toEqual([statements, []]);
        expect(offered.map(({ contact_id }) => contact_id)).toContain(bystander);
      },
    ),
    { numRuns: 500 },
  );
});
