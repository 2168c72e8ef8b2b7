import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { readDate } from '../../src/domain/calendar/date-text.ts';
import { generateOrganisation } from '../../src/generate/generate-organisation.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';
import { readTable, runOnce, temporaryFolder } from '../support/run-fixture.ts';

type Row = Readonly<Record<string, unknown>>;

const firstDay = Temporal.PlainDate.from('2027-01-04');
const days = 400;
const timezone = 'America/Chicago';
/** The sender is down on these days of the simulation. */
const isDown = (day: number): boolean => day >= 100 && day < 103;

/** A sender that claims what it may send today, and marks most of it sent, some of it failed or bounced. */
function send(db: DatabaseSync, today: string): number {
  const due = db.prepare('select id from sendable_emails where scheduled_send_date = :today').all({ today });
  const claim = db.prepare(
    "update email_schedules set status = 'processing' where id = :id and status = 'pre-scheduled'",
  );
  const mark = db.prepare(
    'update email_schedules set status = :status, actual_send_datetime = :at where id = :id',
  );
  for (const { id } of due as { id: number }[]) {
    expect(claim.run({ id }).changes).toBe(1);
    const status = id % 17 === 0 ? 'failed' : id % 13 === 0 ? 'bounced' : 'delivered';
    mark.run({ id, status, at: `${today} 15:00:00` });
  }
  return due.length;
}

const dayNumber = (text: unknown): number => readDate(text) as number;

/** Mails of one contact and type that went out less than half a year apart are one mail sent twice. */
function findTwins(rows: readonly Row[]): string[] {
  const yearly = rows.filter(
    (row) =>
      ['birthday', 'effective_date', 'aep'].includes(String(row['email_type'])) &&
      row['actual_send_datetime'] !== null,
  );
  return yearly.flatMap((row) =>
    yearly
      .filter((other) => {
        const isLater = (other['id'] as number) > (row['id'] as number);
        const isSameType =
          other['contact_id'] === row['contact_id'] && other['email_type'] === row['email_type'];
        return (
          isLater &&
          isSameType &&
          Math.abs(dayNumber(other['event_date']) - dayNumber(row['event_date'])) < 90
        );
      })
      .map((other) => `${row['id']} and ${other['id']}`),
  );
}

/** Birthdays in the span of which neither a mail nor a reason is recorded. */
function findLostBirthdays(
  contacts: readonly Row[],
  rows: readonly Row[],
  ineligible: ReadonlySet<unknown>,
): unknown[] {
  const year = 2027;
  return contacts
    .filter(({ id, birth_date: birth }) => {
      const date = readDate(birth);
      if (date === undefined || ineligible.has(id) || date > dayNumber('2026-01-01')) return false;
      // Those whose ideal date was past on the first day and withheld get no row: history is not invented.
      if (String(birth).slice(5, 10) < '01-25') return false;
      return !rows.some(
        (row) =>
          row['contact_id'] === id &&
          row['email_type'] === 'birthday' &&
          String(row['event_date']).startsWith(String(year)),
      );
    })
    .map(({ id }) => id);
}

test('a year of daily runs beside a sender sends nothing twice and loses no birthday', async () => {
  using folder = temporaryFolder();
  const database = join(folder.path, 'org.db');
  using db = openDatabase(database, { mode: 'create' });
  generateOrganisation(new Store(db), { contacts: 60, seed: 'year', asOf: '2027-01-04' });
  const values = { load_balancing: { daily_send_percentage_cap: 0.2 } };
  let sent = 0;
  let moved = 0;
  let before = new Map<unknown, Row>();
  for (let day = 0; day < days; day++) {
    const today = firstDay.add({ days: day });
    const asOf = today.toZonedDateTime({ timeZone: timezone, plainTime: '06:00' }).toInstant().toString();
    const report = await runOnce(database, asOf, values, { runId: `day-${day}` });
    expect(report.violations).toEqual([]);
    const rows = readTable(database, 'email_schedules');
    for (const row of rows) {
      const old = before.get(row['id']);
      if (old?.['status'] !== 'pre-scheduled' || row['status'] !== 'pre-scheduled') continue;
      if (old['scheduled_send_date'] !== row['scheduled_send_date'] && !isDown(day - 1)) moved++;
    }
    before = new Map(rows.map((row) => [row['id'], row]));
    if (!isDown(day)) sent += send(db, today.toString());
  }
  const rows = readTable(database, 'email_schedules');
  const ineligible = new Set(
    readTable(database, 'contact_issues')
      .filter((row) => /email|zip/.test(String(row['issue'])))
      .map((row) => row['contact_id']),
  );
  expect(sent).toBeGreaterThan(60);
  expect(findTwins(rows)).toEqual([]);
  expect(findLostBirthdays(readTable(database, 'contacts'), rows, ineligible)).toEqual([]);
  // A planned date moves only when something else did: the cap, on a date that new mail has filled.
  expect(moved / rows.length).toBeLessThan(0.05);
}, 300_000);
