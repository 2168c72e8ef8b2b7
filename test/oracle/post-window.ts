import { type Day, nextAnniversary, partsOf, readDate } from './calendar.ts';
import {
  aepMail,
  anniversariesOf,
  birthdayMail,
  effectiveDateMail,
  type Person,
  postWindowMail,
  yearOfAep,
  yearsOfAep,
} from './events.ts';
import { contains, isEndless, type Span } from './exclusion.ts';
import type { Mail } from './mail.ts';
import type { ScheduleRow } from './oracle-case.ts';
import { isSkippedByRule1, isSuppressed } from './placement.ts';
import { eventDayOf, isFollowUp, isForeign, isOwned, rowsOfIdentity, sendDayOf } from './rows.ts';
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
        rows.some((row) => isSkippedForWindow(row, window, world)) ||
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
  if (world.readings.heldUpSuppressed === 'does_not_count' && isSuppressed(mail)) return false;
  return (
    mail.respectsWindows && !isSkippedByRule1(mail) && contains(window, mail.ideal) && mail.hi >= world.today
  );
}

/** The second: a row says that a mail was withheld in the past. */
function isSkippedForWindow(row: ScheduleRow, window: Span, world: World): boolean {
  return (
    isOwned(row, world) &&
    sendDayOf(row) < world.today &&
    row.status === 'skipped' &&
    row.skip_reason === 'exclusion_window' &&
    !isFollowUp(row) &&
    row.email_type !== 'post_window' &&
    contains(window, readDate(row.ideal_send_date) ?? Number.NaN)
  );
}

/** The third: today is in the window, and a yearly mail of another year had its ideal date in it before today. */
function isHeldUpInAnotherYear(person: Person, window: Span, rows: ScheduleRow[], world: World): boolean {
  if (!contains(window, world.today)) return false;
  return mailsOfOtherYears(person, world).some(
    (mail) =>
      contains(window, mail.ideal) &&
      mail.ideal < world.today &&
      !rowsOfIdentity(mail, rows, world).some((row) => isForeign(row, world)),
  );
}

/** The birthday, effective-date and AEP mails of every year that can matter, but for this run's own. */
function mailsOfOtherYears(person: Person, world: World): Mail[] {
  const { birthDate, effectiveDate } = person.contact;
  const lastYear = partsOf(world.today).year + 2;
  const others = (date: Day | null): Day[] =>
    anniversariesOf(date, lastYear).filter(
      (day) => date === null || day !== nextAnniversary(date, world.today),
    );
  const ownYear = yearOfAep(world);
  return [
    ...others(birthDate).map((day) => birthdayMail(person, day, world)),
    ...others(effectiveDate).map((day) => effectiveDateMail(person, day, world)),
    ...yearsOfAep(world)
      .filter((year) => year !== ownYear)
      .map((year) => aepMail(person, year, world)),
  ];
}

/** The fourth: the event has been planned before. */
function isOwnRow(row: ScheduleRow, eventDate: Day, world: World): boolean {
  return isOwned(row, world) && row.email_type === 'post_window' && eventDayOf(row) === eventDate;
}
