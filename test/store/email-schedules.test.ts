import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { lateSql, prepareScheduleReads } from '../../src/store/email-schedules.ts';
import { applyMigrations } from '../../src/store/migrate.ts';

/** A database with one row of each of the contacts, in this order. */
function databaseOf(contactIds: readonly number[]): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  applyMigrations(db, 'memory');
  const insert = db.prepare(
    `insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date)
     values (?, 'birthday', '2027-06-15', '2027-06-01')`,
  );
  for (const id of contactIds) insert.run(id);
  return db;
}

describe('rows of contacts', () => {
  const span = { after: 1, upTo: 4 };

  it.each([
    ['by the index of identities', ''],
    ['without it', 'drop index email_schedules_identity'],
  ])('come in the order of contact ids, %s', (_, change) => {
    using db = databaseOf([3, 1, 4, 2, 5]);
    db.exec(change);
    const { readOf } = prepareScheduleReads(db);
    expect(readOf(span, '').map((row) => row.contactId)).toEqual([2, 3, 4]);
    expect(readOf([1, 3, 5], '').map((row) => row.contactId)).toEqual([1, 3, 5]);
  });

  it('are those of events from a date on', () => {
    using db = databaseOf([2, 3]);
    const { readOf } = prepareScheduleReads(db);
    expect(readOf(span, '2027-06-15')).toHaveLength(2);
    expect(readOf(span, '2027-06-16')).toEqual([]);
  });
});

it.each(Object.entries(lateSql))('late rows (%s) are found by a small index of their own', (_, sql) => {
  using db = databaseOf([1]);
  const plan = db.prepare(`explain query plan ${sql}`).all();
  expect(plan.map(({ detail }) => String(detail)).join()).toMatch(
    /email_schedules_(foreign|late|pre_scheduled|undated|sent_late)/,
  );
});
