import { type Day, parseRowDay, readDate } from './calendar.ts';
import { behaviourOf } from './events.ts';
import type { Mail } from './mail.ts';
import type { ScheduleRow } from './oracle-case.ts';
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

/** The planner's: pre-scheduled or skipped, and of a type that the product knows. All others are foreign. */
export function isOwned(row: ScheduleRow, world: World): boolean {
  return isKnownType(row.email_type, world) && (row.status === 'pre-scheduled' || row.status === 'skipped');
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

/** "The date a row went out": `actual_send_datetime` in the time zone, else its send date. */
export function wentOutOn(row: ScheduleRow, world: World): Day {
  return localDayOf(row.actual_send_datetime, world) ?? parseRowDay(row.scheduled_send_date);
}

/** Foreign rows that went or go out: "statuses as above". */
export function goesOut(row: ScheduleRow): boolean {
  return !['skipped', 'failed', 'bounced', 'dropped', 'cancelled'].includes(row.status);
}

/** Whether a foreign row is a regulatory notice or the like. */
export function isTransactionalRow(row: ScheduleRow, world: World): boolean {
  if (!isCampaign(row)) return false;
  const ofInstance = world.campaignInstances.get(row.campaign_instance_id ?? -1)?.campaign_type;
  const ofName = row.email_type.slice('campaign_'.length);
  const name = world.readings.transactionalOfForeign === 'by_type_name' ? ofName : (ofInstance ?? ofName);
  return Boolean(world.campaignTypes.get(name)?.transactional);
}

/** Whether the follow-ups of a row are enabled, for rows of campaigns. */
export function enablesFollowUps(row: ScheduleRow, world: World): boolean {
  const instance = world.campaignInstances.get(row.campaign_instance_id ?? -1) ?? null;
  if (instance === null && world.readings.followUpOfGoneInstance === 'none') return false;
  const typeName = instance?.campaign_type ?? row.email_type.slice('campaign_'.length);
  const type = world.campaignTypes.get(typeName) ?? null;
  if (world.readings.followUpTypeInactive === 'none' && !type?.active) return false;
  return behaviourOf(instance, type, world).enablesFollowUps;
}

/** The rows of the same identity as a mail, nearest first. Follow-ups have theirs in follow-up.ts. */
export function rowsOfIdentity(mail: Mail, rows: ScheduleRow[], world: World): ScheduleRow[] {
  return rows
    .filter((row) => row.contact_id === mail.contact.id && isOfIdentity(row, mail, world))
    .sort((a, b) => distance(a, mail) - distance(b, mail) || breakTie(a, b, world));
}

/** Whether a foreign row of its identity closes an event: nothing is planned for it. */
export function isClosed(mail: Mail, rows: ScheduleRow[], world: World): boolean {
  const candidates = rowsOfIdentity(mail, rows, world);
  if (world.readings.closing === 'only_if_nearest')
    return candidates.slice(0, 1).some((row) => isForeign(row, world));
  return candidates.some((row) => isForeign(row, world));
}

export function distance(row: ScheduleRow, mail: Mail): number {
  return Math.abs(parseRowDay(row.event_date) - mail.eventDate);
}

function breakTie(a: ScheduleRow, b: ScheduleRow, world: World): number {
  const byEvent = parseRowDay(a.event_date) - parseRowDay(b.event_date);
  if (world.readings.identityTie === 'earlier_event') return byEvent || a.id - b.id;
  if (world.readings.identityTie === 'later_event') return -byEvent || a.id - b.id;
  return a.id - b.id;
}

function isOfIdentity(row: ScheduleRow, mail: Mail, world: World): boolean {
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

function isOfCampaignIdentity(row: ScheduleRow, mail: Mail, world: World): boolean {
  if (!isCampaign(row) || row.campaign_instance_id !== mail.instanceId) return false;
  const mustBeOfSameType = isOwned(row, world)
    ? world.readings.ownedCampaignType === 'same_type'
    : world.readings.foreignCampaignType === 'same_type';
  if (mustBeOfSameType && row.email_type !== mail.emailType) return false;
  if (row.target_id === mail.targetId) return true;
  if (world.readings.mergedTargets === 'any_of_them' && mail.otherTargetIds.includes(row.target_id))
    return true;
  if (isOwned(row, world)) return false;
  if (readDate(row.event_date) === mail.eventDate) return true;
  return row.target_id === null || isTargetGone(row, world);
}

function isTargetGone(row: ScheduleRow, world: World): boolean {
  const target = world.tables.contact_campaigns.find(({ id }) => id === row.target_id);
  if (target === undefined) return true;
  if (world.readings.targetGone === 'not_in_table') return false;
  return target.contact_id !== row.contact_id || target.campaign_instance_id !== row.campaign_instance_id;
}
