import { localDateTime, parseRowDay, readBareDate, readDate, readInstant } from './calendar.ts';
import { readCampaign } from './campaign-instance.ts';
import type { Person } from './events.ts';
import type { Mail, PlannedMail, Verdict } from './mail.ts';
import type { ContactEventRow, ScheduleRow } from './oracle-case.ts';
import { isExcluded, isSuppressed, isWithoutTemplate, placeSticky } from './placement.ts';
import {
  enablesFollowUps,
  eventDayOf,
  hasFailed,
  isCampaign,
  isFollowUp,
  isForeign,
  isOwned,
  isSent,
  sendDayOf,
  wentOutOn,
} from './rows.ts';
import { isAbsent } from './text.ts';
import type { World } from './world.ts';

/** A row that may be followed up, and when it went out. */
interface InitialRow {
  row: ScheduleRow;
  wentOut: number;
}

/**
 * Spec 2.8: the one follow-up of a contact, placed; null if there is none. First come initial rows whose pre-scheduled
 * follow-up stays pre-scheduled, then those that went out lately and have no follow-up dated before today.
 */
export function followUpOf(person: Person, rows: ScheduleRow[], world: World): PlannedMail | null {
  const initialRows = rows
    .flatMap((row): InitialRow[] => {
      const wentOut = isInitial(row, world) ? wentOutOn(row, world) : null;
      return wentOut === null ? [] : [{ row, wentOut }];
    })
    .filter((initial) => mayBeFollowedUp(initial, rows, world))
    .sort((a, b) => b.wentOut - a.wentOut || b.row.id - a.row.id);

  for (const initial of initialRows) {
    const planned = planFollowUp(person, initial, rows, world);
    if (planned?.verdict.status === 'pre-scheduled' && planned.row?.status === 'pre-scheduled')
      return planned;
  }
  const next = initialRows.find(
    (initial) =>
      isRecent(initial, world) &&
      !followUpsOf(initial, rows).some(
        (row) => (readDate(row.scheduled_send_date) ?? world.today) < world.today,
      ),
  );
  return next === undefined ? null : planFollowUp(person, next, rows, world);
}

function planFollowUp(
  person: Person,
  initial: InitialRow,
  rows: ScheduleRow[],
  world: World,
): PlannedMail | null {
  const mail = followUpMail(person, initial, rows, world);
  const verdict = placeFollowUp(mail, world);
  return verdict === 'over' ? null : { ...mail, verdict };
}

function isRecent({ wentOut }: InitialRow, world: World): boolean {
  return world.today - world.config.timing.followup_lookback_days <= wentOut && wentOut <= world.today;
}

function mayBeFollowedUp(initial: InitialRow, rows: ScheduleRow[], world: World): boolean {
  const own = followUpsOf(initial, rows);
  const hasPreScheduled = own.some((row) => isOwned(row, world) && row.status === 'pre-scheduled');
  if (!isRecent(initial, world) && !hasPreScheduled) return false;
  if (own.some((row) => isForeign(row, world))) return false;
  if (!hasPreScheduled && own.some((row) => sendDayOf(row) < world.today)) return false;

  const barredFrom = initial.wentOut - world.config.timing.followup_lookback_days;
  return !rows.some(
    (row) =>
      isFollowUp(row) &&
      isForeign(row, world) &&
      !hasFailed(row) &&
      (wentOutOn(row, world) ?? -Infinity) >= barredFrom,
  );
}

function isInitial(row: ScheduleRow, world: World): boolean {
  if (!isSent(row)) return false;
  if (isCampaign(row)) return enablesFollowUps(row, world);
  return ['birthday', 'effective_date', 'aep', 'post_window'].includes(row.email_type);
}

function followUpsOf({ row: initial }: InitialRow, rows: ScheduleRow[]): ScheduleRow[] {
  return rows.filter((row) => isFollowUp(row) && row.parent_email_id === initial.id);
}

function followUpMail(person: Person, initialRow: InitialRow, rows: ScheduleRow[], world: World): Mail {
  const { row: initial, wentOut } = initialRow;
  const { timing, load_balancing, priorities, templates } = world.config;
  const emailType = kindOf(initial, world);
  const instance = world.campaignInstances.get(initial.campaign_instance_id ?? -1);
  const campaign = instance === undefined ? null : readCampaign(instance, world);
  const campaignPriority =
    world.readings.followUpPriority === 'current' && campaign !== null ? campaign.priority : initial.priority;
  const sms = campaign?.followUpSmsTemplate ?? templates[emailType]?.sms ?? null;
  return {
    ...person,
    kind: 'followup',
    emailType,
    eventDate: eventDayOf(initial) ?? wentOut,
    ideal: wentOut + timing.followup_delay_days,
    earliest: world.earliest,
    lo: world.earliest,
    hi: wentOut + timing.followup_lookback_days + load_balancing.catch_up_spread_days,
    priority: isCampaign(initial) ? campaignPriority : priorities.followup,
    instanceId: initial.campaign_instance_id,
    targetId: world.readings.followUpTarget === 'null' ? null : initial.target_id,
    otherTargetIds: [],
    parentId: initial.id,
    emailTemplate: campaign?.followUpEmailTemplate ?? templates[emailType]?.email ?? null,
    smsTemplate: person.contact.hasPhone ? sms : null,
    respectsWindows: true,
    isTransactional: false,
    activeStart: null,
    activeEnd: null,
    row: carrierOf(initialRow, rows, world),
  };
}

