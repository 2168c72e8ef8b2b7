import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Campaign } from '../campaign/campaign.ts';

/** The four follow-ups, by behaviour (spec 2.8). */
export const followUpTypes = [
  'followup_1_cold',
  'followup_2_clicked_no_hq',
  'followup_3_hq_no_yes',
  'followup_4_hq_with_yes',
] as const;
export type FollowUpType = (typeof followUpTypes)[number];

/** The mails of the calendar: every contact has them without being enrolled in anything. */
export type CalendarType = 'birthday' | 'effective_date' | 'aep' | 'post_window';
export const calendarTypes: readonly CalendarType[] = ['birthday', 'effective_date', 'aep', 'post_window'];

/** What kind of event a mail is about; a campaign's email type names its campaign type too. */
export type EventKind = CalendarType | 'campaign' | 'followup';

/** What a mail is about (spec 2.4): everything about it but its verdict. */
export interface MailEvent {
  readonly kind: EventKind;
  readonly emailType: string;
  /** E */
  readonly eventDate: EpochDay;
  readonly idealDate: EpochDay;
  /** lo: nothing is newly placed before this date. */
  readonly firstDate: EpochDay;
  /** hi: nothing is placed after this date. */
  readonly lastDate: EpochDay;
  /** A lower number wins. */
  readonly priority: number;
  readonly respectsWindows: boolean;
  readonly transactional: boolean;
  readonly campaign: Campaign | undefined;
  readonly instanceId: number | null;
  readonly targetId: number | null;
  readonly parentId: number | null;
  readonly emailTemplate: string | null;
  /** Null for a contact without a phone number. */
  readonly smsTemplate: string | null;
  readonly metadata: string | null;
}

const namedTypes: ReadonlySet<string> = new Set([...calendarTypes, ...followUpTypes]);

/** Is this an email type of the product's own (spec 1, vocabulary)? Rows of other types are foreign. */
export const isKnownType = (emailType: string): boolean =>
  namedTypes.has(emailType) || isCampaignType(emailType);

export const isCampaignType = (emailType: string): boolean => emailType.startsWith('campaign_');

export const isFollowUpType = (emailType: string): emailType is FollowUpType =>
  (followUpTypes as readonly string[]).includes(emailType);
