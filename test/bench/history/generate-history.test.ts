import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import {
  generateHistory,
  type HistoryCounts,
  type HistoryOptions,
} from '../../../bench/history/generate-history.ts';
import { readDate } from '../../../src/domain/calendar/date-text.ts';
import type { EpochDay } from '../../../src/domain/calendar/epoch-day.ts';
import { generateOrganisation } from '../../../src/generate/generate-organisation.ts';
import { createWithholding } from '../../../src/generate/withheld-dates.ts';
import { loadZipPool } from '../../../src/generate/zip-pool.ts';
import { Store } from '../../../src/store/store.ts';
import { checksumData, openFreshDatabase, readValue } from '../../unit/generate/open-fresh-database.ts';

const asOf = '2027-03-10';

function generate(options: Partial<HistoryOptions> = {}): { db: DatabaseSync; counts: HistoryCounts } {
  const db = openFreshDatabase();
  generateOrganisation(new Store(db), { contacts: 2000, seed: 1, asOf, history: 'none' });
  return { db, counts: generateHistory(db, { years: 3, seed: 1, asOf, ...options }) };
}

describe('three years of history', () => {
  test('are the same for the same seed', () => {
    expect(checksumData(generate().db)).toBe(checksumData(generate().db));
    expect(checksumData(generate({ seed: 2 }).db)).not.toBe(checksumData(generate().db));
  });

  test('count their mails, of which windows held some back', () => {
    const { db, counts } = generate();
    expect(counts.mails).toBe(readValue(db, 'select count(*) from email_schedules'));
    expect(counts.skipped).toBe(
      readValue(db, "select count(*) from email_schedules where status = 'skipped'"),
    );
    expect(counts.mails).toBeGreaterThan(2000 * 7);
    expect(counts.skipped / counts.mails).toBeGreaterThan(0.1);
  });

  test('end where the mails of a generated organisation begin, so that both go together', () => {
    const db = openFreshDatabase();
    generateOrganisation(new Store(db), { contacts: 5000, seed: 1, asOf });
    const recent =
      'select min(scheduled_send_date) from email_schedules where id <= (select max(id) from mark)';
    db.exec('create temp table mark as select max(id) as id from email_schedules');
    generateHistory(db, { years: 1, seed: 1, asOf });
    const last = readValue(
      db,
      'select max(scheduled_send_date) from email_schedules where id > (select id from mark)',
    );
    expect([readValue(db, recent), last]).toEqual(['2027-02-03', '2027-02-02']);
  });

  test('are in the order of their dates, as daily runs would have left them', () => {
    const { db } = generate();
    const dates = db.prepare('select scheduled_send_date as date from email_schedules order by id').all();
    const texts = dates.map(({ date }) => String(date));
    expect(texts).toEqual(texts.toSorted());
    expect(texts[0]).toBe('2024-03-10');
  });

  test('hold one birthday, policy and AEP mail a year', () => {
    const { db } = generate();
    expect(
      readValue(
        db,
        `select max(mails) from (select count(*) as mails from email_schedules
         group by contact_id, email_type, event_year)`,
      ),
    ).toBe(1);
    const aepYears = db
      .prepare("select distinct event_date as date from email_schedules where email_type = 'aep'")
      .all();
    expect(aepYears.map(({ date }) => date)).toEqual(['2024-09-15', '2025-09-15', '2026-09-15']);
  });

  test('keep 29 February on the 28th in common years', () => {
    const { db } = generate();
    const dates = db
      .prepare(
        `select distinct s.event_date as date from email_schedules s join contacts c on c.id = s.contact_id
         where s.email_type = 'birthday' and c.birth_date glob '????-02-29' and c.birth_date <> '1950-02-29' order by 1`,
      )
      .all();
    expect(dates.map(({ date }) => date)).toEqual(['2025-02-28', '2026-02-28']);
  });

  test('hold no anniversary in the year in which a policy began', () => {
    const { db } = generate();
    expect(
      readValue(
        db,
        `select count(*) from email_schedules s join contacts c on c.id = s.contact_id
         where s.email_type = 'effective_date' and substr(c.effective_date, 1, 4) >= substr(s.event_date, 1, 4)`,
      ),
    ).toBe(0);
  });

  test('show as skipped what the default policy excludes, and as sent nothing of it', () => {
    const zips = loadZipPool();
    const isWithheld = createWithholding();
    const rows = generate()
      .db.prepare(
        `select s.scheduled_send_date as date, s.status, substr(c.zip_code, 1, 5) as zip, c.birth_date as birth,
           c.effective_date as effective from email_schedules s join contacts c on c.id = s.contact_id`,
      )
      .all();
    for (const { date, status, zip, birth, effective } of rows) {
      const birthDate = readDate(birth);
      const person = {
        state: zips.stateOf(String(zip)) ?? '',
        birthDate:
          birthDate !== undefined && birthDate <= (readDate(asOf) as EpochDay) ? birthDate : undefined,
        effectiveDate: readDate(effective),
      };
      expect(isWithheld(person, readDate(date) as EpochDay)).toBe(status === 'skipped');
    }
  });

  test('leave the database whole, with the index that makes duplicates impossible', () => {
    const { db } = generate();
    expect(readValue(db, 'pragma integrity_check')).toBe('ok');
    expect(() =>
      db.exec(
        'insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date) select contact_id, email_type, event_date, scheduled_send_date from email_schedules limit 1',
      ),
    ).toThrow(/UNIQUE/);
  });
});

test('tells how many mails are done', () => {
  const told: number[] = [];
  const { counts } = generate({ onProgress: (mails) => told.push(mails) });
  expect(told.at(-1)).toBe(counts.mails);
});

test('refuses a second history and leaves the first', () => {
  const { db } = generate();
  const before = checksumData(db);
  expect(() => generateHistory(db, { years: 1, seed: 1, asOf })).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE' }),
  );
  expect(checksumData(db)).toBe(before);
});

test.each([0, -1, 1.5, 101, Number.NaN])('refuses %f as a number of years', (years) => {
  expect(() => generate({ years })).toThrow(expect.objectContaining({ code: 'BAD_USAGE' }));
});

test('refuses a date that is none', () => {
  const db = openFreshDatabase();
  expect(() => generateHistory(db, { years: 1, seed: 1, asOf: '2027-13-01' })).toThrow(
    expect.objectContaining({ code: 'BAD_DATE' }),
  );
});

test('builds the index again when the generation fails', () => {
  const db = openFreshDatabase();
  generateOrganisation(new Store(db), { contacts: 200, seed: 1, asOf, history: 'none' });
  const failure = new Error('told too much');
  const onProgress = (): void => {
    throw failure;
  };
  expect(() => generateHistory(db, { years: 1, seed: 1, asOf, onProgress })).toThrow(failure);
  expect(readValue(db, "select count(*) from sqlite_schema where name = 'email_schedules_identity'")).toBe(1);
});
