import { readDate } from '../calendar/date-text.ts';
import { addDays, type EpochDay, maxDay, minDay } from '../calendar/epoch-day.ts';
import type { Campaign, Target } from '../campaign/campaign.ts';
import type { Contact, ContactIssue } from '../contact/contact.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import type { MailEvent } from './mail-event.ts';

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

/** Targets of one contact and instance by E; of several with the same E the lowest id counts (spec 2.4). */
function groupTargets(campaign: Campaign, targets: readonly Target[]): Map<EpochDay, Target[]> {
  const byDate = new Map<EpochDay, Target[]>();
  for (const target of targets) {
    const eventDate = readDate(target.triggerDate) ?? campaign.triggerDate;
    if (eventDate === undefined) continue;
    const group = byDate.get(eventDate);
    if (group === undefined) byDate.set(eventDate, [target]);
    else group.push(target);
  }
  return byDate;
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
    const groups = groupTargets(campaign, own);
    if (campaign.triggerDate === undefined && (own.length === 0 || hasNoDate(own))) {
      issues.push({
        issue: 'campaign_trigger_missing',
        detail: `campaign ${campaign.name}: no trigger date`,
      });
    }
    if (own.length === 0 && campaign.triggerDate !== undefined) add(campaign, campaign.triggerDate, null);
    for (const [eventDate, group] of groups) {
      const event = add(campaign, eventDate, lowestId(group));
      if (event !== undefined) for (const target of group) eventOfTarget.set(target.id, event);
    }
  }
  return { events, issues, eventOfTarget };
}

const hasNoDate = (targets: readonly Target[]): boolean =>
  targets.some((target) => readDate(target.triggerDate) === undefined);
