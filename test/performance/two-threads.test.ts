import { describe, expect, it } from 'vitest';
import { generateHistory } from '../../bench/history/generate-history.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { RunReport } from '../../src/run/run-report.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import {
  change,
  copyDatabase,
  firstDay,
  firstMorning,
  generatedOrganisation,
} from '../app/generated-organisation.ts';
import { readTable, runOnce } from '../support/run-fixture.ts';

const contacts = 2000;
const nextMorning = '2027-03-02T12:00:00Z';

/** Small, so that there are many batches to be prepared ahead and written in order. */
const values = { runs: { batch_size: 150 } };

const writtenTables = ['email_schedules', 'schedule_changes', 'contact_issues', 'contact_campaigns'];

/** The same organisation twice: one is run on one thread, the other on two. */
interface Twins {
  readonly one: string;
  readonly two: string;
}

/** Contacts with behaviour, mail of the last weeks, and a year of mail before. */
function createTwins(): Twins {
  const one = generatedOrganisation(contacts);
  {
    using db = openDatabase(one, { mode: 'read-write' });
    generateHistory(db, { years: 1, seed: 1, asOf: firstDay });
  }
  return { one, two: copyDatabase(one) };
}

function changeTwins({ one, two }: Twins, sql: string): void {
  change(one, sql);
  change(two, sql);
}

/** What must be equal of two reports: all but how long it took. */
const withoutCosts = ({ timings_ms: _, peak_rss_mb: __, ...report }: RunReport) => report;

/** How many threads were started meanwhile. */
async function countThreads<T>(body: () => Promise<T>): Promise<readonly [T, threads: number]> {
  let threads = 0;
  const count = (): void => void threads++;
  process.on('worker', count);
  try {
    return [await body(), threads];
  } finally {
    process.off('worker', count);
  }
}

/** Runs both, and expects that every table they write is the same, row for row, ids and audit included. */
async function expectSameRun(
  { one, two }: Twins,
  asOf: string,
  options: Partial<RunOptions> = {},
): Promise<RunReport> {
  const runId = `run-${asOf}-${options.replan === true}`;
  const start = (path: string, threadsFrom: number) =>
    countThreads(() => runOnce(path, asOf, values, { ...options, runId, threadsFrom }));
  const [alone, threadsOfOne] = await start(one, Number.POSITIVE_INFINITY);
  const [together, threadsOfTwo] = await start(two, 0);
  expect([threadsOfOne, threadsOfTwo]).toEqual([0, 1]);
  expect(withoutCosts(together)).toEqual(withoutCosts(alone));
  for (const table of writtenTables) expect(readTable(two, table)).toEqual(readTable(one, table));
  return alone;
}

/** A sender has sent most of the first day's mail, is still at some, and failed with a few; people have answered. */
const sendFirstDay = `
  update email_schedules
    set status = case id % 10 when 0 then 'processing' when 1 then 'failed' when 2 then 'bounced' else 'delivered' end,
      actual_send_datetime = '${firstDay} 14:30:00', sent_at = '${firstDay} 14:30:00'
    where status = 'pre-scheduled' and scheduled_send_date = '${firstDay}' and id % 8 <> 0;
  insert into tracking_clicks (tracking_id, contact_id, clicked_at)
    select 'click', contact_id, '${firstDay} 18:00:00' from email_schedules
    where status = 'delivered' and scheduled_send_date = '${firstDay}' and id % 3 = 0;
  insert into contact_events (contact_id, event_type, metadata, created_at)
    select contact_id, 'eligibility_answered', '{"has_medical_conditions": true}', '${firstDay} 19:00:00'
    from email_schedules where status = 'delivered' and scheduled_send_date = '${firstDay}' and id % 9 = 0`;

/** An importer has been there as well. */
const importContacts = `
  update contacts set birth_date = date(birth_date, '+40 days') where id % 30 = 1;
  update contacts set zip_code = '90210', state = 'CA' where id % 30 = 2;
  update contacts set status = 'unsubscribed' where id % 30 = 3;
  update contacts set email = 'nobody' where id % 100 = 4;
  delete from contacts where id % 100 = 5`;

describe('a run that plans on two threads', () => {
  it('leaves the same rows as one on one thread, at a first run', async () => {
    const report = await expectSameRun(createTwins(), firstMorning);
    expect(report.writes.inserted).toBeGreaterThan(2 * contacts);
  });

  it('leaves the same rows the next day, after a sender and an importer', async () => {
    const twins = createTwins();
    await expectSameRun(twins, firstMorning);
    changeTwins(twins, sendFirstDay);
    changeTwins(twins, importContacts);
    const { writes } = await expectSameRun(twins, nextMorning);
    expect(Math.min(writes.inserted, writes.updated, writes.deleted)).toBeGreaterThan(0);
  });

  it('leaves the same rows when everything is placed again', async () => {
    const twins = createTwins();
    await expectSameRun(twins, firstMorning);
    changeTwins(twins, sendFirstDay);
    const { writes } = await expectSameRun(twins, nextMorning, { replan: true });
    expect(writes.updated).toBeGreaterThan(0);
  });

  it('writes nothing where nothing has changed', async () => {
    const twins = createTwins();
    await expectSameRun(twins, firstMorning);
    const { writes } = await expectSameRun(twins, firstMorning.replace('T12', 'T13'));
    expect(writes).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
  });
});
