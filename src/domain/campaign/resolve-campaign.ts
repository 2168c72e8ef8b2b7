import { readJsonObject } from '../arithmetic/json-object.ts';
import { readDate } from '../calendar/date-text.ts';
import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import type { Campaign, CampaignInstance, CampaignType } from './campaign.ts';

/** What decides whether an instance is live. */
export interface CampaignPeriod {
  readonly today: EpochDay;
  readonly horizonDays: number;
}

type Metadata = Readonly<Record<string, unknown>>;

/** A switch as people write it in JSON: true, false, 1 or 0. Anything else leaves the type's value. */
function overrideSwitch(metadata: Metadata, key: string, inherited: boolean): boolean {
  const value = metadata[key];
  if (value === true || value === 1) return true;
  return value === false || value === 0 ? false : inherited;
}

function overrideInteger(metadata: Metadata, key: string, inherited: number): number {
  const value = metadata[key];
  return Number.isSafeInteger(value) ? (value as number) : inherited;
}

function readText(metadata: Metadata, key: string): string | undefined {
  const value = metadata[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const emptyAsNull = (text: string | null): string | null => (text === '' ? null : text);

/** Not ended before today, and not starting after today + horizon; an absent date is open (spec 2.4). */
function isLive(start: EpochDay | undefined, end: EpochDay | undefined, period: CampaignPeriod): boolean {
  const endedBefore = end !== undefined && end < period.today;
  return !endedBefore && (start === undefined || start <= addDays(period.today, period.horizonDays));
}

/** An instance with its type's behaviour and its own metadata's overrides (spec 2.4). */
export function resolveCampaign(
  instance: CampaignInstance,
  type: CampaignType,
  period: CampaignPeriod,
): Campaign {
  const metadata = readJsonObject(instance.metadata);
  const activeStart = readDate(instance.activeStartDate);
  const activeEnd = readDate(instance.activeEndDate);
  return {
    id: instance.id,
    name: instance.instanceName,
    emailType: `campaign_${type.name}`,
    respectsWindows: overrideSwitch(metadata, 'respect_exclusion_windows', type.respectExclusionWindows),
    followupsEnabled: overrideSwitch(metadata, 'enable_followups', type.enableFollowups),
    daysBeforeEvent: overrideInteger(metadata, 'days_before_event', type.daysBeforeEvent),
    targetsAll: type.targetAllContacts,
    priority: overrideInteger(metadata, 'priority', type.priority),
    transactional: type.transactional,
    emailTemplate: emptyAsNull(instance.emailTemplate),
    smsTemplate: emptyAsNull(instance.smsTemplate),
    followupEmailTemplate: readText(metadata, 'followup_email_template'),
    followupSmsTemplate: readText(metadata, 'followup_sms_template'),
    activeStart,
    activeEnd,
    triggerDate: readDate(metadata['trigger_date']) ?? activeStart,
    live: type.active && isLive(activeStart, activeEnd, period),
  };
}
