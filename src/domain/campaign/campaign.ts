import type { EpochDay } from '../calendar/epoch-day.ts';
import { toComparedText } from '../text/compared-text.ts';

/** A row of `campaign_types` as read. */
export interface CampaignType {
  readonly name: string;
  readonly respectExclusionWindows: boolean;
  readonly enableFollowups: boolean;
  /** Positive: before the event; negative: after it. */
  readonly daysBeforeEvent: number;
  readonly targetAllContacts: boolean;
  readonly priority: number;
  readonly active: boolean;
  readonly transactional: boolean;
  /** A switch that is neither on nor off: the column and what it holds. */
  readonly unreadable?: { readonly column: string; readonly found: string } | undefined;
}

/** A row of `campaign_instances` as read. */
export interface CampaignInstance {
  readonly id: number;
  readonly campaignType: string;
  readonly instanceName: string;
  readonly emailTemplate: string | null;
  readonly smsTemplate: string | null;
  readonly activeStartDate: string | null;
  readonly activeEndDate: string | null;
  /** JSON, written by people: may be malformed. */
  readonly metadata: string | null;
}

/** An instance with its type's behaviour and its own overrides applied (spec 2.4). */
export interface Campaign {
  readonly id: number;
  readonly name: string;
  readonly emailType: string;
  readonly respectsWindows: boolean;
  readonly followupsEnabled: boolean;
  readonly daysBeforeEvent: number;
  readonly targetsAll: boolean;
  readonly priority: number;
  readonly transactional: boolean;
  readonly emailTemplate: string | null;
  readonly smsTemplate: string | null;
  readonly followupEmailTemplate: string | undefined;
  readonly followupSmsTemplate: string | undefined;
  readonly activeStart: EpochDay | undefined;
  readonly activeEnd: EpochDay | undefined;
  /** The trigger date of targets without one of their own: the metadata's, else the active start. */
  readonly triggerDate: EpochDay | undefined;
  /** Its type is active and it is live (spec 2.4): its mail is planned. */
  readonly live: boolean;
}

/** A row of `contact_campaigns` as read: one contact enrolled in one instance. */
export interface Target {
  readonly id: number;
  readonly instanceId: number;
  readonly triggerDate: string | null;
  readonly status: string;
}

const cancelledWords: ReadonlySet<string> = new Set(['cancelled', 'canceled']);

/** A person has taken the contact out of the instance: no event, no issue, and no run changes it (spec 2.4). */
export const isCancelled = (target: Pick<Target, 'status'>): boolean =>
  cancelledWords.has(target.status) || cancelledWords.has(toComparedText(target.status));
