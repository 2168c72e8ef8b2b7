import { type Day, fnv1a, partsOf, readDate } from './calendar.ts';
import type { Mail, Verdict } from './mail.ts';
import { sendDayOf } from './rows.ts';
import type { World } from './world.ts';

/** Spec 2.6, rules 1 to 6. `no_row`: skipped, but no row is made for it. `over`: the event is over. */
export function place(mail: Mail, world: World): Verdict | 'no_row' | 'over' {
  if (mail.hi < world.today) return 'over';
  // 1
  if (isEnded(mail)) return skipAtIdeal(mail, 1, 'campaign_ended', world);
  if (isWithoutTemplate(mail)) return skipAtIdeal(mail, 1, 'template_missing', world);
  // 2
  if (isSuppressed(mail)) return skipAtIdeal(mail, 2, 'suppressed', world);
  if (mail.respectsWindows && !mail.exclusion.known) return skipAtIdeal(mail, 2, 'window_unknown', world);
  // 3
  if (isExcluded(mail, mail.ideal)) return skipAtIdeal(mail, 3, 'exclusion_window', world);
  // 4
  const sticky = placeSticky(mail, world);
  if (sticky !== null) return sticky;
  // 5
  if (mail.ideal >= mail.lo) {
    return { status: 'pre-scheduled', skipReason: null, date: mail.ideal, adjustment: null, rule: 5 };
  }
  // 6
  return mail.lo > mail.hi ? 'over' : catchUp(mail, world);
}

/** Rule 1: the two ways in which a mail has nothing to send. */
export function isSkippedByRule1(mail: Mail): boolean {
  return isEnded(mail) || isWithoutTemplate(mail);
}

function isEnded(mail: Mail): boolean {
  return mail.kind === 'campaign' && mail.activeEnd !== null && mail.ideal > mail.activeEnd;
}

/** Neither an email nor, for this contact, an SMS template. */
export function isWithoutTemplate(mail: Mail): boolean {
  return mail.emailTemplate === null && mail.smsTemplate === null;
}

/** Rule 2; a transactional mail also reaches contacts whose only reason is `unsubscribed`. */
export function isSuppressed(mail: Mail): boolean {
  const reasons = mail.contact.suppressionReasons;
  if (reasons.length === 0) return false;
  if (!mail.isTransactional) return true;
  return reasons.some((reason) => reason !== 'unsubscribed');
}

export function isExcluded(mail: Mail, day: Day): boolean {
  return mail.respectsWindows && mail.exclusion.isExcluded(day);
}

/** Rows of 1 to 3: the ideal date; if that is past the row's own date; without a row nothing. */
function skipAtIdeal(mail: Mail, rule: 1 | 2 | 3, skipReason: string, world: World): Verdict | 'no_row' {
  const skipped = { status: 'skipped', skipReason, adjustment: null, rule } as const;
  if (mail.ideal >= world.today) return { ...skipped, date: mail.ideal };
  if (mail.row !== null) return { ...skipped, date: sendDayOf(mail.row) };
  return 'no_row';
}

/** Rule 4: the row keeps its send date. */
export function placeSticky(mail: Mail, world: World): Verdict | null {
  const { row } = mail;
  if (row === null) return null;
  const date = sendDayOf(row);
  const from = row.status === 'skipped' ? world.earliest : world.today;
  if (readDate(row.ideal_send_date) !== mail.ideal) return null;
  if (date < from || date > mail.hi || isExcluded(mail, date)) return null;
  if (mail.activeStart !== null && date < mail.activeStart) return null;
  return { status: 'pre-scheduled', skipReason: null, date, adjustment: row.adjustment, rule: 4 };
}

/** Rule 6. */
function catchUp(mail: Mail, world: World): Verdict {
  const spread = world.config.load_balancing.catch_up_spread_days;
  const near = permittedDates(mail, mail.lo, Math.min(mail.hi, mail.lo + spread - 1));
  const date = near[hashOf(mail) % near.length] ?? permittedDates(mail, mail.lo, mail.hi)[0];
  if (date === undefined) {
    return { status: 'skipped', skipReason: 'exclusion_window', date: mail.lo, adjustment: null, rule: 6 };
  }
  return { status: 'pre-scheduled', skipReason: null, date, adjustment: 'catch_up', rule: 6 };
}

/** h of rule 6. */
export function hashOf(mail: Mail): number {
  return fnv1a(`${mail.contact.id}-${mail.emailType}-${partsOf(mail.eventDate).year}`);
}

/** The dates from `first` to `last` that are not excluded for a mail. */
export function permittedDates(mail: Mail, first: Day, last: Day): Day[] {
  const dates: Day[] = [];
  for (let day = first; day <= last; day += 1) {
    if (!isExcluded(mail, day)) dates.push(day);
  }
  return dates;
}
