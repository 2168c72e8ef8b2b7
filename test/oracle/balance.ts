import { type Day, floorOfProduct, formatDay, readDate } from './calendar.ts';
import { keyOfMail, type PlannedMail, type Verdict } from './mail.ts';
import type { ScheduleRow } from './oracle-case.ts';
import { hashOf, permittedDates } from './placement.ts';
import { goesOut, isForeign, sendDayOf, wentOutOn } from './rows.ts';
import type { World } from './world.ts';

/** Spec 2.6, "over all contacts": effective-date smoothing and the daily cap. */

/** cap = max(1, floor(`daily_send_percentage_cap` x all contacts)). */
export function dailyCap(world: World): number {
  const { daily_send_percentage_cap } = world.config.load_balancing;
  return Math.max(1, floorOfProduct(daily_send_percentage_cap, world.tables.contacts.length));
}

/** How many mails a date may hold before it gives any up. */
export function dailyThreshold(world: World): number {
  return floorOfProduct(dailyCap(world), world.config.load_balancing.overage_threshold);
}

export function smooth(mails: PlannedMail[], world: World): PlannedMail[] {
  const { load_balancing } = world.config;
  const share = floorOfProduct(dailyCap(world), load_balancing.ed_percentage_of_daily_cap);
  const limit = Math.max(1, Math.min(load_balancing.ed_daily_soft_limit, share));
  const isSmoothable = (mail: PlannedMail): boolean =>
    mail.kind === 'effective_date' && mail.verdict.status === 'pre-scheduled' && mail.ideal >= world.earliest;
  const isSticky = (mail: PlannedMail): boolean => mail.verdict.rule === 4;

  return mails.map((mail) => {
    if (!isSmoothable(mail) || isSticky(mail)) return mail;
    const sharing = mails.filter((other) => isSmoothable(other) && other.ideal === mail.ideal);
    const foreign = world.readings.smoothingForeign === 'counted' ? foreignOf(mail, world) : 0;
    return sharing.length + foreign > limit ? moveTo(mail, smoothedDate(mail, world), 'smoothed') : mail;
  });
}

/** Foreign effective-date rows that go out and have the ideal date of a mail. */
function foreignOf(mail: PlannedMail, world: World): number {
  return world.tables.email_schedules.filter(
    (row) =>
      row.email_type === 'effective_date' &&
      isForeign(row, world) &&
      goesOut(row) &&
      readDate(row.ideal_send_date) === mail.ideal,
  ).length;
}

function smoothedDate(mail: PlannedMail, world: World): Day {
  const width = world.config.load_balancing.ed_smoothing_window_days;
  const first = mail.ideal - Math.floor(width / 2);
  const dates = permittedDates(mail, first, first + width - 1).filter(
    (day) => day >= world.earliest && day <= mail.hi,
  );
  return dates[hashOf(mail) % dates.length] ?? mail.verdict.date;
}

function moveTo(mail: PlannedMail, date: Day, adjustment: string): PlannedMail {
  const verdict: Verdict = { ...mail.verdict, date, adjustment: date === mail.ideal ? null : adjustment };
  return { ...mail, verdict };
}

/** How many mails each date holds: planned ones, foreign rows that go out, and rows outside this run. */
export function mailsByDate(mails: PlannedMail[], outside: ScheduleRow[], world: World): Map<Day, number> {
  const counts = new Map<Day, number>();
  const add = (day: Day): void => void counts.set(day, (counts.get(day) ?? 0) + 1);
  for (const mail of mails) if (mail.verdict.status === 'pre-scheduled') add(mail.verdict.date);
  for (const row of world.tables.email_schedules) {
    if (!isForeign(row, world) || !goesOut(row)) continue;
    const day =
      world.readings.capForeignDate === 'went_out'
        ? wentOutOn(row, world)
        : readDate(row.scheduled_send_date);
    if (day !== null) add(day);
  }
  for (const row of outside) if (isOccupying(row)) add(sendDayOf(row));
  return counts;
}

/** Whether a row outside this run takes a place on its date. */
export function isOccupying(row: ScheduleRow): boolean {
  return row.status === 'pre-scheduled';
}

/** The daily cap. Ties go to the lowest contact id, then the order of the plan. */
export function cap(
  mails: PlannedMail[],
  outside: ScheduleRow[],
  world: World,
): { mails: PlannedMail[]; overCapDates: string[] } {
  const planned = [...mails];
  const capacity = dailyCap(world);
  const threshold = dailyThreshold(world);
  const counts = mailsByDate(planned, outside, world);
  const countOf = (day: Day): number => counts.get(day) ?? 0;
  const days = (): Day[] => [...counts.keys()].filter((day) => day >= world.earliest).sort((a, b) => a - b);
  const isOver = (day: Day): boolean => countOf(day) > threshold;

  let hasMoved = true;
  while (hasMoved) {
    hasMoved = false;
    for (let day = world.earliest; day <= (days().at(-1) ?? 0); day += 1) {
      if (!isOver(day)) continue;
      for (const index of inOrderOfGivingUp(planned, day)) {
        const mail = planned[index];
        if (mail === undefined || countOf(day) <= capacity) continue;
        const later = permittedDates(mail, day + 1, mail.hi);
        const free = later.find((date) => countOf(date) < capacity);
        const emptiest = [...later].sort((a, b) => countOf(a) - countOf(b) || a - b)[0];
        const date =
          free ?? (emptiest !== undefined && countOf(emptiest) + 1 < countOf(day) ? emptiest : undefined);
        if (date === undefined) continue;
        planned[index] = moveTo(mail, date, 'capped');
        counts.set(day, countOf(day) - 1);
        counts.set(date, countOf(date) + 1);
        hasMoved = true;
      }
    }
  }
  return { mails: planned, overCapDates: days().filter(isOver).map(formatDay) };
}

/** The places in the plan of the mails of a date: the highest priority number first. */
function inOrderOfGivingUp(mails: PlannedMail[], day: Day): number[] {
  return mails
    .map((mail, index) => ({ mail, index }))
    .filter(({ mail }) => mail.verdict.status === 'pre-scheduled' && mail.verdict.date === day)
    .sort(
      (a, b) =>
        b.mail.priority - a.mail.priority || a.mail.contact.id - b.mail.contact.id || a.index - b.index,
    )
    .map(({ index }) => index);
}

/** The daily cap as another implementation has found it: the dates of mails, by {@link keyOfMail}. */
export function placeCapped(mails: PlannedMail[], dates: ReadonlyMap<string, string>): PlannedMail[] {
  return mails.map((mail) => {
    const date = readDate(dates.get(keyOfMail(mail)));
    return date === null || date === mail.verdict.date ? mail : moveTo(mail, date, 'capped');
  });
}
