import { expect, test } from 'vitest';
import { Ledger } from '../../src/domain/ledger/ledger.ts';
import { ContactSource } from '../../src/plan/contact-source.ts';
import { readFixedMailsOfOthers } from '../../src/plan/fixed-mails.ts';
import { StandingMails } from '../../src/plan/standing-mails.ts';
import { prepareScheduleReads } from '../../src/store/email-schedules.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { preparePlanningReads } from '../../src/store/planning-reads.ts';
import { Store } from '../../src/store/store.ts';
import { day } from '../support/day-builder.ts';
import { openDesk } from '../support/planning-desk.ts';
import { buildRow } from '../support/schedule-row-builder.ts';
import { temporaryPath } from './temporary-folder.ts';

const open = () => openDatabase(temporaryPath(), { mode: 'create' });

test('clicks and answers are compared as one kind of date-time, whichever separator they came with', () => {
  using db = open();
  db.exec(`
    insert into tracking_clicks (id, contact_id, clicked_at)
    values (1, 7, '2027-02-10T14:30:00'), (2, 7, '2027-02-10 14:30:00');
    insert into contact_events (id, contact_id, event_type, created_at)
    values (1, 7, 'eligibility_answered', '2027-02-11T09:00:00')`);
  const reads = preparePlanningReads(db);
  expect(reads.readClicks([7]).map(({ value }) => value.at)).toEqual([
    '2027-02-10 14:30:00',
    '2027-02-10 14:30:00',
  ]);
  expect(reads.readAnswers([7]).map(({ value }) => value.at)).toEqual(['2027-02-11 09:00:00']);
});

const insert = `insert into email_schedules
  (id, contact_id, email_type, event_date, scheduled_send_date, status, campaign_instance_id) values`;

test('rows of old events matter that the planner dated into a later year, or that were missed', () => {
  using db = open();
  db.exec(`${insert}
    (1, 7, 'aep', '2026-12-01', '2027-03-01', 'pre-scheduled', null),
    (2, 7, 'aep', '2026-12-02', '2027-02-28', 'pre-scheduled', null),
    (3, 7, 'aep', '2027-01-01', '2027-03-02', 'pre-scheduled', null),
    (4, 7, 'aep', '2026-12-04', '2027-03-02', 'skipped', null),
    (5, 7, 'aep', '2026-12-05', '2027-03-02', 'sent', null),
    (6, 7, 'aep', '2026-12-15', '2027-03-02', 'pre-scheduled', null)`);
  const reads = prepareScheduleReads(db);
  const bounds = { today: '2027-03-01', recentFrom: '2027-03-03', liveCampaigns: '[]' };
  const idsBefore = (since: string) =>
    reads
      .readLateOf([7], { ...bounds, since })
      .map(({ id }) => id)
      .sort();
  expect(idsBefore('2026-12-15')).toEqual([1, 2, 4]);
  expect(idsBefore('2027-02-01')).toEqual([1, 2, 4, 6]);
  // Their contacts are listed once for each of them.
  expect([...reads.listLate({ ...bounds, since: '2026-12-15' })]).toEqual([7, 7, 7]);
});

test('a row of an old event that matters for two reasons is one row', () => {
  using db = open();
  db.exec(`
    insert into campaign_instances (id, campaign_type, instance_name) values (3, 'rate_increase', 'x');
    ${insert} (1, 7, 'campaign_rate_increase', '2020-06-10', '2027-02-20', 'sent', 3)`);
  const today = day('2027-03-01');
  const bound = {
    since: day('2027-01-01'),
    recentFrom: day('2027-02-01'),
    today,
    liveCampaigns: new Set([3]),
  };
  const [contact] = [...new ContactSource(new Store(db), bound).readSelected([7])];
  expect(contact?.rows.map(({ id }) => id)).toEqual([1]);
});

test('a partial run’s own mail of today, which its cap does not count, is not taken off it', async () => {
  const path = temporaryPath();
  using db = openDatabase(path, { mode: 'create' });
  // After the send time: earliest is tomorrow.
  const { context } = (await openDesk(db, path, '2027-03-01T20:00:00Z')).openReading();
  const rows = [
    buildRow({ sendDate: '2027-03-01', idealDate: '2027-03-01' }),
    buildRow({ id: 101, sendDate: '2027-03-02', idealDate: '2027-03-02' }),
    buildRow({ id: 102, sendDate: '2027-03-03', idealDate: '2027-03-03', status: 'skipped' }),
  ];
  const standing = new StandingMails();
  for (const row of rows) standing.add(row);
  const { counts } = readFixedMailsOfOthers(new Store(db), context, 3, { ledger: new Ledger(0), standing });
  expect([...counts]).toEqual([[day('2027-03-02'), -1]]);
});
