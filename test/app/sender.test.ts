import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startChild } from '../store/child-process.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { readTable, runOnce } from '../support/run-fixture.ts';
import { type DeliveredMail, SmallSender } from '../support/small-sender.ts';
import {
  change,
  copyDatabase,
  firstMorning,
  generatedOrganisation,
  integrityOf,
  queryAll,
  queryOne,
} from './generated-organisation.ts';
import { startTask } from './kill-child.ts';

const nextMorning = '2027-03-02T12:00:00Z';
const now = '2027-03-02 12:00:00';

/** Which mail it is, whatever became of it. */
const identityOf = (mail: DeliveredMail): string =>
  [
    mail.contact_id,
    mail.email_type,
    mail.event_date,
    mail.campaign_instance_id,
    mail.target_id,
    mail.parent_email_id,
  ].join(' ');

const readMails = (path: string, where = 'true'): DeliveredMail[] =>
  queryAll(
    path,
    `select id, contact_id, email_type, event_date, campaign_instance_id, target_id, parent_email_id
     from email_schedules where ${where}`,
  ) as unknown as DeliveredMail[];

const count = (path: string, sql: string): number =>
  Number(queryOne(path, `select count(*) as n from ${sql}`)['n']);

/** Birthday, effective-date and AEP mails of one contact that are the same mail to spec 2.4 although they are two rows. */
const twins = `email_schedules a join email_schedules b
  on a.contact_id = b.contact_id and a.email_type = b.email_type and a.id < b.id
  where a.email_type in ('birthday', 'aep', 'effective_date')
    and abs(julianday(a.event_date) - julianday(b.event_date)) <= iif(a.email_type = 'effective_date', 90, 182)
    and a.status in ('sent', 'pre-scheduled') and b.status in ('sent', 'pre-scheduled')`;

describe('a sender at work all through a run', () => {
  it('loses nothing, sends nothing twice, and is not overruled', async () => {
    const path = generatedOrganisation(800);
    await runOnce(path, firstMorning, { runs: { batch_size: 100 } });
    const undisturbed = copyDatabase(path);
    const values = {
      runs: { batch_size: 25 },
      timing: { birthday_email_days_before: 20, effective_date_days_before: 25 },
      aep: { dates: [{ month: 9, day: 14 }] },
    };
    const stopFile = temporaryPath('stop');
    const sender = startChild('./send-endlessly.ts', import.meta.url, [path, stopFile, now]);
    await sender.nextLine();
    const run = startTask({
      kind: 'run',
      database: path,
      asOf: nextMorning,
      values,
      runId: 'disturbed',
      pauseMs: 5,
    });
    const { output } = await run.ended();
    writeFileSync(stopFile, '');
    const delivered = (await sender.ended()).output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as DeliveredMail);

    const report = JSON.parse(
      output
        .split('\n')
        .find((line) => line.startsWith('done'))
        ?.slice(5) ?? '{}',
    );
    expect(report.writes.updated).toBeGreaterThan(300);
    expect(output).toContain('contacts changed during the run are planned again');
    expect(delivered.length).toBeGreaterThan(50);
    // Every mail went out once, and stands as sent.
    expect(new Set(delivered.map(identityOf)).size).toBe(delivered.length);
    const sent = readMails(path, `actual_send_datetime = '${now}'`);
    expect(sent.map(({ id }) => id).sort()).toEqual(delivered.map(({ id }) => id).sort());
    expect(count(path, twins)).toBe(0);
    // What an undisturbed run plans is there too, planned or sent.
    await runOnce(undisturbed, nextMorning, values);
    const there = new Set(readMails(path).map(identityOf));
    const missing = readMails(undisturbed, "status = 'pre-scheduled'").filter(
      (mail) => !there.has(identityOf(mail)),
    );
    expect(missing.filter((mail) => !wasSentBefore(path, mail))).toEqual([]);
    expect(integrityOf(path)).toBe('ok');
    const last = await runOnce(path, nextMorning, values);
    const again = await runOnce(path, nextMorning, values);
    expect(last.violations).toEqual([]);
    expect(again.writes).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
  });
});