/** The owned follow-up of an initial row; if there are several, one that is pre-scheduled, then the lowest id. */
function carrierOf(initial: InitialRow, rows: ScheduleRow[], world: World): ScheduleRow | null {
  const rank = (row: ScheduleRow): number =>
    world.readings.followUpCarrier === 'pre_scheduled_first' ? Number(row.status === 'skipped') : 0;
  const owned = followUpsOf(initial, rows)
    .filter((row) => isOwned(row, world))
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  return owned[0] ?? null;
}

/** By what the contact did since the initial row went out. */
function kindOf(initial: ScheduleRow, world: World): string {
  const isSince = (text: string): boolean => happenedSince(text, initial, world);
  const answers = world.tables.contact_events.filter(
    (event) =>
      event.contact_id === initial.contact_id &&
      event.event_type === 'eligibility_answered' &&
      isSince(event.created_at),
  );
  if (answers.some(saysYes)) return 'followup_4_hq_with_yes';
  if (answers.length > 0) return 'followup_3_hq_no_yes';
  const hasClicked = world.tables.tracking_clicks.some(
    (click) => click.contact_id === initial.contact_id && isSince(click.clicked_at),
  );
  return hasClicked ? 'followup_2_clicked_no_hq' : 'followup_1_cold';
}

/** `true`, `"true"`, `"yes"`, `"1"` or 1; a count above 0, also as text. Metadata that cannot be read says nothing. */
function saysYes(event: ContactEventRow): boolean {
  let metadata: unknown;
  try {
    metadata = JSON.parse(event.metadata ?? '{}');
  } catch {
    return false;
  }
  if (typeof metadata !== 'object' || metadata === null) return false;
  const { has_medical_conditions, main_questions_yes_count } = metadata as Record<string, unknown>;
  return (
    [true, 'true', 'yes', '1', 1].includes(has_medical_conditions as string) ||
    isAboveZero(main_questions_yes_count)
  );
}

function isAboveZero(count: unknown): boolean {
  if (typeof count !== 'number' && (typeof count !== 'string' || isAbsent(count))) return false;
  return Number(count) > 0;
}

/** From `actual_send_datetime` on; without one from the send date on. */
function happenedSince(text: string, initial: ScheduleRow, world: World): boolean {
  const instant = readInstant(text);
  if (instant === null) return false;
  if (world.readings.behaviourUntil === 'now' && instant > world.now) return false;
  const local = localDateTime(instant, world.config.timezone);
  const wentOutDay = readBareDate(initial.actual_send_datetime);
  if (wentOutDay !== null) return local.day >= wentOutDay;
  const wentOutAt = readInstant(initial.actual_send_datetime);
  if (wentOutAt !== null) {
    return world.readings.behaviourWithActual === 'instant'
      ? instant >= wentOutAt
      : local.day >= (wentOutOn(initial, world) ?? Infinity);
  }
  const sendDay = parseRowDay(initial.scheduled_send_date);
  switch (world.readings.behaviourWithoutActual) {
    case 'local_date':
      return local.day >= sendDay;
    case 'utc_date':
      return localDateTime(instant, 'UTC').day >= sendDay;
    case 'local_send_time':
      return local.day > sendDay || (local.day === sendDay && local.timeOfDay >= initial.scheduled_send_time);
  }
}

/** Rule 1 (templates), rule 2, rule 4, then t; after hi it is over. */
function placeFollowUp(mail: Mail, world: World): Verdict | 'over' {
  const date = mail.ideal >= world.earliest ? mail.ideal : world.today + 1;
  const isOver = date > mail.hi;
  if (mail.hi < world.today) return 'over';
  if (world.readings.followUpOverFirst === 'over_first' && isOver && placeSticky(mail, world) === null)
    return 'over';

  const withheld = withholdFollowUp(mail);
  if (withheld !== null) {
    const kept = mail.row === null ? date : sendDayOf(mail.row);
    return { status: 'skipped', ...withheld, date: kept, adjustment: null };
  }
  const sticky = placeSticky(mail, world);
  if (sticky !== null) return sticky;
  if (isOver) return 'over';
  if (isExcluded(mail, date)) {
    return { status: 'skipped', skipReason: 'exclusion_window', date, adjustment: null, rule: 't' };
  }
  const adjustment = date === mail.ideal ? null : 'catch_up';
  return { status: 'pre-scheduled', skipReason: null, date, adjustment, rule: 't' };
}

function withholdFollowUp(mail: Mail): { skipReason: string; rule: 1 | 2 } | null {
  if (isWithoutTemplate(mail)) return { skipReason: 'template_missing', rule: 1 };
  if (isSuppressed(mail)) return { skipReason: 'suppressed', rule: 2 };
  return mail.exclusion.known ? null : { skipReason: 'window_unknown', rule: 2 };
}
