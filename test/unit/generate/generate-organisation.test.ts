import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/calendar/date-text.ts';
import type { EpochDay } from '../../../src/domain/calendar/epoch-day.ts';
import { toEpochDay } from '../../../src/domain/calendar/epoch-day.ts';
import {
  type GeneratedCounts,
  type GenerateOptions,
  generateOrganisation,
} from '../../../src/generate/generate-organisation.ts';
import { createWithholding } from '../../../src/generate/withheld-dates.ts';
import { loadZipPool } from '../../../src/generate/zip-pool.ts';
import { Store } from '../../../src/store/store.ts';
import { checksumData, openFreshDatabase, readValue } from './open-fresh-database.ts';

const asOf = '2027-03-10';

function generate(options: Partial<GenerateOptions> = {}): { db: DatabaseSync; counts: GeneratedCounts } {
  const db = openFreshDatabase();
  return { db, counts: generateOrganisation(new Store(db), { contacts: 3000, seed: 1, asOf, ...options }) };
}

const checksum = (options: Partial<GenerateOptions>): string => checksumData(generate(options).db);

describe('the same options', () => {
  test('give the same data, down to the last column', () => {
    expect(checksum({ seed: 'again' })).toBe(checksum({ seed: 'again' }));
  });

  test('give the same data for a seed and its text', () => {
    expect(checksum({ seed: 12 })).toBe(checksum({ seed: '12' }));
  });

  test('give other data for another seed, day or number of contacts', () => {
    const checksums = [{ seed: 1 }, { seed: 2 }, { asOf: '2027-03-11' }, { contacts: 3001 }].map(checksum);
    expect(new Set(checksums).size).toBe(4);
  });
});

test('counts what it wrote, and the counts depend on nothing but the options', () => {
  const { db, counts } = generate();
  const rows = (table: string): unknown => readValue(db, `select count(*) from ${table}`);
  expect(rows('contacts')).toBe(3000);
  expect(counts).toEqual({
    contacts: rows('contacts'),
    flaws: generate().counts.flaws,
    suppressions: rows('suppressions'),
    campaignInstances: rows('campaign_instances'),
    campaignTargets: rows('contact_campaigns'),
    sentMails: rows('email_schedules'),
    sentFollowUps: readValue(db, "select count(*) from email_schedules where email_type like 'followup%'"),
    clicks: rows('tracking_clicks'),
    events: rows('contact_events'),
  });
  expect(Object.values(counts.flaws).reduce((sum, count) => sum + count)).toBe(30);
});

test('leaves a whole database, whose days are all before today', () => {
  const { db } = generate();
  expect(readValue(db, 'pragma integrity_check')).toBe('ok');
  const latest = readValue(
    db,
    `select max(at) from (
       select max(updated_at) as at from contacts union all select max(updated_at) from contact_campaigns
       union all select max(created_at) from suppressions union all select max(updated_at) from campaign_instances
       union all select max(updated_at) from email_schedules union all select max(clicked_at) from tracking_clicks
       union all select max(created_at) from contact_events)`,
  );
  expect(String(latest) < asOf).toBe(true);
});

test('has an instance of every preset campaign type; those that reach everybody have ended', () => {
  const { db } = generate();
  expect(
    readValue(
      db,
      'select count(*) from campaign_types where name not in (select campaign_type from campaign_instances)',
    ),
  ).toBe(0);
  const live = db
    .prepare(
      `select t.name from campaign_types t join campaign_instances i on i.campaign_type = t.name
       where t.target_all_contacts = 1 and ifnull(i.active_end_date, '9999') >= ?`,
    )
    .all(asOf);
  expect(live).toEqual([]);
});

test('has targets with and without a trigger date, some already mailed', () => {
  const { db } = generate({ contacts: 20_000 });
  const shareOf = (instance: number): number =>
    Number(readValue(db, `select count(*) from contact_campaigns where campaign_instance_id = ${instance}`)) /
    20_000;
  expect(shareOf(1)).toBeCloseTo(0.03, 2);
  expect(shareOf(2)).toBeCloseTo(0.02, 2);
  expect(shareOf(4)).toBeCloseTo(0.005, 2);
  expect(readValue(db, 'select count(*) from contact_campaigns where trigger_date is null')).toBeGreaterThan(
    0,
  );
  expect(
    readValue(
      db,
      `select count(*) from contact_campaigns c where c.status = 'sent' and not exists
         (select 1 from email_schedules s where s.target_id = c.id and s.contact_id = c.contact_id
          and s.campaign_instance_id = c.campaign_instance_id)`,
    ),
  ).toBe(0);
  expect(readValue(db, "select count(*) from contact_campaigns where status = 'sent'")).toBeGreaterThan(0);
});

/** Mails of the last 35 days that have no follow-up, by the kind that spec 2.8 leads to. */
const openKinds = `
  with reaction as (
    select s.id,
      exists (select 1 from tracking_clicks k where k.contact_id = s.contact_id and k.clicked_at >= s.actual_send_datetime) as clicked,
      (select max(ifnull(e.metadata ->> 'has_medical_conditions', 0) = 1 or ifnull(e.metadata ->> 'main_questions_yes_count', 0) > 0)
       from contact_events e where e.contact_id = s.contact_id and e.event_type = 'eligibility_answered'
         and e.created_at >= s.actual_send_datetime) as yes
    from email_schedules s
    where s.parent_email_id is null and s.status in ('sent', 'delivered')
      and not exists (select 1 from email_schedules f where f.parent_email_id = s.id))
  select distinct case when yes = 1 then 4 when yes = 0 then 3 when clicked then 2 else 1 end as kind
  from reaction order by kind`;

