import { type Day, formatDay, parseRowDay, readDate } from './calendar.ts';
import { readCampaign } from './campaign-instance.ts';
import type { Mail } from './mail.ts';
import type { ScheduleRow } from './oracle-case.ts';
import { comparedForm, isId } from './text.ts';
import { localDayOf, type World } from './world.ts';

/** Spec 2.5 and the identities of 2.4: what rows of `email_schedules` mean. */

export const followUpTypes = [
  'followup_1_cold',
  'followup_2_clicked_no_hq',
  'followup_3_hq_no_yes',
  'followup_4_hq_with_yes',
];

const regularTypes = ['birthday', 'effective_date', 'aep', 'post_window'];

export function isFollowUp(row: ScheduleRow): boolean {
  return followUpTypes.includes(row.email_type);
}

export function isCampaign(row: ScheduleRow): boolean {
  return row.email_type.startsWith('campaign_');
}

/**
 * The planner's: pre-scheduled or skipped, of a type that the product knows, and with an id in range. All others are foreign. These two statuses are compared exactly.
 */
export function isOwned(row: ScheduleRow, world: World): boolean {
  return (
    isId(row.id) &&
    isKnownType(row.email_type, world) &&
    (row.status === 'pre-scheduled' || row.status === 'skipped')
  );
}

export function isForeign(row: ScheduleRow, world: World): boolean {
  return !isOwned(row, world);
}

function isKnownType(emailType: string, world: World): boolean {
  if (regularTypes.includes(emailType) || followUpTypes.includes(emailType)) return true;
  if (!emailType.startsWith('campaign_')) return false;
  return (
    world.readings.typeWithoutRow === 'is_ours' ||
    world.campaignTypes.has(emailType.slice('campaign_'.length))
  );
}

/** The send date of a row that the planner owns; what a run wrote can be read. */
export function sendDayOf(row: ScheduleRow): Day {
  return parseRowDay(row.scheduled_send_date);
}

/** The event date of a row; its send date where that cannot be read. Null if neither can be read. */
export function eventDayOf(row: ScheduleRow): Day | null {
  return readDate(row.event_date) ?? readDate(row.scheduled_send_date);
}

/** "The date a row went out": `actual_send_datetime` in the time zone, else its send date, if that can be read. */
export function wentOutOn(row: ScheduleRow, world: World): Day | null {
  return localDayOf(row.actual_send_datetime, world) ?? readDate(row.scheduled_send_date);
}

/** Foreign rows that went or go out: "statuses as above". */
export function goesOut(row: ScheduleRow): boolean {
  if (row.status === 'skipped') return false;
  return !hasFailed(row);
}

/** Failed, bounced, dropped or cancelled, in whatever letters. */
export function hasFailed(row: ScheduleRow): boolean {
  return ['failed', 'bounced', 'dropped', 'cancelled'].includes(comparedForm(row.status));
}

/** Sent or delivered, in whatever letters. */
export function isSent(row: ScheduleRow): boolean {
  return ['sent', 'delivered'].includes(comparedForm(row.status));
}

/** Whether a foreign row is a regulatory notice or the like. */
export function isTransactionalRow(row: ScheduleRow, world: World): boolean {
  if (!isCampaign(row)) return false;
  const ofInstance = world.campaignInstances.get(row.campaign_instance_id ?? -1)?.campaign_type;
  const ofName = row.email_type.slice('campaign_'.length);
  const name = world.readings.transactionalOfForeign === 'by_type_name' ? ofName : (ofInstance ?? ofName);
  return Boolean(world.campaignTypes.get(name)?.transactional);
}

/** Whether the follow-ups of a row are enabled, for rows of campaigns; never of an instance that cannot be read. */
export function enablesFollowUps(row: ScheduleRow, world: World): boolean {
  const instance = world.campaignInstances.get(row.campaign_instance_id ?? -1) ?? null;
  const ofName = world.campaignTypes.get(row.email_type.slice('campaign_'.length)) ?? null;
  if (instance === null)
    return world.readings.followUpOfGoneInstance === 'by_type' && Boolean(ofName?.enable_followups);
  const campaign = readCampaign(instance, world);
  if (campaign === null) return false;
  if (world.readings.followUpTypeInactive === 'none' && !campaign.type.active) return false;
  return campaign.enablesFollowUps;
}

