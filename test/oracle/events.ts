import { anniversary, type Day, dayOf, fnv1a, nextAnniversary, partsOf } from './calendar.ts';
import { campaignMails } from './campaigns.ts';
import type { Contact } from './contact.ts';
import type { Exclusion } from './exclusion.ts';
import type { Mail } from './mail.ts';
import type { World } from './world.ts';

/** A contact with what the rules say about it. */
export interface Person {
  contact: Contact;
  exclusion: Exclusion;
}

/** Spec 2.4, without post-window mails and follow-ups. */
export function eventsOf(person: Person, world: World): { mails: Mail[]; issues: string[] } {
  const mails: Mail[] = [];
  const { birthDate, effectiveDate } = person.contact;
  if (birthDate !== null) mails.push(birthdayMail(person, nextAnniversary(birthDate, world.today), world));
  if (effectiveDate !== null)
    mails.push(effectiveDateMail(person, nextAnniversary(effectiveDate, world.today), world));
  const aepYear = yearOfAep(world);
  if (aepYear !== undefined) mails.push(aepMail(person, aepYear, world));
  const campaigns = campaignMails(person, world);
  mails.push(...campaigns.mails);
  return {
    mails: mails.filter((mail) => mail.ideal <= world.horizon),
    issues: campaigns.issues,
  };
}

export function birthdayMail(person: Person, eventDate: Day, world: World): Mail {
  const ideal = eventDate - world.config.timing.birthday_email_days_before;
  return regularMail(person, 'birthday', eventDate, ideal, eventDate, world);
}

export function effectiveDateMail(person: Person, eventDate: Day, world: World): Mail {
  const ideal = eventDate - world.config.timing.effective_date_days_before;
  return regularMail(person, 'effective_date', eventDate, ideal, eventDate, world);
}

export function aepMail(person: Person, year: number, world: World): Mail {
  const { dates } = world.config.aep;
  const date = dates[fnv1a(`${person.contact.id}-aep-${year}`) % dates.length];
  if (date === undefined) throw new Error('aep.dates is empty');
  const eventDate = dateInYear(date, year);
  return regularMail(person, 'aep', eventDate, eventDate, lastSendOf(year, world), world);
}

export function postWindowMail(person: Person, eventDate: Day, world: World): Mail {
  const hi = eventDate + world.config.timing.post_window_grace_days;
  return regularMail(person, 'post_window', eventDate, eventDate, hi, world);
}

/** The first configured year whose `last_send` date is not past. */
export function yearOfAep(world: World): number | undefined {
  return yearsOfAep(world).find((year) => lastSendOf(year, world) >= world.today);
}

/** The configured years of AEP, earliest first; `every` is all years that can matter. */
export function yearsOfAep(world: World): number[] {
  const { years } = world.config.aep;
  if (years !== 'every') return [...years].sort((a, b) => a - b);
  const thisYear = partsOf(world.today).year;
  return Array.from({ length: 12 }, (_, index) => thisYear - 10 + index);
}

function lastSendOf(year: number, world: World): Day {
  return dateInYear(world.config.aep.last_send, year);
}

function dateInYear(date: { month: number; day: number }, year: number): Day {
  return dayOf(year, date.month, date.day) ?? (dayOf(year, 2, 28) as Day);
}

type RegularKind = 'birthday' | 'effective_date' | 'aep' | 'post_window';

function regularMail(
  person: Person,
  kind: RegularKind,
  eventDate: Day,
  ideal: Day,
  hi: Day,
  world: World,
): Mail {
  const template = world.config.templates[kind];
  return {
    ...person,
    kind,
    emailType: kind,
    eventDate,
    ideal,
    earliest: world.earliest,
    lo: world.earliest,
    hi,
    priority: world.config.priorities[kind],
    instanceId: null,
    targetId: null,
    otherTargetIds: [],
    parentId: null,
    emailTemplate: template?.email ?? null,
    smsTemplate: person.contact.hasPhone ? (template?.sms ?? null) : null,
    respectsWindows: true,
    isTransactional: false,
    activeStart: null,
    activeEnd: null,
    row: null,
  };
}

/** The anniversaries of every year after the date's own up to `lastYear`; none of an absent date. */
export function anniversariesOf(date: Day | null, lastYear: number): Day[] {
  const days: Day[] = [];
  if (date === null) return days;
  for (let year = partsOf(date).year + 1; year <= lastYear; year += 1) days.push(anniversary(date, year));
  return days;
}
