import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { HistoryBound } from '../../src/domain/plan/history-bound.ts';
import type { ContactInput } from '../../src/domain/plan/plan-contact.ts';
import { allIds, ContactSource, type SourceLimits } from '../../src/plan/contact-source.ts';
import { applyMigrations } from '../../src/store/migrate.ts';
import { Store } from '../../src/store/store.ts';
import { day } from '../support/day-builder.ts';

const history: HistoryBound = {
  since: day('2026-01-01'),
  recentFrom: day('2026-06-01'),
  today: day('2027-03-01'),
  liveCampaigns: new Set([3]),
};

const unlimited: SourceLimits = { contacts: 64, rows: 1_000_000, lateContacts: 1_000_000 };
const few: SourceLimits = { contacts: 3, rows: 6, lateContacts: 1_000_000 };

/** How much of each table belongs to the contact ids 1, 2, 3 and so on. */
interface Amounts {
  readonly exists: boolean;
  readonly rows: number;
  readonly lateRows: number;
  readonly targets: number;
  readonly issues: number;
  readonly clicks: number;
}

function databaseOf(amounts: readonly Amounts[]): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  applyMigrations(db, 'test');
  const add = (sql: string, count: number, contactId: number): void => {
    const statement = db.prepare(sql);
    for (let i = 0; i < count; i++) statement.run({ contactId, i });
  };
  for (const [index, { exists, rows, lateRows, targets, issues, clicks }] of amounts.entries()) {
    const id = index + 1;
    if (exists) db.prepare('insert into contacts (id) values (?)').run(id);
    const row = (eventDate: string, instance: number | null) =>
      `insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, campaign_instance_id, parent_email_id)
       values (:contactId, 'birthday', '${eventDate}', '2026-03-01', ${instance}, :i)`;
    add(row('2027-03-01', null), rows, id);
    add(row('2020-03-01', 3), lateRows, id);
    add(
      'insert into contact_campaigns (contact_id, campaign_instance_id, trigger_date) values (:contactId, 3, :i)',
      targets,
      id,
    );
    add(
      `insert into contact_issues (contact_id, issue, first_seen_run_id) values (:contactId, 'issue ' || :i, 'run')`,
      issues,
      id,
    );
    add(
      `insert into tracking_clicks (contact_id, clicked_at) values (:contactId, '2027-01-01 00:00:' || (:i + 10))`,
      clicks,
      id,
    );
  }
  return db;
}

const none: Amounts = { exists: true, rows: 0, lateRows: 0, targets: 0, issues: 0, clicks: 0 };

const describeInput = ({ readBehaviour, ...input }: ContactInput) => ({ ...input, ...readBehaviour() });
const describeAll = (inputs: Iterable<ContactInput>) => [...inputs].map(describeInput);

const amount = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: fc.nat(4), weight: 3 },
  { arbitrary: fc.nat(9), weight: 1 },
);
const amounts = fc.record({
  exists: fc.boolean(),
  rows: amount,
  lateRows: amount,
  targets: amount,
  issues: amount,
  clicks: fc.nat(5),
});

const isTooLarge = ({ rows, lateRows, targets, issues }: Amounts): boolean =>
  Math.max(rows, lateRows, targets, issues) > few.rows;

test('a source that reads a little at a time gives what one gives that reads all at once, but for what is too large', () => {
  fc.assert(
    fc.property(
      fc.array(amounts, { maxLength: 12 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
      (contacts, listed) => {
        using db = databaseOf(contacts);
        const whole = new ContactSource(new Store(db), history, undefined, unlimited);
        const limited = new ContactSource(new Store(db), history, undefined, few);
        const tooLarge = contacts.flatMap((each, index) => (isTooLarge(each) ? [index + 1] : []));
        const expected = describeAll(whole.readRange(allIds)).filter(({ id }) => !tooLarge.includes(id));
        expect(describeAll(limited.readRange(allIds))).toEqual(expected);
        const [existing, gone] = [true, false].map((exists) =>
          tooLarge.filter((id) => contacts[id - 1]?.exists === exists),
        );
        expect(limited.passedOver.contactIds).toEqual(existing);
        expect(limited.passedOver.goneIds).toEqual(gone);
        expect([limited.passedOver.contacts, limited.passedOver.gone]).toEqual([
          existing?.length,
          gone?.length,
        ]);
        const ids = listed.sort((a, b) => a - b);
        const wanted = expected.filter(({ id }) => ids.includes(id));
        expect(describeAll(limited.readSelected(ids))).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

describe('a source of many rows of ids that no contact has', () => {
  it('never reads more at once than it may, however they lie', () => {
    const gone = { ...none, exists: false };
    using db = databaseOf([none, ...Array.from({ length: 40 }, () => ({ ...gone, rows: 2 })), none]);
    const source = new ContactSource(new Store(db), history, undefined, few);
    const counts = [...source.readRange(allIds)].map(({ rows }) => rows.length);
    expect(counts).toEqual([0, ...Array.from({ length: 40 }, () => 2), 0]);
    expect(source.passedOver.data).toEqual({ contacts: 0, contactIds: [], gone: 0, goneIds: [] });
  });

  it('passes over a single id that has more, without reading it', () => {
    using db = databaseOf([none, { ...none, exists: false, rows: 500 }, { ...none, rows: 3 }]);
    const source = new ContactSource(new Store(db), history, undefined, few);
    expect([...source.readRange(allIds)].map(({ id }) => id)).toEqual([1, 3]);
    expect(source.passedOver.data).toEqual({ contacts: 0, contactIds: [], gone: 1, goneIds: [2] });
  });
});

describe('clicks of a contact that are more than are read at once', () => {
  it('count with the latest', () => {
    using db = databaseOf([
      { ...none, clicks: 9 },
      { ...none, clicks: 2 },
    ]);
    const source = new ContactSource(new Store(db), history, undefined, few);
    const clicks = [...source.readRange(allIds)].map(({ readBehaviour }) => readBehaviour().clicks);
    expect(clicks.map((list) => list.map(({ id }) => id))).toEqual([
      [4, 5, 6, 7, 8, 9],
      [10, 11],
    ]);
  });
});

describe('late rows of more contacts than are kept', () => {
  it('are read with all of history', () => {
    using db = databaseOf(Array.from({ length: 5 }, () => ({ ...none, lateRows: 1 })));
    const source = new ContactSource(new Store(db), history, undefined, { ...few, lateContacts: 4 });
    expect([...source.readRange(allIds)].map(({ rows }) => rows.length)).toEqual([1, 1, 1, 1, 1]);
    expect(source.readsAllHistory).toBe(true);
    const enough = new ContactSource(new Store(db), history, undefined, { ...few, lateContacts: 5 });
    expect([...enough.readRange(allIds)].map(({ rows }) => rows.length)).toEqual([1, 1, 1, 1, 1]);
    expect(enough.readsAllHistory).toBe(false);
  });
});
