import { type Day, parseRowDay, partsOf } from './calendar.ts';
import {
  aepMail,
  anniversariesOf,
  birthdayMail,
  effectiveDateMail,
  type Person,
  postWindowMail,
  yearsOfAep,
} from './events.ts';
import { contains, isEndless, type Span } from './exclusion.ts';
import type { Mail } from './mail.ts';
import type { ScheduleRow } from './oracle-case.ts';
import { isSkippedByRule1, isSuppressed } from './placement.ts';
import { distance, isClosed, isFollowUp, isForeign, isOwned, rowsOfIdentity } from './rows.ts';
import type { World } from './world.ts';

/**
 * Spec 2.7: the post-window mails of a contact, earliest first.
 *
 * @param open the contact's other mails of this run: those that no foreign row closes
 * @param closed those that a foreign row closes
 */
export function postWindowMails(
  person: Person,
  open: Mail[],
  closed: Mail[],
  rows: ScheduleRow[],
  world: World,
): Mail[] {
  const { exclusion } = person;
  if (!world.config.post_window.enabled || !exclusion.known) return [];
  if (exclusion.yearRound.length > 0 && world.readings.yearRoundOfPeriod === 'no_post_window') return [];
  const mails = world.readings.heldUpClosed === 'counts' ? [...open, ...closed] : open;
  return exclusion.windows
    .filter((window) => !isEndless(window, world))
    .filter((window) => isPostWindowDatePossible(person, window.end + 1, world))
    .filter(
      (window) =>
        mails.some((mail) => isHeldUp(mail, window, world)) ||
        rows.some((row) => isSkippedForWindow(row, window, world) && isCounted(row, open, world)) ||
        isHeldUpInAnotherYear(person, window, rows, world) ||
        rows.some((row) => isOwnRow(row, window.end + 1, world)),
    )
    .map((window) => postWindowMail(person, window.end + 1, world));
}

function isPostWindowDatePossible(person: Person, eventDate: Day, world: World): boolean {
  if (eventDate + world.config.timing.post_window_grace_days < world.earliest) return false;
  return !person.exclusion.age76.some((span) => contains(span, eventDate));
}

/** The first condition: a mail of this run has its ideal date in the window. */
function isHeldUp(mail: Mail, window: Span, world: World): boolean {
  const { heldUpSuppressed, heldUpOver } = world.readings;
  if (heldUpSuppressed === 'does_not_count' && isSuppressed(mail, world)) return false;
  if (heldUpOver === 'does_not_count' && mail.lo > mail.hi) return false;
  return (
    mail.respectsWindows && !isSkippedByRule1(mail) && contains(window, mail.ideal) && mail.hi >= world.today
  );
}

/** The second: a row says that a mail was withheld in the past. */
function isSkippedForWindow(row: ScheduleRow, window: Span, world: World): boolean {
  return (
    isOwned(row, world) &&
    parseRowDay(row.scheduled_send_date) < world.today &&
    row.status === 'skipped' &&
    row.skip_reason === 'exclusion_window' &&
    !isFollowUp(row) &&
    row.email_type !== 'post_window' &&
    contains(window, parseRowDay(row.ideal_send_date))
  );
}

function isCounted(row: ScheduleRow, open: Mail[], world: World): boolean {
  return world.readings.skippedRowClaimed === 'counts' || !open.some((mail) => mail.row === row);
}

/** The third: today is in the window, and a yearly mail of another year had its ideal date in it before today. */
function isHeldUpInAnotherYear(person: Person, window: Span, rows: ScheduleRow[], world: World): boolean {
  if (!contains(window, world.today)) return false;
  return yearlyMails(person, world).some(
    (mail) =>
      contains(window, mail.ideal) &&
      mail.ideal < world.today &&
      !rowsOfIdentity(mail, rows, world).some((row) => isForeign(row, world)),
  );
}

/** The birthday, effective-date and AEP mails of every year that can matter. */
function yearlyMails(person: Person, world: World): Mail[] {
  const { birthDate, effectiveDate } = person.contact;
  const lastYear = partsOf(world.today).year + 2;
  return [
    ...anniversariesOf(birthDate, lastYear).map((day) => birthdayMail(person, day, world)),
    ...anniversariesOf(effectiveDate, lastYear).map((day) => effectiveDateMail(person, day, world)),
    ...yearsOfAep(world).map((year) => aepMail(person, year, world)),
  ];
}

/** The fourth: the event has been planned before. */
function isOwnRow(row: ScheduleRow, eventDate: Day, world: World): boolean {
  return isOwned(row, world) && row.email_type === 'post_window' && parseRowDay(row.event_date) === eventDate;
}

/**
 * Which rows the post-window mails claim. Foreign rows close every event within reach; of the owned ones each carries
 * one event, and the nearest pairs find each other first.
 */
export function claimPostWindowRows(mails: Mail[], rows: ScheduleRow[], world: World): Mail[] {
  const closed = mails.filter(
    (mail) => isClosed(mail, rows, world) && isNearestOfItsForeignRow(mail, mails, rows, world),
  );
  const open = mails.filter((mail) => !closed.includes(mail));
  const pairs = open
    .flatMap((mail) => rowsOfIdentity(mail, rows, world).map((row) => ({ mail, row })))
    .sort((a, b) => distance(a.row, a.mail) - distance(b.row, b.mail) || a.mail.eventDate - b.mail.eventDate);
  if (world.readings.postWindowClaims === 'in_order_of_e')
    pairs.sort((a, b) => a.mail.eventDate - b.mail.eventDate);
  const taken = new Set<ScheduleRow>();
  const carriers = new Map<Mail, ScheduleRow>();
  for (const { mail, row } of pairs) {
    if (carriers.has(mail) || taken.has(row)) continue;
    carriers.set(mail, row);
    taken.add(row);
  }
  return open.map((mail) => ({ ...mail, row: carriers.get(mail) ?? null }));
}

function isNearestOfItsForeignRow(mail: Mail, mails: Mail[], rows: ScheduleRow[], world: World): boolean {
  if (world.readings.postWindowClosing === 'every_event_in_reach') return true;
  return rowsOfIdentity(mail, rows, world)
    .filter((row) => isForeign(row, world))
    .some((row) => mails.every((other) => distance(row, mail) <= distance(row, other)));
}
