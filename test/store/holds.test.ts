import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareHolds } from '../../src/store/holds.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from './temporary-folder.ts';

const byBob = { releasedBy: 'bob', releasedAt: '2027-03-18 09:00:00' };

const hold = (reason: string) => ({ reason, createdBy: null, createdAt: '2027-03-17 14:05:06' });

function openWithOneMail(): DatabaseSync {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  db.exec(`
    insert into contacts (id, email) values (1, 'a@b.org');
    insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date)
    values (1, 'birthday', '2027-05-01', '2027-04-17');
  `);
  return db;
}

const sendable = (db: DatabaseSync) => db.prepare('select id from sendable_emails').all().length;

describe('holds', () => {
  it('empty sendable_emails until all of them are released', () => {
    const db = openWithOneMail();
    const holds = prepareHolds(db);
    expect(sendable(db)).toBe(1);
    holds.placeHold(hold('a wrong list was uploaded'));
    holds.placeHold({ ...hold('run r7 was undone'), createdBy: 'ann' });
    expect(sendable(db)).toBe(0);
    expect(holds.listHolds()).toEqual([
      hold('a wrong list was uploaded'),
      { ...hold('run r7 was undone'), createdBy: 'ann' },
    ]);
    expect(holds.releaseHolds(byBob)).toBe(2);
    expect(sendable(db)).toBe(1);
    expect(holds.listHolds()).toEqual([]);
    expect(holds.releaseHolds(byBob)).toBe(0);
  });

  it.each([
    ['quotes \' " `; drop table holds; --'],
    ['line\r\nbreaks'],
    ['NUL \0 within'],
    ['ünïcode ☃ 🎂'],
    ['x'.repeat(1_000_000)],
  ])('keep a reason as it was written', (reason) => {
    const holds = prepareHolds(openWithOneMail());
    holds.placeHold(hold(reason));
    expect(holds.listHolds()[0]?.reason).toBe(reason);
  });
});
