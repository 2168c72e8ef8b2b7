import { formatDate } from '../domain/calendar/date-text.ts';
import { type Campaign, isCancelled, type Target } from '../domain/campaign/campaign.ts';
import { findTriggerDate } from '../domain/event/campaign-events.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { isBlank } from '../domain/text/compared-text.ts';
import type { NoEvent } from './contact-explanation.ts';
import { type ExplainSubject, nameCampaign, shorten } from './explain-subject.ts';

/** Why the contact has no events at all; undefined: it can have them. */
function findGeneralReason({ plan }: ExplainSubject): string | undefined {
  if (plan.state === undefined) return 'The contact was deleted.';
  if (plan.state.contact.eligible) return undefined;
  const reasons = plan.issues.map(({ detail }) => detail).join('; ');
  return `The contact is not eligible (${reasons}): it has no events.`;
}

function findCalendarGaps({ plan, context }: ExplainSubject): NoEvent[] {
  const contact = plan.state?.contact;
  const gaps: NoEvent[] = [];
  if (contact?.birthDate === undefined) {
    gaps.push({ event: 'birthday', sentence: 'The contact has no birth date that can be read.' });
  }
  if (contact?.effectiveDate === undefined) {
    gaps.push({ event: 'effective_date', sentence: 'The contact has no effective date that can be read.' });
  }
  if (context.aepYear === undefined) {
    gaps.push({ event: 'aep', sentence: 'No configured AEP year is left.' });
  }
  return gaps;
}

/** Why an instance plans nothing: it is not live (spec 2.4). */
function describeNotLive(campaign: Campaign, { clock, horizonEnd }: PlanContext): string {
  const { activeStart, activeEnd } = campaign;
  if (activeEnd !== undefined && activeEnd < clock.today) return `ended on ${formatDate(activeEnd)}`;
  if (activeStart !== undefined && activeStart > horizonEnd) {
    return `starts on ${formatDate(activeStart)}, after the horizon`;
  }
  return 'is of a type that is not active';
}

/** Why a target has no event; undefined: it has one, or it is on the timeline as one beyond the horizon. */
function describeIdleTarget(target: Target, { plan, context }: ExplainSubject): string | undefined {
  if (plan.eventOfTarget.has(target.id)) return undefined;
  const campaign = context.campaigns.get(target.instanceId);
  if (campaign === undefined) return describeUnreadable(target.instanceId, context);
  if (!campaign.live) return describeNotLive(campaign, context);
  if (isCancelled(target)) return 'does not reach the contact, because the target is cancelled';
  if (findTriggerDate(target, campaign) !== undefined) return undefined;
  return isBlank(target.triggerDate)
    ? 'has no trigger date, and neither has the target'
    : `has a trigger date for the target that cannot be read, ${JSON.stringify(shorten(target.triggerDate))}`;
}

/** An instance that is gone, or that cannot be read (spec 2.4). */
function describeUnreadable(instanceId: number, { unreadableInstances }: PlanContext): string {
  const unreadable = unreadableInstances.find(({ id }) => id === instanceId);
  return unreadable === undefined ? 'does not exist' : `cannot be read: ${unreadable.why}`;
}

function findIdleTargets(subject: ExplainSubject): NoEvent[] {
  return subject.input.targets.flatMap((target): NoEvent[] => {
    const why = describeIdleTarget(target, subject);
    if (why === undefined) return [];
    const name = nameCampaign(target.instanceId, subject.context);
    return [{ event: 'campaign', sentence: `Target ${target.id} of ${name}, which ${why}.` }];
  });
}

/** Campaigns that reach all contacts and have no date to go by. */
function findDatelessCampaigns({ input, context }: ExplainSubject): NoEvent[] {
  return context.liveCampaigns
    .filter(
      (campaign) =>
        campaign.targetsAll &&
        campaign.triggerDate === undefined &&
        !input.targets.some(({ instanceId }) => instanceId === campaign.id),
    )
    .map(({ id }) => ({
      event: 'campaign',
      sentence: `${nameCampaign(id, context)} reaches all contacts, but has no trigger date.`,
    }));
}

/** Why the contact can get no post-window mail at all (spec 2.7). The mail of a single window is described at its end. */
function findPostWindowGap({ plan, context }: ExplainSubject): NoEvent[] {
  const { windows, windowsUnknown } = plan.state ?? {};
  if (windows === undefined || (windows.isEmpty && !windowsUnknown)) return [];
  const why = (sentence: string): NoEvent[] => [{ event: 'post_window', sentence }];
  if (!context.configuration.post_window.enabled) return why('Post-window mail is turned off.');
  if (windowsUnknown) return why('It is not known when the windows end.');
  return windows.windowAt(context.clock.today)?.yearRound
    ? why('A year-round window has no end, so no mail follows it.')
    : [];
}

/** Events that a contact does not have, and why: what is not on its timeline (spec 2.2, 2.4). */
export function findNoEvents(subject: ExplainSubject): NoEvent[] {
  const general = findGeneralReason(subject);
  if (general !== undefined) return [{ event: 'all', sentence: general }];
  return [
    ...findCalendarGaps(subject),
    ...findIdleTargets(subject),
    ...findDatelessCampaigns(subject),
    ...findPostWindowGap(subject),
  ];
}
