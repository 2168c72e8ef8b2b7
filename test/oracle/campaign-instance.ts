import { type Day, readDate } from './calendar.ts';
import type { CampaignInstanceRow, CampaignTypeRow } from './oracle-case.ts';
import { isAbsent } from './text.ts';
import type { World } from './world.ts';

/** A campaign instance that can be read: its type's values, and what its metadata overrides (spec 2.4). */
export interface Campaign {
  instance: CampaignInstanceRow;
  type: CampaignTypeRow;
  start: Day | null;
  end: Day | null;
  respectsWindows: boolean;
  enablesFollowUps: boolean;
  daysBeforeEvent: number;
  priority: number;
  triggerDate: Day | null;
  followUpEmailTemplate: string | null;
  followUpSmsTemplate: string | null;
}

/** Why an instance cannot be read; thrown by the readers below, and nowhere else to be seen. */
class Unreadable extends Error {}

/** Null for an instance whose dates, metadata or type cannot be read, or whose id has come back. */
export function readCampaign(instance: CampaignInstanceRow, world: World): Campaign | null {
  const type = world.campaignTypes.get(instance.campaign_type);
  if (type === undefined || isIdReused(instance, world)) return null;
  try {
    const metadata = metadataOf(instance.metadata, world);
    return {
      instance,
      type,
      start: dateOf(instance.active_start_date),
      end: dateOf(instance.active_end_date),
      respectsWindows:
        flagOf(metadata['respect_exclusion_windows']) ?? Boolean(type.respect_exclusion_windows),
      enablesFollowUps: flagOf(metadata['enable_followups']) ?? Boolean(type.enable_followups),
      daysBeforeEvent: numberOf(metadata['days_before_event'], -365, 365) ?? type.days_before_event,
      priority: numberOf(metadata['priority'], 0, 1000) ?? type.priority,
      triggerDate: dateOf(metadata['trigger_date']),
      followUpEmailTemplate: textOf(metadata['followup_email_template']),
      followUpSmsTemplate: textOf(metadata['followup_sms_template']),
    };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Whether the id belonged to an instance of another type or name, and nobody has confirmed the new one. */
function isIdReused(instance: CampaignInstanceRow, world: World): boolean {
  return (world.tables.deleted_campaign_instances ?? []).some(
    (deleted) =>
      deleted.instance_id === instance.id &&
      deleted.confirmed_at === null &&
      (deleted.campaign_type !== instance.campaign_type || deleted.instance_name !== instance.instance_name),
  );
}

function metadataOf(text: string | null, world: World): Record<string, unknown> {
  if (isAbsent(text)) return {};
  let value: unknown;
  try {
    value = JSON.parse(text as string);
  } catch {
    throw new Unreadable();
  }
  if (value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  if (world.readings.metadataOfAnotherShape === 'overrides_nothing') return {};
  throw new Unreadable();
}

function dateOf(value: unknown): Day | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string' && isAbsent(value)) return null;
  const date = readDate(value);
  if (date === null) throw new Unreadable();
  return date;
}

function flagOf(value: unknown): boolean | null {
  if (value === null || value === undefined) return null;
  if (value === true || value === 'true' || value === 1) return true;
  if (value === false || value === 'false' || value === 0) return false;
  throw new Unreadable();
}

/** A whole number, also as text. */
function numberOf(value: unknown, least: number, most: number): number | null {
  if (value === null || value === undefined) return null;
  const isWhole = typeof value === 'number' ? Number.isInteger(value) : /^-?\d+$/.test(String(value));
  const number = Number(value);
  if (!isWhole || number < least || number > most) throw new Unreadable();
  return number;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') throw new Unreadable();
  return value;
}
