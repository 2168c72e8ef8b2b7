import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { type ScheduleRow, unreadableDate } from '../domain/mail/schedule-row.ts';
import type { ContactChanges } from '../domain/plan/diff-contact.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { RowFacts } from './contact-explanation.ts';
import type { MailCounts } from './mail-counts.ts';
import type { OneContactPlan } from './plan-one-contact.ts';

/** Everything that the sentences about one contact are made from. */
export interface ExplainSubject extends OneContactPlan {
  /** What a run would write. */
  readonly changes: ContactChanges;
  readonly input: ContactInput;
  readonly context: PlanContext;
  /** Undefined for a run of the past. */
  readonly mailCounts: MailCounts | undefined;
  readonly toRowFacts: (row: ScheduleRow) => RowFacts;
}

/** Cuts text that people have written, so that the sentence around it can be read. */
export const shorten = (text: string, length = 60): string =>
  text.length > length ? `${text.slice(0, length)}...` : text;

/** `1 day`, `14 days`. */
export const countDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** A whole number with its thousands separated: `150,000`. */
export const showNumber = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** A row's date as the database holds it, where it cannot be read. */
export const showDate = (date: EpochDay, text: string | null): string =>
  date === unreadableDate ? shorten(text ?? '') : formatDate(date);

/** A campaign by name: `campaign "Spring 2027"`; by its instance where it is not known any more. */
export function nameCampaign(instanceId: number | null, context: PlanContext): string {
  const campaign = context.campaigns.get(instanceId ?? -1);
  return campaign === undefined ? `campaign instance ${instanceId}` : `campaign "${shorten(campaign.name)}"`;
}
