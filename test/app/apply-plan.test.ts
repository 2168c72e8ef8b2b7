import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/plan/make-plan.ts';
import { neverPause } from '../../src/plan/pause.ts';
import { BatchPreparer, type PreparedContact } from '../../src/plan/prepare-batch.ts';
import { type ApplyRequest, applyPlan } from '../../src/run/apply/apply-plan.ts';
import { ApplyOrder } from '../../src/run/apply/order-batches.ts';
import { UnwrittenContacts } from '../../src/run/apply/unwritten.ts';
import { WriteTally, writeContact } from '../../src/run/apply/write-contact.ts';
import { prepareContactWrites } from '../../src/store/contact-writes.ts';
import { prepareScheduleReads } from '../../src/store/email-schedules.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareScheduleWrites } from '../../src/store/schedule-writes.ts';
import { Store } from '../../src/store/store.ts';
import { openDesk } from '../support/planning-desk.ts';
import { noWait, runOnce } from '../support/run-fixture.ts';
import { change, firstMorning, generatedOrganisation, queryAll, queryOne } from './generated-organisation.ts';

/** Plans a database and applies it in batches of a size, with anything of the request given. */
async function apply(path: string, size: number, given: Partial<ApplyRequest> = {}) {
  using db = openDatabase(path, { mode: 'read-write' });
  const desk = await openDesk(db, path, firstMorning);
  const { ledger, source, context } = await makePlan(desk);
  const preparer = new BatchPreparer({ source, context, ledger, isHeldBack: () => false });
  const batches = function* () {
    for (const indices of new ApplyOrder(ledger).batches(size)) yield preparer.prepare(indices);
  };
  const request: ApplyRequest = {
    store: new Store(db),
    ledger,
    sendTime: '08:30:00',
    runId: 'applied',
    now: '2027-03-01 12:00:00',
    dryRun: false,
    retry: { maxAttempts: 1, baseDelayMs: 1, where: path, wait: noWait },
    beforeWrite: async () => undefined,
    onBatch: () => undefined,
    unwritten: new UnwrittenContacts(),
    pause: neverPause,
    ...given,
  };
  return await applyPlan(request, batches());
}

/** Does something once, before the first batch that writes: what another program does after it was prepared. */
function once(action: () => void): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}

const ofContact = (path: string, id: number) =>
  queryAll(path, `select * from email_schedules where contact_id = ${id} order by id`);

describe('a batch that another program has overtaken', () => {
  it('leaves alone the contact that has been given a row of the same identity, and writes the others', async () => {
    const path = generatedOrganisation(60);
    const calm = generatedOrganisation(60);
    await apply(calm, 100);
    const [mail] = queryAll(
      calm,
      "select * from email_schedules where scheduler_run_id = 'applied' and contact_id = 30",
    );
    const given = `insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, status,
        campaign_instance_id, target_id, parent_email_id)
      values (30, '${mail?.['email_type']}', '${mail?.['event_date']}', '2027-01-01', 'sent',
        ${mail?.['campaign_instance_id']}, ${mail?.['target_id']}, ${mail?.['parent_email_id']})`;
    const { overtaken, tally } = await apply(path, 100, { beforeWrite: once(() => change(path, given)) });
    expect(overtaken).toEqual([30]);
    expect(ofContact(path, 30).filter((row) => row['scheduler_run_id'] === 'applied')).toEqual([]);
    const written = "select count(*) as n from email_schedules where scheduler_run_id = 'applied'";
    const { n } = queryOne(calm, `${written} and contact_id <> 30`);
    expect(queryOne(path, written)).toEqual({ n });
    expect(tally.counts.inserted).toBe(n);
  });

  it('leaves alone the contact of whose rows a sender has taken one, all of it', async () => {
    const path = generatedOrganisation(60);
    await runOnce(path, firstMorning);
    change(path, "update contacts set status = 'unsubscribed' where id between 20 and 40");
    const [first] = queryAll(
      path,
      "select contact_id as id from email_schedules where contact_id between 20 and 40 and status = 'pre-scheduled' group by 1 having count(*) > 1",
    );
    const id = Number(first?.['id']);
    const before = ofContact(path, id);
    const taken = `update email_schedules set status = 'processing' where id = (
      select max(id) from email_schedules where contact_id = ${id} and status = 'pre-scheduled')`;
    const { overtaken } = await apply(path, 100, { beforeWrite: once(() => change(path, taken)) });
    expect(overtaken).toEqual([id]);
    const kept = ofContact(path, id);
    expect(kept.filter((row) => row['status'] === 'processing')).toHaveLength(1);
    expect(kept.map((row) => row['scheduler_run_id'])).toEqual(before.map((row) => row['scheduler_run_id']));
    expect(queryOne(path, `select count(*) as n from schedule_changes where contact_id = ${id}`)).toEqual({
      n: 0,
    });
    expect(
      queryOne(
        path,
        `select count(*) as n from email_schedules
         where contact_id between 20 and 40 and contact_id <> ${id} and status = 'pre-scheduled'`,
      ),
    ).toEqual({ n: 0 });
  });
});