test('leaves follow-ups of all four kinds to be planned', () => {
  const { db } = generate();
  expect(
    db
      .prepare(openKinds)
      .all()
      .map(({ kind }) => kind),
  ).toEqual([1, 2, 3, 4]);
});

interface SentRow {
  readonly [column: string]: unknown;
}

const sentRows = (db: DatabaseSync): SentRow[] =>
  db
    .prepare(
      `select s.*, substr(c.zip_code, 1, 5) as zip, c.birth_date, c.effective_date, c.phone_number
       from email_schedules s join contacts c on c.id = s.contact_id`,
    )
    .all();

test('has sent no mail on a date that the default policy excludes, bar those that ignore windows', () => {
  const zips = loadZipPool();
  const isWithheld = createWithholding();
  const { db } = generate({ contacts: 10_000 });
  for (const row of sentRows(db)) {
    if (row.email_type === 'campaign_regulatory_notice') continue;
    const person = {
      state: zips.stateOf(String(row.zip)) ?? '',
      birthDate: readDate(row.birth_date),
      effectiveDate: readDate(row.effective_date),
    };
    expect(isWithheld(person, readDate(row.scheduled_send_date) as EpochDay)).toBe(false);
  }
});

test('has sent mails only in the last 35 days, each about its own event, with an SMS only to a phone', () => {
  const { db } = generate({ contacts: 10_000 });
  const first = toEpochDay(2027, 2, 3);
  for (const row of sentRows(db)) {
    const sent = readDate(row.scheduled_send_date) as EpochDay;
    expect(String(row.actual_send_datetime).slice(0, 10)).toBe(row.scheduled_send_date);
    expect(sent >= first && sent < toEpochDay(2027, 3, 10)).toBe(true);
    if (row.phone_number === null) expect(row.sms_template).toBeNull();
    if (row.email_type === 'birthday' && row.birth_date !== '1950-02-29') {
      expect(String(row.event_date).slice(5)).toBe(
        String(row.birth_date).slice(5, 10).replace('02-29', '02-28'),
      );
    }
  }
});

test('has AEP mail in the past only where AEP was a short while ago', () => {
  const aepMails = "select count(*) from email_schedules where email_type = 'aep'";
  expect(readValue(generate().db, aepMails)).toBe(0);
  expect(readValue(generate({ asOf: '2027-09-16' }).db, aepMails)).toBeGreaterThan(0);
  expect(readValue(generate({ asOf: '2027-09-15' }).db, aepMails)).toBe(0);
});

test('writes no mail and no behaviour without history, and the same contacts', () => {
  const [without, withSome] = [generate({ history: 'none' }), generate({ history: 'some' })];
  expect(without.counts).toMatchObject({ sentMails: 0, sentFollowUps: 0, clicks: 0, events: 0 });
  expect(readValue(without.db, 'select count(*) from email_schedules')).toBe(0);
  const contacts = 'select * from contacts order by id';
  expect(without.db.prepare(contacts).all()).toEqual(withSome.db.prepare(contacts).all());
});

test('tells its progress up to the last contact', () => {
  const told: (readonly [number, number])[] = [];
  generate({ contacts: 60_000, history: 'none', onProgress: (done, total) => told.push([done, total]) });
  expect(told).toEqual([
    [50_000, 60_000],
    [60_000, 60_000],
  ]);
});

test('generates on any day of any year', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1960-01-01'), max: new Date('2200-12-31'), noInvalidDate: true }),
      (day) => {
        const { counts } = generate({ contacts: 200, asOf: day.toISOString().slice(0, 10) });
        expect(counts.contacts).toBe(200);
      },
    ),
    { numRuns: 20 },
  );
});

test.each([1, 0])('generates an organisation of %i contacts', (contacts) => {
  expect(generate({ contacts }).counts.contacts).toBe(contacts);
});

test('refuses a database that holds something, and leaves it as it was', () => {
  const { db } = generate({ contacts: 10 });
  const before = checksumData(db);
  expect(() => generateOrganisation(new Store(db), { contacts: 10, seed: 1, asOf })).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE' }),
  );
  expect(checksumData(db)).toBe(before);
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'refuses %f as a number of contacts',
  (contacts) => {
    expect(() => generate({ contacts })).toThrow(expect.objectContaining({ code: 'BAD_USAGE' }));
  },
);

test.each(['2027-02-30', '2027-03-10T00:00', 'today', '', '0001-01-01'])('refuses %o as a date', (day) => {
  expect(() => generate({ asOf: day })).toThrow(expect.objectContaining({ code: 'BAD_DATE' }));
});

// Blank addresses once went into the list of suppressions, where the second one was refused as a duplicate. Of the
// first seeds this is the one that hits a blank.
test('suppresses no blank address', () => {
  const { db } = generate({ contacts: 10_000, seed: 4, history: 'none' });
  expect(readValue(db, "select count(*) from suppressions where trim(email) = ''")).toBe(0);
  expect(Number(readValue(db, 'select count(*) from suppressions')) / 10_000).toBeCloseTo(0.003, 2);
});
