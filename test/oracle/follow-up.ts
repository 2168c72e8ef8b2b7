import { localDateTime, parseRowDay, readInstant } from './calendar.ts';
import { behaviourOf, type Person, readMetadata } from './events.ts';
import type { Mail, Verdict } from './mail.ts';
import type { ContactEventRow, ScheduleRow } from './oracle-case.ts';
import { isExcluded, isSuppressed, placeSticky } from './placement.ts';
import { enablesFollowUps, isCampaign, isFollowUp, isForeign, isOwned, wentOutOn } from './rows.ts';
import type { World } from './world.ts';

/** Spec 2.8: the one follow-up of a contact, and where it goes. Null if there is none, or if it is over. */
export function followUpOf(
  person: Person,
  rows: ScheduleRow[],
  world: World,
): { mail: Mail; verdict: Verdict } | null {
  const initialRows = rows
    .filter((row) => mayBeFollowedUp(row, rows, world))
    .sort(
      (a, b) =>
        Number(hasOwned(b, rows, world.readings.followUpFirst, world)) -
          Number(hasOwned(a, rows, world.readings.followUpFirst, world)) ||
        wentOutOn(b, world) - wentOutOn(a, world) ||
        b.id - a.id,
    );
  const candidates = world.readings.followUpOver === 'next_one' ? initialRows : initialRows.slice(0, 1);
  for (const initial of candidates) {
    const mail = followUpMail(person, initial, rows, world);
    const verdict = placeFollowUp(mail, world);
    if (verdict !== 'over') return { mail, verdict };
  }
  return null;
}

function mayBeFollowedUp(initial: ScheduleRow, rows: ScheduleRow[], world: World): boolean {
  if (!isInitial(initial, world)) return false;
  const { followup_lookback_days: lookback } = world.config.timing;
  const wentOut = wentOutOn(initial, world);
  const isRecent = world.today - lookback <= wentOut && wentOut <= world.today;
  if (!isRecent && !hasOwned(initial, rows, world.readings.followUpStays, world)) return false;

  const own = followUpsOf(initial, rows);
  if (own.some((row) => isForeign(row, world))) return false;
  if (own.some((row) => row.status === 'skipped' && parseRowDay(row.scheduled_send_date) < world.today))
    return false;

  return !rows.some(
    (row) =>
      isFollowUp(row) &&
      isForeign(row, world) &&
      !['failed', 'bounced', 'dropped', 'cancelled'].includes(row.status) &&
      wentOutOn(row, world) >= wentOut - lookback,
  );
}

function isInitial(row: ScheduleRow, world: World): boolean {
  if (row.status !== 'sent' && row.status !== 'delivered') return false;
  if (isCampaign(row)) return enablesFollowUps(row, world);
  return ['birthday', 'effective_date', 'aep', 'post_window'].includes(row.email_type);
}

function followUpsOf(initial: ScheduleRow, rows: ScheduleRow[]): ScheduleRow[] {
  return rows.filter((row) => isFollowUp(row) && row.parent_email_id === initial.id);
}

function hasPreScheduled(initial: ScheduleRow, rows: ScheduleRow[], world: World): boolean {
  return followUpsOf(initial, rows).some(
    (row) =>
      row.status === 'pre-scheduled' &&
      (world.readings.followUpMissed === 'counts' || parseRowDay(row.scheduled_send_date) >= world.today),
  );
}

/** Whether a follow-up is planned already: a pre-scheduled one, or any that is still ahead. */
function hasOwned(
  initial: ScheduleRow,
  rows: ScheduleRow[],
  which: 'with_pre_scheduled' | 'with_any_owned_ahead',
  world: World,
): boolean {
  if (hasPreScheduled(initial, rows, world)) return true;
  return (
    which === 'with_any_owned_ahead' &&
    followUpsOf(initial, rows).some(
      (row) => isOwned(row, world) && parseRowDay(row.scheduled_send_date) >= world.today,
    )
  );
}

