import { anniversary, type Day, dayOf, fnv1a, nextAnniversary, partsOf, readDate } from './calendar.ts';
import type { Contact } from './contact.ts';
import type { Exclusion } from './exclusion.ts';
import type { Mail } from './mail.ts';
import type { CampaignInstanceRow, CampaignTypeRow } from './oracle-case.ts';
import type { World } from './world.ts';

/** A contact with what the rules say about it. */
export interface Person {
  contact: Contact;
  exclusion: Exclusion;
}

/** Spec 2.4, without post-window mails and follow-ups. */
export function eventsOf(person: Person, world: World): { mails: Mail[]; triggerMissing: boolean } {
  const mails: Mail[] = [];
  const { birthDate, effectiveDate } = person.contact;
  if (birthDate !== null) mails.push(birthdayMail(person, nextAnniversary(birthDate, world.today), world));
  if (effectiveDate !== null)
    mails.push(effectiveDateMail(person, nextAnniversary(effectiveDate, world.today), world));
  const aepYear = yearsOfAep(world).find((year) => lastSendOf(year, world) >= world.today);
  if (aepYear !== undefined) mails.push(aepMail(person, aepYear, world));
  const campaigns = campaignMails(person, world);
  mails.push(...campaigns.mails);
  return {
    mails: mails.filter((mail) => mail.ideal <= world.horizon),
    triggerMissing: campaigns.triggerMissing,
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

/** What an instance may override, and the type's own values where it does not. */
export interface Behaviour {
  respectsWindows: boolean;
  enablesFollowUps: boolean;
  daysBeforeEvent: number;
  priority: number;
  triggerDate: Day | null;
  followUpEmailTemplate: string | null;
  followUpSmsTemplate: string | null;
}

export function behaviourOf(
  instance: CampaignInstanceRow | null,
  type: CampaignTypeRow | null,
  world: World,
): Behaviour {
  const metadata = readMetadata(instance?.metadata ?? null);
  const flag = (name: string): boolean | null => readFlag(metadata[name], world);
  const integer = (name: string): number | null => readInteger(metadata[name], world);
  return {
    respectsWindows: flag('respect_exclusion_windows') ?? Boolean(type?.respect_exclusion_windows),
    enablesFollowUps: flag('enable_followups') ?? Boolean(type?.enable_followups),
    daysBeforeEvent: integer('days_before_event') ?? type?.days_before_event ?? 0,
    priority: integer('priority') ?? type?.priority ?? 0,
    triggerDate: readDate(metadata.trigger_date),
    followUpEmailTemplate: textOrNull(metadata.followup_email_template),
    followUpSmsTemplate: textOrNull(metadata.followup_sms_template),
  };
}

/** Malformed JSON, and JSON that is not an object, overrides nothing. */
export function readMetadata(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A value of another type than the key's overrides nothing. */
function readFlag(value: unknown, world: World): boolean | null {
  if (world.readings.metadataTypes === 'lenient' && (value === 0 || value === 1)) return value === 1;
  return typeof value === 'boolean' ? value : null;
}

function readInteger(value: unknown, world: World): number | null {
  if (world.readings.metadataTypes === 'lenient' && typeof value === 'string' && /^-?\d+$/.test(value))
    return Number(value);
  return Number.isInteger(value) ? Number(value) : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function campaignMails(person: Person, world: World): { mails: Mail[]; triggerMissing: boolean } {
  const mails: Mail[] = [];
  let triggerMissing = false;
  for (const instance of world.tables.campaign_instances) {
    const type = world.campaignTypes.get(instance.campaign_type);
    if (type === undefined || !type.active || !isLive(instance, world)) continue;
    const behaviour = behaviourOf(instance, type, world);
    const targetIds = new Map<Day, (number | null)[]>();
    for (const target of enrolmentsOf(person.contact, instance, type, world)) {
      const eventDate =
        readDate(target.triggerDate) ?? behaviour.triggerDate ?? readDate(instance.active_start_date);
      if (eventDate !== null) targetIds.set(eventDate, [...(targetIds.get(eventDate) ?? []), target.id]);
      else if (target.id !== null || world.readings.triggerMissingOfAll === 'issue') triggerMissing = true;
    }
    for (const [eventDate, ids] of targetIds) {
      mails.push(campaignMail(person, instance, type, behaviour, eventDate, ids, world));
    }
  }
  return { mails, triggerMissing };
}

/** Not ended before today, and not starting after the horizon. */
function isLive(instance: CampaignInstanceRow, world: World): boolean {
  const start = readDate(instance.active_start_date);
  const end = readDate(instance.active_end_date);
  return (end === null || end >= world.today) && (start === null || start <= world.horizon);
}

/** The contact's targets of an instance, lowest id first; without any, the contact itself if all are reached. */
function enrolmentsOf(
  contact: Contact,
  instance: CampaignInstanceRow,
  type: CampaignTypeRow,
  world: World,
): { id: number | null; triggerDate: string | null }[] {
  const targets = world.tables.contact_campaigns
    .filter((target) => target.contact_id === contact.id && target.campaign_instance_id === instance.id)
    .sort((a, b) => a.id - b.id);
  if (targets.length > 0)
    return targets.map((target) => ({ id: target.id, triggerDate: target.trigger_date }));
  return type.target_all_contacts ? [{ id: null, triggerDate: null }] : [];
}

function campaignMail(
  person: Person,
  instance: CampaignInstanceRow,
  type: CampaignTypeRow,
  behaviour: Behaviour,
  eventDate: Day,
  targetIds: (number | null)[],
  world: World,
): Mail {
  const activeStart = readDate(instance.active_start_date);
  const activeEnd = readDate(instance.active_end_date);
  const ideal = eventDate - behaviour.daysBeforeEvent;
  const openHi =
    behaviour.daysBeforeEvent > 0
      ? eventDate
      : (activeEnd ?? ideal + world.config.load_balancing.catch_up_spread_days);
  return {
    ...person,
    kind: 'campaign',
    emailType: `campaign_${type.name}`,
    eventDate,
    ideal,
    lo: Math.max(world.earliest, activeStart ?? -Infinity),
    hi: Math.min(openHi, activeEnd ?? Infinity),
    priority: behaviour.priority,
    instanceId: instance.id,
    targetId: targetIds[0] ?? null,
    otherTargetIds: targetIds.slice(1),
    parentId: null,
    emailTemplate: textOrNull(instance.email_template),
    smsTemplate: person.contact.hasPhone ? textOrNull(instance.sms_template) : null,
    respectsWindows: behaviour.respectsWindows,
    isTransactional: Boolean(type.transactional),
    activeStart,
    activeEnd,
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