/** The same mail went out under the event date that it had before: the run was about to move it (spec 2.4, "Identity"). */
function wasSentBefore(path: string, mail: DeliveredMail): boolean {
  const sameMail = `contact_id = ${mail.contact_id} and email_type = '${mail.email_type}'
    and abs(julianday(event_date) - julianday('${mail.event_date}')) <= 90`;
  return count(path, `email_schedules where status = 'sent' and ${sameMail}`) > 0;
}

describe('the contract of sendable_emails (docs/senders.md)', () => {
  const today = '2027-03-01';
  const sendAll = (path: string): number[] => {
    const ids: number[] = [];
    using sender = new SmallSender(path, {
      now: () => now,
      deliver: ({ id }) => void ids.push(id),
      limit: 1_000_000,
    });
    sender.sendDue(today);
    return ids;
  };
  const due = `email_schedules where status = 'pre-scheduled' and scheduled_send_date = '${today}'`;
  async function planned(): Promise<string> {
    const path = generatedOrganisation(600);
    await runOnce(path, firstMorning);
    expect(count(path, due)).toBeGreaterThan(3);
    return path;
  }

  it('gives each mail that is due once', async () => {
    const path = await planned();
    const wanted = count(path, due);
    expect(sendAll(path)).toHaveLength(wanted);
    expect(sendAll(path)).toEqual([]);
    expect(count(path, due)).toBe(0);
  });

  it('gives nothing while the organisation is on hold', async () => {
    const path = await planned();
    change(path, "insert into holds (reason) values ('stop')");
    expect(sendAll(path)).toEqual([]);
    change(path, 'delete from holds');
    expect(sendAll(path).length).toBeGreaterThan(0);
  });

  it('does not give what its contact no longer wants, from the moment it says so', async () => {
    const path = await planned();
    const [one, two, three] = queryAll(
      path,
      `select contact_id as id from ${due} group by contact_id limit 3`,
    ).map(({ id }) => Number(id));
    change(
      path,
      `update contacts set status = 'unsubscribed' where id = ${one};
       insert into suppressions (email, reason) select upper(email), 'complained' from contacts where id = ${two};
       delete from contacts where id = ${three}`,
    );
    const before = count(path, `${due} and contact_id in (${one}, ${two}, ${three})`);
    const wanted = count(path, due) - before;
    expect(before).toBeGreaterThanOrEqual(3);
    expect(sendAll(path)).toHaveLength(wanted);
  });

  it('a claim fails when another sender was faster or the planner has withdrawn the mail', async () => {
    const path = await planned();
    const [row] = queryAll(path, `select id from ${due}`);
    const ids: number[] = [];
    using slow = new SmallSender(path, {
      now: () => now,
      deliver: ({ id }) => {
        if (ids.length === 0)
          change(path, `update email_schedules set status = 'skipped' where status = 'pre-scheduled'`);
        ids.push(id);
      },
    });
    slow.sendDue(today);
    expect(ids).toHaveLength(1);
    expect(row).toBeDefined();
  });

  it('a mail that could not be handed over is failed, and no run plans it again', async () => {
    const path = await planned();
    using sender = new SmallSender(path, {
      now: () => now,
      deliver: () => {
        throw new Error('the mail service is down');
      },
    });
    expect(sender.sendDue(today)).toBe(0);
    const failed = readTable(path, 'email_schedules').filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(3);
    const report = await runOnce(path, firstMorning);
    expect(report.writes).toMatchObject({ inserted: 0, deleted: 0 });
    expect(readTable(path, 'email_schedules').filter(({ status }) => status === 'failed')).toEqual(failed);
  });

  it('a mail that is processing for over a day is reported as stuck', async () => {
    const path = await planned();
    change(path, `update email_schedules set status = 'processing' where id = (select min(id) from ${due})`);
    const [row] = queryAll(path, "select id from email_schedules where status = 'processing'");
    expect((await runOnce(path, '2027-03-03T12:00:00Z')).stuck).toEqual([row?.['id']]);
  });
});
