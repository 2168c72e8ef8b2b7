import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareStatusTables } from '../../src/store/status-tables.ts';
import { temporaryPath } from './temporary-folder.ts';

/** One contact with an ordinary mail (id 1) and a notice of a transactional campaign (id 2). */
function openWithMails(): DatabaseSync {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  db.exec(`
    insert into contacts (id, email) values (1, 'ann@x.com');
    insert into campaign_instances (id, campaign_type, instance_name) values (7, 'regulatory_notice', 'n');
    insert into email_schedules (id, contact_id, email_type, event_date, scheduled_send_date, campaign_instance_id)
    values (1, 1, 'birthday', '2027-05-01', '2027-04-17', null),
      (2, 1, 'campaign_regulatory_notice', '2027-05-01', '2027-04-17', 7);
  `);
  return db;
}

const offered = (db: DatabaseSync): number[] => {
  db.exec('delete from stale_marks');
  return db
    .prepare('select id from sendable_emails order by id')
    .all()
    .map(({ id }) => Number(id));
};

describe('sendable_emails', () => {
  it.each([
    [null, [1, 2]],
    ['', [1, 2]],
    [' \t', [1, 2]],
    ['active', [1, 2]],
    [' Active\r\n', [1, 2]],
    ['unsubscribed', [2]],
    ['UNSUBSCRIBED ', [2]],
    ['unsubscribe', [2]],
    ['opt_out', [2]],
    ['Opt-Out', [2]],
    ['optout', [2]],
    ['opted_out', [2]],
    ['bounced', []],
    ['Deleted', []],
    ['Deceased', []],
    ['client', []],
  ])('reads the status %j as spec 2.2 does', (status, expected) => {
    const db = openWithMails();
    db.prepare('update contacts set status = ?').run(status);
    expect(offered(db)).toEqual(expected);
  });

  it('uses the statuses that are set, in whatever form they are written', () => {
    const db = openWithMails();
    const tables = prepareStatusTables(db);
    tables.keepStatuses({ active: ['Client '], suppressed: ['active', 'OPT_OUT'], onUnknown: 'withhold' });
    expect(offered(db)).toEqual([]);
    db.exec("update contacts set status = 'client'");
    expect(offered(db)).toEqual([1, 2]);
    db.exec("update contacts set status = 'unsubscribed'");
    expect(offered(db)).toEqual([2]);
    db.exec("update contacts set status = 'prospect'");
    expect(offered(db)).toEqual([]);
    tables.keepStatuses({ active: [], suppressed: [], onUnknown: 'send' });
    expect(offered(db)).toEqual([1, 2]);
    // With nothing suppressed `unsubscribed` is a status like any other that is not known.
    db.exec("update contacts set status = 'unsubscribed'");
    tables.keepStatuses({ active: ['active'], suppressed: [], onUnknown: 'withhold' });
    expect(offered(db)).toEqual([]);
  });

  it('withholds a status that is both active and suppressed', () => {
    const db = openWithMails();
    prepareStatusTables(db).keepStatuses({ active: ['active'], suppressed: ['active'], onUnknown: 'send' });
    expect(offered(db)).toEqual([]);
  });

  it.each([
    ['ann@x.com', 'complained', []],
    ['ANN@X.com ', 'Unsubscribed', [2]],
    ['\rann@x.com\n', 'opt-out', [2]],
    ['Ann <Ann@x.com>', null, []],
    ['"Ann, B." < ann@x.com >', 'unsubscribed', [2]],
    ['<ann@x.com>', 'bounced', []],
    ['bob@x.com', 'bounced', [1, 2]],
    ['ann', 'bounced', [1, 2]],
    ['ann@x.com, bob@x.com', 'bounced', [1, 2]],
  ])('withholds by the entry %j with reason %j', (entry, reason, expected) => {
    const db = openWithMails();
    db.prepare('insert into suppressions (email, reason) values (?, ?)').run(entry, reason);
    expect(offered(db)).toEqual(expected);
  });

  it('takes all entries of an address together, and follows their changes', () => {
    const db = openWithMails();
    db.exec(
      "insert into suppressions (email, reason) values ('ann@x.com', 'unsubscribed'), (' ann@x.com', 'bounced')",
    );
    expect(offered(db)).toEqual([]);
    db.exec("update suppressions set reason = 'optout' where reason = 'bounced'");
    expect(offered(db)).toEqual([2]);
    db.exec("update suppressions set email = 'bob@x.com' where email = ' ann@x.com'");
    db.exec("insert or replace into suppressions (email, reason) values ('ann@x.com', 'complained')");
    expect(offered(db)).toEqual([]);
    db.exec("insert or ignore into suppressions (email, reason) values ('ann@x.com', 'unsubscribed')");
    expect(offered(db)).toEqual([]);
    db.exec("delete from suppressions where email = 'ann@x.com'");
    expect(offered(db)).toEqual([1, 2]);
    expect(db.prepare('select count(*) as n from suppressed_addresses').get()).toEqual({ n: 1 });
  });

  it.each([
    ["values ('contact', 1, 'x')", []],
    ["values ('contact', 2, 'x')", [1, 2]],
    ["values ('instance', 7, 'x')", [1]],
    ["values ('everything', 0, 'x')", []],
  ])('leaves out what is marked: %s', (mark, expected) => {
    const db = openWithMails();
    offered(db);
    db.exec(`insert into mark_stale (kind, id, reason) ${mark}`);
    expect(
      db
        .prepare('select id from sendable_emails order by id')
        .all()
        .map(({ id }) => id),
    ).toEqual(expected);
  });

  it('offers nothing for ids out of range and to contacts that are gone', () => {
    const db = openWithMails();
    db.exec(
      'update contacts set id = 9007199254740993; update email_schedules set contact_id = 9007199254740993',
    );
    expect(offered(db)).toEqual([]);
    db.exec('update email_schedules set contact_id = 5');
    expect(offered(db)).toEqual([]);
  });
});
