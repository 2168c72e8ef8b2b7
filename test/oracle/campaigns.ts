import { type Day, readDate } from './calendar.ts';
import { type Campaign, readCampaign } from './campaign-instance.ts';
import type { Contact } from './contact.ts';
import type { Person } from './events.ts';
import type { Mail } from './mail.ts';
import { comparedForm, isAbsent } from './text.ts';
import type { World } from './world.ts';

/** The campaign mails of a contact, and the issues of their trigger dates (spec 2.4). */
export function campaignMails(person: Person, world: World): { mails: Mail[]; issues: string[] } {
  const mails: Mail[] = [];
  const issues = new Set<string>();
  for (const instance of world.tables.campaign_instances) {
    const campaign = readCampaign(instance, world);
    if (campaign === null || !campaign.type.active || !isLive(campaign, world)) continue;
    const targetIds = new Map<Day, (number | null)[]>();
    for (const enrolment of enrolmentsOf(person.contact, campaign, world)) {
      const eventDate = triggerDateOf(enrolment, campaign);
      if (eventDate === 'campaign_trigger_missing' && isPassedOver(enrolment, world)) continue;
      if (typeof eventDate === 'string') issues.add(eventDate);
      else targetIds.set(eventDate, [...(targetIds.get(eventDate) ?? []), enrolment.targetId]);
    }
    for (const [eventDate, ids] of targetIds)
      mails.push(campaignMail(person, campaign, eventDate, ids, world));
  }
  return { mails, issues: [...issues] };
}

/** Not ended before today, and not starting after the horizon. */
function isLive({ start, end }: Campaign, world: World): boolean {
  return (end === null || end >= world.today) && (start === null || start <= world.horizon);
}

/** How a campaign reaches a contact: by a target, or because it reaches everybody. */
interface Enrolment {
  targetId: number | null;
  trigger: string | null;
}

function isPassedOver({ targetId }: Enrolment, world: World): boolean {
  return targetId === null && world.readings.triggerMissingOfAll === 'no_issue';
}

/** The contact's targets of an instance, lowest id first; without any, the contact itself if all are reached. */
function enrolmentsOf(contact: Contact, campaign: Campaign, world: World): Enrolment[] {
  const targets = world.tables.contact_campaigns
    .filter(
      (target) => target.contact_id === contact.id && target.campaign_instance_id === campaign.instance.id,
    )
    .sort((a, b) => a.id - b.id);
  if (targets.length === 0)
    return campaign.type.target_all_contacts ? [{ targetId: null, trigger: null }] : [];
  return targets
    .filter(({ status }) => !['cancelled', 'canceled'].includes(comparedForm(status)))
    .map((target) => ({ targetId: target.id, trigger: target.trigger_date }));
}

/** The target's own; if that is absent, the instance's; if there is none, or it cannot be read, an issue. */
function triggerDateOf(
  { trigger }: Enrolment,
  { triggerDate, start }: Campaign,
): Day | 'campaign_trigger_missing' | 'campaign_trigger_invalid' {
  if (isAbsent(trigger)) return triggerDate ?? start ?? 'campaign_trigger_missing';
  return readDate(trigger) ?? 'campaign_trigger_invalid';
}

function campaignMail(
  person: Person,
  campaign: Campaign,
  eventDate: Day,
  targetIds: (number | null)[],
  world: World,
): Mail {
  const { instance, type, start, end } = campaign;
  const ideal = eventDate - campaign.daysBeforeEvent;
  const openHi =
    campaign.daysBeforeEvent > 0
      ? eventDate
      : (end ?? ideal + world.config.load_balancing.catch_up_spread_days);
  return {
    ...person,
    kind: 'campaign',
    emailType: `campaign_${type.name}`,
    eventDate,
    ideal,
    earliest: world.earliest,
    lo: Math.max(world.earliest, start ?? -Infinity),
    hi: Math.min(openHi, end ?? Infinity),
    priority: campaign.priority,
    instanceId: instance.id,
    targetId: targetIds[0] ?? null,
    otherTargetIds: targetIds.slice(1),
    parentId: null,
    emailTemplate: instance.email_template || null,
    smsTemplate: person.contact.hasPhone ? instance.sms_template || null : null,
    respectsWindows: campaign.respectsWindows,
    isTransactional: Boolean(type.transactional),
    activeStart: start,
    activeEnd: end,
    row: null,
  };
}
