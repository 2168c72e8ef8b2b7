import { isOccupying } from './balance.ts';
import type { Day } from './calendar.ts';
import { isDue, type PlannedMail } from './mail.ts';
import type { ScheduleRow } from './oracle-case.ts';
import {
  goesOut,
  isCampaign,
  isFollowUp,
  isForeign,
  isTransactionalRow,
  sendDayOf,
  wentOutOn,
} from './rows.ts';
import type { World } from './world.ts';

/** Spec 2.6, per contact again: campaign conflict and frequency limit. */

/** Foreign rows of a contact that went or go out. */
function foreignRowsOf(contactId: number, world: World): ScheduleRow[] {
  return world.tables.email_schedules.filter(
    (row) => row.contact_id === contactId && isForeign(row, world) && goesOut(row),
  );
}

export function settleConflicts(mails: PlannedMail[], world: World): PlannedMail[] {
  return mails.map((mail) => {
    if (!takesPartInConflict(mail)) return mail;
    const { date } = mail.verdict;
    const rivals = mails.filter(
      (other) =>
        takesPartInConflict(other) && other.contact.id === mail.contact.id && other.verdict.date === date,
    );
    const winner = [...rivals].sort(inOrderOfWinning)[0];
    const foreign = foreignRowsOf(mail.contact.id, world).some(
      (row) =>
        isCampaign(row) &&
        wentOutOn(row, world) === date &&
        (world.readings.conflictForeignTransactional === 'wins' || !isTransactionalRow(row, world)),
    );
    return winner === mail && !foreign ? mail : skip(mail, 'campaign_conflict');
  });
}

/** A mail that is due is dated before earliest: neither loses it nor does anything else lose to it. */
function takesPartInConflict(mail: PlannedMail): boolean {
  return (
    mail.kind === 'campaign' &&
    !mail.isTransactional &&
    mail.verdict.status === 'pre-scheduled' &&
    !isDue(mail)
  );
}

function inOrderOfWinning(a: PlannedMail, b: PlannedMail): number {
  return a.priority - b.priority || (a.instanceId ?? 0) - (b.instanceId ?? 0) || a.eventDate - b.eventDate;
}

function skip(mail: PlannedMail, skipReason: string): PlannedMail {
  return { ...mail, verdict: { ...mail.verdict, status: 'skipped', skipReason } };
}

export function limitFrequency(mails: PlannedMail[], outside: ScheduleRow[], world: World): PlannedMail[] {
  const keptByContact = new Map<number, Day[]>();
  const verdicts = new Map<PlannedMail, PlannedMail>();
  for (const mail of mails.filter((one) => isCounted(one) && !isDue(one)).sort(inOrderOfKeeping)) {
    const kept = keptByContact.get(mail.contact.id) ?? daysTaken(mail.contact.id, mails, outside, world);
    keptByContact.set(mail.contact.id, kept);
    if (hasRoom(mail.verdict.date, kept, world)) kept.push(mail.verdict.date);
    else verdicts.set(mail, skip(mail, 'frequency_limit'));
  }
  return mails.map((mail) => verdicts.get(mail) ?? mail);
}

function isCounted(mail: PlannedMail): boolean {
  return mail.verdict.status === 'pre-scheduled' && mail.kind !== 'followup' && !mail.isTransactional;
}

function inOrderOfKeeping(a: PlannedMail, b: PlannedMail): number {
  return (
    a.priority - b.priority ||
    a.verdict.date - b.verdict.date ||
    (a.emailType < b.emailType ? -1 : Number(a.emailType > b.emailType)) ||
    (a.instanceId ?? 0) - (b.instanceId ?? 0) ||
    a.eventDate - b.eventDate
  );
}

/** The dates of foreign rows, of mails that are due, and of rows outside this run. */
function daysTaken(contactId: number, mails: PlannedMail[], outside: ScheduleRow[], world: World): Day[] {
  const { frequencyForeignTransactional, frequencyForeignFollowUps } = world.readings;
  const isRowCounted = (row: ScheduleRow): boolean =>
    (!isTransactionalRow(row, world) || frequencyForeignTransactional === 'counted') &&
    (!isFollowUp(row) || frequencyForeignFollowUps === 'counted');
  const foreign = foreignRowsOf(contactId, world)
    .filter(isRowCounted)
    .flatMap((row) => wentOutOn(row, world) ?? []);
  const due = mails
    .filter((mail) => mail.contact.id === contactId && isCounted(mail) && isDue(mail))
    .map(({ verdict }) => verdict.date);
  const ownedOutside = outside
    .filter((row) => row.contact_id === contactId && isRowCounted(row) && isOccupying(row))
    .map(sendDayOf);
  return [...foreign, ...due, ...ownedOutside];
}

/** Whether every `period_days` consecutive dates around a date have room for one more. */
function hasRoom(day: Day, kept: Day[], world: World): boolean {
  const { max_emails_per_period: limit, period_days: period } = world.config.frequency;
  const lastFirst = world.readings.frequencyWindow === 'only_before' ? day - period + 1 : day;
  for (let first = day - period + 1; first <= lastFirst; first += 1) {
    const others = kept.filter((other) => first <= other && other <= first + period - 1).length;
    if (others + 1 > limit) return false;
  }
  return true;
}
