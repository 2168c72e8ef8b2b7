import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays } from '../domain/calendar/epoch-day.ts';
import type { GeneratedInstance } from '../store/organisation-writer.ts';
import type { GenerationContext } from './generation-context.ts';

/** A generated row of `campaign_instances`, and who its targets are. Dates are `YYYY-MM-DD`; null is open. */
export interface CampaignInstance extends GeneratedInstance {
  /** Absent: the instance has no target rows. */
  readonly enrolment?: Enrolment;
}

/** Who is a target of an instance, and when. */
export interface Enrolment {
  /** Share of all contacts, 0 to 1. */
  readonly share: number;
  /** The span of the trigger dates, in days from today. */
  readonly triggerInDays: readonly [first: number, last: number];
  /** Share of the targets without a readable trigger date of their own, 0 to 1. */
  readonly missingTriggerShare: number;
  /** The preset type's `days_before_event`. */
  readonly daysBeforeEvent: number;
  /** The preset type's priority, or the instance's own. */
  readonly priority: number;
  /** The preset type's `respect_exclusion_windows`. */
  readonly respectsWindows: boolean;
  /** The preset type's `enable_followups`. */
  readonly hasFollowUps: boolean;
}

/**
 * Every preset campaign type once, and a second rate increase without dates, so that some of its targets have no
 * trigger date at all. The two instances that reach all contacts (initial_blast, policy_update) have ended: their
 * mails would outnumber all others.
 */
export function createCampaignInstances({ today }: GenerationContext): CampaignInstance[] {
  const inDays = (days: number): string => formatDate(addDays(today, days));
  return [
    {
      id: 1,
      campaignType: 'rate_increase',
      name: 'rate_increase_current',
      smsTemplate: 'rate_increase_current_sms',
      activeStartDate: inDays(-60),
      activeEndDate: inDays(180),
      metadata: { followup_email_template: 'rate_increase_followup' },
      enrolment: {
        share: 0.03,
        triggerInDays: [-20, 150],
        missingTriggerShare: 0.03,
        daysBeforeEvent: 14,
        priority: 1,
        respectsWindows: true,
        hasFollowUps: true,
      },
    },
    {
      id: 2,
      campaignType: 'seasonal_promo',
      name: 'seasonal_promo_current',
      smsTemplate: null,
      activeStartDate: inDays(-60),
      activeEndDate: inDays(120),
      metadata: { priority: 4, trigger_date: inDays(40) },
      enrolment: {
        share: 0.02,
        triggerInDays: [-15, 115],
        missingTriggerShare: 0.05,
        daysBeforeEvent: 7,
        priority: 4,
        respectsWindows: true,
        hasFollowUps: true,
      },
    },
    {
      id: 3,
      campaignType: 'initial_blast',
      name: 'initial_blast_past',
      smsTemplate: null,
      activeStartDate: inDays(-400),
      activeEndDate: inDays(-380),
      metadata: null,
    },
    {
      id: 4,
      campaignType: 'regulatory_notice',
      name: 'regulatory_notice_current',
      smsTemplate: null,
      activeStartDate: inDays(-10),
      activeEndDate: inDays(120),
      metadata: null,
      enrolment: {
        share: 0.005,
        triggerInDays: [-10, 100],
        missingTriggerShare: 0.02,
        daysBeforeEvent: 0,
        priority: 1,
        respectsWindows: false,
        hasFollowUps: false,
      },
    },
    {
      id: 5,
      campaignType: 'policy_update',
      name: 'policy_update_past',
      smsTemplate: null,
      activeStartDate: inDays(-200),
      activeEndDate: inDays(-150),
      metadata: { enable_followups: false },
    },
    {
      id: 6,
      campaignType: 'rate_increase',
      name: 'rate_increase_undated',
      smsTemplate: null,
      activeStartDate: null,
      activeEndDate: null,
      metadata: null,
      enrolment: {
        share: 0.002,
        triggerInDays: [20, 200],
        missingTriggerShare: 0.2,
        daysBeforeEvent: 14,
        priority: 1,
        respectsWindows: true,
        hasFollowUps: true,
      },
    },
  ];
}