function followUpMail(person: Person, initial: ScheduleRow, rows: ScheduleRow[], world: World): Mail {
  const { timing, load_balancing, priorities, templates } = world.config;
  const wentOut = wentOutOn(initial, world);
  const emailType = kindOf(initial, world);
  const instance = world.campaignInstances.get(initial.campaign_instance_id ?? -1) ?? null;
  const type = world.campaignTypes.get(instance?.campaign_type ?? '') ?? null;
  const named = behaviourOf(instance, type, world);
  const campaignPriority =
    world.readings.followUpPriority === 'current' && type !== null ? named.priority : initial.priority;
  const sms = named.followUpSmsTemplate ?? templates[emailType]?.sms ?? null;
  return {
    ...person,
    kind: 'followup',
    emailType,
    eventDate: parseRowDay(initial.event_date),
    ideal: wentOut + timing.followup_delay_days,
    lo: world.earliest,
    hi: wentOut + timing.followup_lookback_days + load_balancing.catch_up_spread_days,
    priority: isCampaign(initial) ? campaignPriority : priorities.followup,
    instanceId: initial.campaign_instance_id,
    targetId: world.readings.followUpTarget === 'null' ? null : initial.target_id,
    otherTargetIds: [],
    parentId: initial.id,
    emailTemplate: named.followUpEmailTemplate ?? templates[emailType]?.email ?? null,
    smsTemplate: person.contact.hasPhone ? sms : null,
    respectsWindows: true,
    isTransactional: false,
    activeStart: null,
    activeEnd: null,
    row: carrierOf(initial, rows, world),
  };
}

/** The owned follow-up of an initial row: there is at most one in a sound database; if not, one that still goes. */
function carrierOf(initial: ScheduleRow, rows: ScheduleRow[], world: World): ScheduleRow | null {
  const owned = followUpsOf(initial, rows)
    .filter((row) => isOwned(row, world))
    .sort((a, b) => Number(a.status === 'skipped') - Number(b.status === 'skipped') || a.id - b.id);
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

function saysYes(event: ContactEventRow): boolean {
  const { has_medical_conditions, main_questions_yes_count } = readMetadata(event.metadata);
  return has_medical_conditions === true || Number(main_questions_yes_count) > 0;
}

/** From `actual_send_datetime` on; without one from the send date on. */
function happenedSince(text: string, initial: ScheduleRow, world: World): boolean {
  const instant = readInstant(text);
  if (instant === null) return false;
  if (world.readings.behaviourUntil === 'now' && instant > world.now) return false;
  const local = localDateTime(instant, world.config.timezone);
  const wentOutAt = readInstant(initial.actual_send_datetime);
  if (wentOutAt !== null) {
    return world.readings.behaviourWithActual === 'instant'
      ? instant >= wentOutAt
      : local.day >= wentOutOn(initial, world);
  }
  const sendDay = parseRowDay(initial.scheduled_send_date);
  switch (world.readings.behaviourWithoutActual) {
    case 'local_date':
      return local.day >= sendDay;
    case 'utc_date':
      return parseRowDay(text) >= sendDay;
    case 'local_send_time':
      return local.day > sendDay || (local.day === sendDay && local.timeOfDay >= initial.scheduled_send_time);
  }
}

/** Rule 2, rule 4, then t; after hi it is over. */
function placeFollowUp(mail: Mail, world: World): Verdict | 'over' {
  const date = mail.ideal >= world.earliest ? mail.ideal : world.today + 1;
  const adjustment = date === mail.ideal ? null : 'catch_up';
  const skipReason = skipReasonOfRule2(mail, world);
  const isOver = date > mail.hi;

  if (world.readings.followUpOverFirst === 'over_first' && isOver && placeSticky(mail, world) === null)
    return 'over';
  if (skipReason !== null) {
    const kept = mail.row === null ? date : parseRowDay(mail.row.scheduled_send_date);
    return { status: 'skipped', skipReason, date: kept, adjustment: null, rule: 2 };
  }
  const sticky = placeSticky(mail, world);
  if (sticky !== null) return sticky;
  if (isOver) return 'over';
  if (isExcluded(mail, date)) {
    return { status: 'skipped', skipReason: 'exclusion_window', date, adjustment: null, rule: 't' };
  }
  return { status: 'pre-scheduled', skipReason: null, date, adjustment, rule: 't' };
}

function skipReasonOfRule2(mail: Mail, world: World): string | null {
  if (isSuppressed(mail, world)) return 'suppressed';
  return mail.exclusion.known ? null : 'window_unknown';
}