/** The rows of the same identity as a mail, nearest first. Follow-ups have theirs in follow-up.ts. */
export function rowsOfIdentity(mail: Mail, rows: ScheduleRow[], world: World): ScheduleRow[] {
  return rows
    .filter((row) => row.contact_id === mail.contact.id && isOfIdentity(row, mail, world))
    .sort(
      (a, b) =>
        distance(a, mail) - distance(b, mail) || hasDateOf(b, mail) - hasDateOf(a, mail) || a.id - b.id,
    );
}

/** 1: E is what the row has as its event date, and no longer text. The unique index of 3.1 lets no other row take it. */
const hasDateOf = (row: ScheduleRow, mail: Mail): number =>
  Number(row.event_date === formatDay(mail.eventDate));

/** Whether a foreign row of its identity closes an event: nothing is planned for it. */
export function isClosed(mail: Mail, rows: ScheduleRow[], world: World): boolean {
  return rowsOfIdentity(mail, rows, world).some((row) => isForeign(row, world));
}

/** How far the event dates of a row and a mail are apart; a row without any date is as far as can be. */
function distance(row: ScheduleRow, mail: Mail): number {
  const eventDay = eventDayOf(row);
  return eventDay === null ? Number.MAX_SAFE_INTEGER : Math.abs(eventDay - mail.eventDate);
}

/**
 * Spec 2.5: which rows carry the mails of a contact. In order of E each mail takes the nearest owned row of its
 * identity that no other has taken; ties go to the lowest id.
 */
export function claimRows(mails: Mail[], rows: ScheduleRow[], world: World): Mail[] {
  const taken = new Set<ScheduleRow>();
  return [...mails]
    .sort((a, b) => a.eventDate - b.eventDate)
    .map((mail) => {
      const row = rowsOfIdentity(mail, rows, world).find(
        (candidate) => isOwned(candidate, world) && !taken.has(candidate),
      );
      if (row !== undefined) taken.add(row);
      return { ...mail, row: row ?? null };
    });
}

function isOfIdentity(row: ScheduleRow, mail: Mail, world: World): boolean {
  if (eventDayOf(row) === null && mail.kind !== 'followup') return isOfUnknownEvent(row, mail, world);
  switch (mail.kind) {
    case 'birthday':
    case 'aep':
      return row.email_type === mail.emailType && distance(row, mail) <= 182;
    case 'effective_date':
      return row.email_type === mail.emailType && distance(row, mail) <= 90;
    case 'post_window':
      return row.email_type === mail.emailType && distance(row, mail) <= 59;
    case 'campaign':
      return isOfCampaignIdentity(row, mail, world);
    case 'followup':
      return row.parent_email_id === mail.parentId && isFollowUp(row);
  }
}

/** A foreign row of which no date can be read closes every event of its type, and of its instance. */
function isOfUnknownEvent(row: ScheduleRow, mail: Mail, world: World): boolean {
  return (
    isForeign(row, world) &&
    row.email_type === mail.emailType &&
    (mail.kind !== 'campaign' || row.campaign_instance_id === mail.instanceId)
  );
}

function isOfCampaignIdentity(row: ScheduleRow, mail: Mail, world: World): boolean {
  if (!isCampaign(row) || row.campaign_instance_id !== mail.instanceId) return false;
  if (row.target_id === mail.targetId) return true;
  if (world.readings.mergedTargets === 'any_of_them' && mail.otherTargetIds.includes(row.target_id))
    return true;
  if (isOwned(row, world)) return false;
  if (eventDayOf(row) === mail.eventDate) return true;
  return row.target_id === null || isTargetGone(row, world);
}

function isTargetGone(row: ScheduleRow, world: World): boolean {
  const target = world.tables.contact_campaigns.find(({ id }) => id === row.target_id);
  if (target === undefined) return true;
  if (world.readings.targetGone === 'not_in_table') return false;
  return target.contact_id !== row.contact_id || target.campaign_instance_id !== row.campaign_instance_id;
}
