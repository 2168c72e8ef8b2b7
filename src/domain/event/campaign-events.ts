import { readDate } from '../calendar/date-text.ts';
import { addDays, type EpochDay, maxDay, minDay } from '../calendar/epoch-day.ts';
import { type Campaign, isCancelled, type Target } from '../campaign/campaign.ts';
import type { Contact, ContactIssue } from '../contact/contact.ts';
import { shown } from '../contact/issue-list.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { PlanContext } from '../plan-context.ts';
import { isBlank } from '../text/compared-text.ts';

/** A contact's campaign events, and what is wrong with its targets. */
export interface CampaignEvents {
  readonly events: readonly MailEvent[];
  readonly issues: readonly ContactIssue[];
  /** Which event each target row belongs to: several of one date are one event. */
  readonly eventOfTarget: ReadonlyMap<number, MailEvent>;
}

/** hi: E if the mail goes before E; else the end of the campaign or of the spread, never after the end (spec 2.4). */
function findLastDate(
  campaign: Campaign,
  eventDate: EpochDay,
  idealDate: EpochDay,
  spreadDays: number,
): EpochDay {
  const { activeEnd, daysBeforeEvent } = campaign;
  if (daysBeforeEvent > 0) return activeEnd === undefined ? eventDate : minDay(eventDate, activeEnd);
  return activeEnd ?? addDays(idealDate, spreadDays);
}

function createCampaignEvent(
  campaign: Campaign,
  eventDate: EpochDay,
  targetId: number | null,
  contact: Contact,
  context: PlanContext,
): MailEvent {
  const { clock, configuration } = context;
  const idealDate = addDays(eventDate, -campaign.daysBeforeEvent);
  const spread = configuration.load_balancing.catch_up_spread_days;
  return {
    kind: 'campaign',
    emailType: campaign.emailType,
    eventDate,
    idealDate,
    firstDate:
      campaign.activeStart === undefined ? clock.earliest : maxDay(clock.earliest, campaign.activeStart),
    lastDate: findLastDate(campaign, eventDate, idealDate, spread),
    priority: campaign.priority,
    respectsWindows: campaign.respectsWindows,
    transactional: campaign.transactional,
    campaign,
    instanceId: campaign.id,
    targetId,
    parentId: null,
    emailTemplate: campaign.emailTemplate,
    smsTemplate: contact.hasPhone ? campaign.smsTemplate : null,
    metadata: null,
  };
}

/** The date a target's own text gives, or the instance's where it has none; undefined: there is no event. */
export const findTriggerDate = (target: Target, campaign: Campaign): EpochDay | undefined =>
  isBlank(target.triggerDate) ? campaign.triggerDate : readDate(target.triggerDate);

/** Targets of one contact and instance by E; of several with the same E the lowest id counts (spec 2.4). */
function groupTargets(campaign: Campaign, targets: readonly Target[]): Map<EpochDay, Target[]> {
  const byDate = new Map<EpochDay, Target[]>();
  for (const target of targets) {
    const eventDate = findTriggerDate(target, campaign);
    if (eventDate === undefined) continue;
    const group = byDate.get(eventDate);
    if (group === undefined) byDate.set(eventDate, [target]);
    else group.push(target);
  }
  return byDate;
}

/** A target, or all of them, without a date; and a target whose own date cannot be read. */
function findTriggerIssues(
  campaign: Campaign,
  targets: readonly Target[],
  isTarget: boolean,
): ContactIssue[] {
  const issues: ContactIssue[] = [];
  const isDateless = targets.some((target) => isBlank(target.triggerDate)) || !isTarget;
  if (campaign.triggerDate === undefined && isDateless) {
    const what = `campaign ${campaign.name}: no trigger date`;
    issues.push({
      issue: 'campaign_trigger_missing',
      detail: `${what}; give one to the target, to the instance's metadata, or an active_start_date`,
    });
  }
  for (const { id, triggerDate } of targets) {
    if (isBlank(triggerDate) || readDate(triggerDate) !== undefined) continue;
    const what = `campaign ${campaign.name}: trigger date ${shown(triggerDate)} of target ${id} is not a date`;
    issues.push({
      issue: 'campaign_trigger_invalid',
      detail: `${what}; write YYYY-MM-DD, or leave it empty for the instance's own`,
    });
  }
  return issues;
}

const lowestId = (targets: readonly Target[]): number => Math.min(...targets.map((target) => target.id));

const noTargets: readonly Target[] = [];
const noCampaignEvents: CampaignEvents = { events: [], issues: [], eventOfTarget: new Map() };

/** The events of a contact in the live campaigns: by target rows, or by `target_all_contacts` without one (spec 2.4). */
export function findCampaignEvents(
  contact: Contact,
  targets: readonly Target[],
  context: PlanContext,
): CampaignEvents {
  if (targets.length === 0 && !context.liveCampaigns.some((campaign) => campaign.targetsAll))
    return noCampaignEvents;
  const events: MailEvent[] = [];
  const issues: ContactIssue[] = [];
  const eventOfTarget = new Map<number, MailEvent>();
  const add = (campaign: Campaign, eventDate: EpochDay, targetId: number | null): MailEvent | undefined => {
    const event = createCampaignEvent(campaign, eventDate, targetId, contact, context);
    if (event.idealDate > context.horizonEnd) return undefined;
    events.push(event);
    return event;
  };
  for (const campaign of context.liveCampaigns) {
    const own =
      targets.length === 0 ? noTargets : targets.filter((target) => target.instanceId === campaign.id);
    if (own.length === 0 && !campaign.targetsAll) continue;
    const standing = own.filter((target) => !isCancelled(target));
    const groups = groupTargets(campaign, standing);
    issues.push(...findTriggerIssues(campaign, standing, own.length > 0));
    if (own.length === 0 && campaign.triggerDate !== undefined) add(campaign, campaign.triggerDate, null);
    for (const [eventDate, group] of groups) {
      const event = add(campaign, eventDate, lowestId(group));
      if (event !== undefined) for (const target of group) eventOfTarget.set(target.id, event);
    }
  }
  return { events, issues, eventOfTarget };
}
