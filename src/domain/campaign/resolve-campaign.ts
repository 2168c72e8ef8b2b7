import { readDate } from '../calendar/date-text.ts';
import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import { isBlank } from '../text/compared-text.ts';
import type { Campaign, CampaignInstance, CampaignType } from './campaign.ts';
import { overrideRanges, readOverrides } from './read-overrides.ts';

/** What decides whether an instance is live. */
export interface CampaignPeriod {
  readonly today: EpochDay;
  readonly horizonDays: number;
}

/** An instance that cannot be planned: it is not live and draws no follow-ups (spec 2.4). */
export interface UnreadableInstance {
  readonly id: number;
  readonly name: string;
  readonly campaignType: string;
  /** What was found, and what is allowed. */
  readonly why: string;
}

/** What an instance comes to. */
export type ResolvedInstance =
  | { readonly campaign: Campaign; readonly unreadable?: never }
  | { readonly unreadable: UnreadableInstance; readonly campaign?: never };

const emptyAsNull = (text: string | null): string | null => (text === '' ? null : text);

/** Not ended before today, and not starting after today + horizon; an absent date is open (spec 2.4). */
function isLive(start: EpochDay | undefined, end: EpochDay | undefined, period: CampaignPeriod): boolean {
  const endedBefore = end !== undefined && end < period.today;
  return !endedBefore && (start === undefined || start <= addDays(period.today, period.horizonDays));
}

const isUnreadableDate = (text: string | null): boolean => !isBlank(text) && readDate(text) === undefined;

/** What of the instance's dates, and of its type's switches and numbers, cannot be read. */
function findProblem(instance: CampaignInstance, type: CampaignType): string | undefined {
  for (const [column, text] of [
    ['active_start_date', instance.activeStartDate],
    ['active_end_date', instance.activeEndDate],
  ] as const) {
    if (isUnreadableDate(text))
      return `${column} is ${JSON.stringify(text?.slice(0, 60))}; write a date YYYY-MM-DD, or null`;
  }
  if (type.unreadable !== undefined) {
    const { column, found } = type.unreadable;
    return `${column} of its type is ${JSON.stringify(found.slice(0, 60))}; write 1 for yes or 0 for no`;
  }
  for (const [column, value] of [
    ['days_before_event', type.daysBeforeEvent],
    ['priority', type.priority],
  ] as const) {
    const { least, most } = overrideRanges[column];
    if (!(Number.isInteger(value) && value >= least && value <= most))
      return `${column} of its type is ${value}; write a whole number from ${least} to ${most}`;
  }
  return undefined;
}

/**
 * An instance with its type's behaviour and its own metadata's overrides (spec 2.4).
 *
 * @param type undefined: there is no such type
 */
export function resolveCampaign(
  instance: CampaignInstance,
  type: CampaignType | undefined,
  period: CampaignPeriod,
): ResolvedInstance {
  const unreadable = (why: string): ResolvedInstance => ({
    unreadable: { id: instance.id, name: instance.instanceName, campaignType: instance.campaignType, why },
  });
  if (type === undefined) {
    return unreadable('there is no such campaign type; correct it, or add the type');
  }
  const problem = findProblem(instance, type);
  if (problem !== undefined) return unreadable(problem);
  const overrides = readOverrides(instance.metadata);
  if ('unreadable' in overrides) return unreadable(overrides.unreadable);
  const activeStart = readDate(instance.activeStartDate);
  const activeEnd = readDate(instance.activeEndDate);
  const campaign: Campaign = {
    id: instance.id,
    name: instance.instanceName,
    emailType: `campaign_${type.name}`,
    respectsWindows: overrides.respectsWindows ?? type.respectExclusionWindows,
    followupsEnabled: overrides.followupsEnabled ?? type.enableFollowups,
    daysBeforeEvent: overrides.daysBeforeEvent ?? type.daysBeforeEvent,
    targetsAll: type.targetAllContacts,
    priority: overrides.priority ?? type.priority,
    transactional: type.transactional,
    emailTemplate: emptyAsNull(instance.emailTemplate),
    smsTemplate: emptyAsNull(instance.smsTemplate),
    followupEmailTemplate: overrides.followupEmailTemplate,
    followupSmsTemplate: overrides.followupSmsTemplate,
    activeStart,
    activeEnd,
    triggerDate: overrides.triggerDate ?? activeStart,
    live: type.active && isLive(activeStart, activeEnd, period),
  };
  return { campaign };
}
