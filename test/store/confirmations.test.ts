import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { prepareConfirmations } from '../../src/store/confirmations.ts';
import { prepareDeletionReads } from '../../src/store/deletion-reads.ts';
import { applyMigrations } from '../../src/store/migrate.ts';

const by = { by: 'ann', at: '2027-03-01 12:00:00' };

/** Contact 3 was Ann and is Bob; a row and a deletion speak of higher ids. */
function createDatabase(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  applyMigrations(db, 'test');
  db.exec(`
    insert into contacts (id, email, birth_date) values (3, 'ann@x.com', '1950-02-10'), (7, 'cy@x.com', null);
    insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, status)
      values (3, 'birthday', '2026-02-10', '2026-01-27', 'sent'), (5, 'birthday', '2026-02-10', '2026-01-27', 'sent');
    delete from contacts;
    insert into contacts (id, email, birth_date) values (3, 'bob@x.com', '1961-02-17');`);
  return db;
}

const idsIn = (db: DatabaseSync, sql: string): unknown[] =>
  db
    .prepare(sql)
    .all()
    .map(({ id }) => id);

describe('whose history it is (spec 2.2)', () => {
  it('is theirs once that is confirmed, up to the deletion that was looked at', () => {
    using db = createDatabase();
    const { findDeletion, confirmSame } = prepareConfirmations(db);
    const { readReturnedId } = prepareDeletionReads(db);
    expect(readReturnedId(3)).toHaveLength(1);
    confirmSame(3, findDeletion(3) as number, by);
    expect(readReturnedId(3)).toEqual([]);
    db.exec(
      "delete from contacts; insert into contacts (id, email, birth_date) values (3, 'di@x.com', '1970-01-01')",
    );
    expect(readReturnedId(3)).toHaveLength(1);
  });

  it('stays with the old id where the newcomer gets one that nobody had', () => {
    using db = createDatabase();
    const newId = prepareConfirmations(db).giveNewId(3);
    expect(newId).toBe(8);
    expect(idsIn(db, 'select id from contacts')).toEqual([newId]);
    expect(idsIn(db, 'select contact_id as id from email_schedules order by 1')).toEqual([3, 5]);
    expect(prepareDeletionReads(db).readReturnedId(newId)).toEqual([]);
    db.exec("delete from contacts; insert into contacts (email) values ('di@x.com')");
    expect(idsIn(db, 'select id from contacts')).toEqual([newId + 1]);
  });
});
