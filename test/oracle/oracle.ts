import { cap, dailyCap, dailyThreshold, mailsByDate, placeCapped, smooth } from './balance.ts';
import { type Day, formatDay, readDate } from './calendar.ts';
import type { Contact } from './contact.ts';
import { eventsOf, type Person } from './events.ts';
import { exclusionOf } from './exclusion.ts';
import { followUpOf } from './follow-up.ts';
import { readContacts } from './history.ts';
import type { PlannedMail } from './mail.ts';
import type { OracleCase, OracleResult, PlannedColumns, ResultRow, ScheduleRow } from './oracle-case.ts';
import { place } from './placement.ts';
import { postWindowMails } from './post-window.ts';
import { chosenReadings, type Readings } from './readings.ts';
import { claimRows, isClosed, isOwned, sendDayOf } from './rows.ts';
import { limitFrequency, settleConflicts } from './settle.ts';
import { isId } from './text.ts';
import { type World, worldOf } from './world.ts';

export interface OracleOptions {
  /**
   * true (the default): the oracle's own daily cap, ties by the lowest contact id. false: no daily cap. A map: the
   * dates that another implementation's cap has found, by `keyOfMail`; what follows from them is then the same for both.
   */
  dailyCap?: boolean | ReadonlyMap<string, string>;
  /** Other readings of the sentences that can be read in more than one way. */
  readings?: Partial<Readings>;
}

/** The plan after each of its phases; a later phase has the same mails in the same order. */
export interface OraclePhases {
  world: World;
  issues: [contactId: number, issue: string][];
  /** Owned rows that are not part of this run and stay as they are. */
  outside: ScheduleRow[];
  /** Rows that stay as they are: foreign ones, those outside this run, and old ones (`missed` where they were not sent). */
  untouched: ScheduleRow[];
  placed: PlannedMail[];
  smoothed: PlannedMail[];
  capped: PlannedMail[];
  settled: PlannedMail[];
  limited: PlannedMail[];
  overCapDates: string[];
  /** How many mails a date holds after the daily cap, and how many it may hold before it gives any up. */
  capacity: number;
  threshold: number;
  /** How many places of each date are taken by foreign rows and rows outside this run. */
  occupied: ReadonlyMap<Day, number>;
}

/** Plans a database as spec 2 says it, slowly. */
export function planByOracle(input: OracleCase, options: OracleOptions = {}): OracleResult {
  const phases = planPhases(input, options);
  return {
    email_schedules: [
      ...phases.untouched.map(asResultRow),
      ...phases.limited.map((mail) => resultRowOf(mail, phases.world)),
    ],
    contact_issues: phases.issues,
    over_cap_dates: phases.overCapDates,
  };
}

/** The same, phase by phase. */
export function planPhases(input: OracleCase, options: OracleOptions = {}): OraclePhases {
  const world = worldOf(input, { ...chosenReadings, ...options.readings });
  const issues: [number, string][] = [];
  const placed: PlannedMail[] = [];
  for (const contact of readContacts(world)) {
    const plan = planContact(contact, world);
    placed.push(...plan.mails);
    issues.push(...plan.issues.map((issue): [number, string] => [contact.id, issue]));
  }
  const { outside, untouched } = leftOver(placed, world);

  const smoothed = smooth(placed, world);
  const { mails: capped, overCapDates } = capAs(options.dailyCap ?? true, smoothed, outside, world);
  const settled = settleConflicts(capped, world);
  const limited = limitFrequency(settled, outside, world);
  return {
    world,
    issues,
    outside,
    untouched,
    placed,
    smoothed,
    capped,
    settled,
    limited,
    overCapDates,
    capacity: dailyCap(world),
    threshold: dailyThreshold(world),
    occupied: mailsByDate([], outside, world),
  };
}

function capAs(
  dailyCap: boolean | ReadonlyMap<string, string>,
  mails: PlannedMail[],
  outside: ScheduleRow[],
  world: World,
): { mails: PlannedMail[]; overCapDates: string[] } {
  if (dailyCap === true) return cap(mails, outside, world);
  return { mails: dailyCap === false ? mails : placeCapped(mails, dailyCap), overCapDates: [] };
}

/** Everything about one contact before the mails of all contacts are looked at together. */
function planContact(contact: Contact, world: World): { mails: PlannedMail[]; issues: string[] } {
  const issues = [...contact.issues];
  if (!contact.eligible || !isId(contact.id)) return { mails: [], issues };

  const person: Person = { contact, exclusion: exclusionOf(contact, world) };
  if (person.exclusion.anchorMissing) issues.push('window_anchor_missing');
  const rows = world.tables.email_schedules.filter((candidate) => candidate.contact_id === contact.id);
  const events = eventsOf(person, world);
  issues.push(...events.issues);

  const closed = events.mails.filter((mail) => isClosed(mail, rows, world));
  const open = events.mails.filter((mail) => !closed.includes(mail));
  const postWindow = postWindowMails(person, open, closed, rows, world).filter(
    (mail) => !isClosed(mail, rows, world),
  );

  const mails: PlannedMail[] = [];
  for (const mail of [...claimRows(open, rows, world), ...claimRows(postWindow, rows, world)]) {
    const verdict = place(mail, world);
    if (verdict !== 'no_row' && verdict !== 'over') mails.push({ ...mail, verdict });
  }
  const followUp = followUpOf(person, rows, world);
  if (followUp !== null) mails.push(followUp);
  return { mails, issues };
}

/** Spec 2.5: the rows that carry no mail of this run. Those in neither list are deleted. */
function leftOver(mails: PlannedMail[], world: World): { outside: ScheduleRow[]; untouched: ScheduleRow[] } {
  const carriers = new Set(mails.map((mail) => mail.row));
  const outside: ScheduleRow[] = [];
  const untouched: ScheduleRow[] = [];
  for (const row of world.tables.email_schedules) {
    if (carriers.has(row)) continue;
    if (!isOwned(row, world)) {
      untouched.push(row);
    } else if (sendDayOf(row) < world.today) {
      untouched.push(
        row.status === 'pre-scheduled' ? { ...row, status: 'skipped', skip_reason: 'missed' } : row,
      );
    } else if ((readDate(row.ideal_send_date) ?? -Infinity) > world.horizon) {
      outside.push(row);
      untouched.push(row);
    }
  }
  return { outside, untouched };
}

function asResultRow(row: ScheduleRow): ResultRow {
  const { actual_send_datetime: _, ...columns } = row;
  return columns;
}

function resultRowOf(mail: PlannedMail, world: World): ResultRow {
  const columns: PlannedColumns = {
    contact_id: mail.contact.id,
    email_type: mail.emailType,
    event_date: formatDay(mail.eventDate),
    ideal_send_date: formatDay(mail.ideal),
    scheduled_send_date: formatDay(mail.verdict.date),
    scheduled_send_time: `${world.config.send_time}:00`,
    status: mail.verdict.status,
    skip_reason: mail.verdict.skipReason,
    adjustment: mail.verdict.adjustment,
    priority: mail.priority,
    campaign_instance_id: mail.instanceId,
    target_id: mail.targetId,
    parent_email_id: mail.parentId,
    email_template: mail.emailTemplate,
    sms_template: mail.smsTemplate,
  };
  return { id: mail.row?.id ?? null, ...columns };
}