describe('applying', () => {
  it('stops before the next batch when it is asked to, and leaves the batches done', async () => {
    const path = generatedOrganisation(60);
    let asked = 0;
    const pause = async () => {
      if (++asked === 3) throw new Error('stop');
    };
    await expect(apply(path, 10, { pause })).rejects.toThrow('stop');
    const { last } = queryOne(
      path,
      "select max(contact_id) as last from email_schedules where scheduler_run_id = 'applied'",
    );
    expect(Number(last)).toBeGreaterThan(10);
    expect(Number(last)).toBeLessThan(25);
  });
});

describe('the order in which contacts are written', () => {
  it('has first those who lose mail', async () => {
    const path = generatedOrganisation(60);
    await runOnce(path, firstMorning);
    change(
      path,
      `update contacts set status = 'unsubscribed' where id in (41, 55);
       delete from email_schedules where contact_id in (3, 50) and status in ('pre-scheduled', 'skipped')`,
    );
    using db = openDatabase(path, { mode: 'read-only' });
    const { ledger } = await makePlan(await openDesk(db, path, firstMorning));
    const batches = [...new ApplyOrder(ledger).batches(1)];
    expect(batches.map(([index]) => ledger.contacts.id[index as number])).toEqual([41, 55, 3, 50]);
  });
});

describe('one contact', () => {
  const insert = (id: number, type: string, status: string): string =>
    `insert into email_schedules (id, contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, status,
       scheduler_run_id)
     values (${id}, 900, '${type}', '2027-06-10', '2027-05-27', '2027-05-27', '${status}', 'old')`;

  /** Three rows of a contact, read, and then changed by another program. */
  function open(meanwhile = 'select 1') {
    const path = generatedOrganisation(1);
    const types = ['birthday', 'aep', 'effective_date'];
    change(path, types.map((type, index) => insert(901 + index, type, 'pre-scheduled')).join(';'));
    const db = openDatabase(path, { mode: 'read-write' });
    const rows = prepareScheduleReads(db).readOf([900], '');
    const byId = (id: number) => rows.find((row) => row.id === id) as (typeof rows)[number];
    db.exec(meanwhile);
    const writer = {
      schedules: prepareScheduleWrites(db, 'new', '2027-03-01 12:00:00'),
      contacts: prepareContactWrites(db, 'new', '2027-03-01 12:00:00'),
    };
    const nothing = {
      deletes: [],
      missed: [],
      updates: [],
      inserts: [],
      openedIssues: [],
      resolvedIssues: [],
      targets: [],
    };
    const write = (contact: Partial<PreparedContact>): boolean =>
      writeContact({ contactId: 900, ...nothing, ...contact }, writer);
    const list = () =>
      db
        .prepare(
          'select id, email_type as type, status from email_schedules where contact_id = 900 order by 1',
        )
        .all()
        .map((row) => ({ ...row }));
    return { db, byId, write, list };
  }

  it('loses rows before it gets others: an identity that becomes free can be taken', () => {
    const { byId, write, list, db } = open();
    const update = { row: byId(902), content: { ...byId(902), emailType: 'birthday' } };
    const inserts = [{ ...byId(902), status: 'skipped' }];
    expect(write({ deletes: [byId(901)], updates: [update], missed: [byId(903)], inserts })).toBe(true);
    expect(list()).toEqual([
      { id: 902, type: 'birthday', status: 'pre-scheduled' },
      { id: 903, type: 'effective_date', status: 'skipped' },
      { id: expect.any(Number), type: 'aep', status: 'skipped' },
    ]);
    db.close();
  });

  const taken = (id: number): string => `update email_schedules set status = 'processing' where id = ${id}`;

  it.each(['deletes', 'missed', 'updates'] as const)('is overtaken when one of its %s was taken', (part) => {
    const { byId, write, list, db } = open(taken(902));
    const row = byId(902);
    const parts = {
      deletes: [row],
      missed: [row],
      updates: [{ row, content: { ...row, status: 'skipped' } }],
    };
    expect(write({ [part]: parts[part], openedIssues: [{ issue: 'invalid_email', detail: 'x' }] })).toBe(
      false,
    );
    expect(list()).toContainEqual({ id: 902, type: 'aep', status: 'processing' });
    expect(db.prepare('select count(*) as n from contact_issues where contact_id = 900').get()).toEqual({
      n: 0,
    });
    db.close();
  });

  it('is overtaken when a row that it was to get is there', () => {
    const { byId, write, db } = open();
    expect(write({ inserts: [byId(901)] })).toBe(false);
    db.close();
  });

  it('counts a missed row as an update, with its hash before and after', () => {
    const { byId, db } = open();
    const nothing = {
      deletes: [],
      updates: [],
      inserts: [],
      openedIssues: [],
      resolvedIssues: [],
      targets: [],
    };
    const tally = new WriteTally();
    tally.addContact({ contactId: 900, ...nothing, missed: [byId(901)] });
    expect(tally.counts).toEqual({ inserted: 0, updated: 1, deleted: 0 });
    expect([tally.written.count, tally.removed.count]).toEqual([1, 1]);
    expect(tally.written.toString()).not.toBe(tally.removed.toString());
    db.close();
  });
});
