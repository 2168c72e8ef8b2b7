import { defaultConfiguration } from '../config/defaults.ts';
import { dayInYear, nextAnniversary } from '../domain/calendar/anniversary.ts';
import { addDays, type EpochDay, yearOf } from '../domain/calendar/epoch-day.ts';
import { type AnniversaryKind, aepDay, aepKind } from './anniversary-kinds.ts';
import type { TargetedInstance } from './generate-target.ts';

const { templates } = defaultConfiguration;

/** A mail that was due in the days before today; the columns of `email_schedules` that follow from its event. */
export interface DueMail {
  readonly emailType: string;
  readonly eventDate: EpochDay;
  readonly idealDate: EpochDay;
  readonly priority: number;
  readonly emailTemplate: string;
  readonly smsTemplate: string | null;
  readonly campaignInstanceId: number | null;
  readonly targetId: number | null;
  readonly respectsWindows: boolean;
  readonly hasFollowUps: boolean;
}

/** How far back a mail that went out can still be followed up, in days. */
export const recentDays = defaultConfiguration.timing.followup_lookback_days;

/** True from {@link recentDays} before today to yesterday. */
const isRecent = (date: EpochDay, today: EpochDay): boolean => date >= today - recentDays && date < today;

function toDueMail(kind: AnniversaryKind, eventDate: EpochDay): DueMail {
  return {
    emailType: kind.emailType,
    eventDate,
    idealDate: addDays(eventDate, -kind.leadDays),
    priority: kind.priority,
    emailTemplate: templates[kind.emailType]?.email ?? kind.emailType,
    smsTemplate: templates[kind.emailType]?.sms ?? null,
    campaignInstanceId: null,
    targetId: null,
    respectsWindows: true,
    hasFollowUps: true,
  };
}

/** The mail about the anniversary of a date, if it was due in the days before today. */
export function findDueAnniversary(
  kind: AnniversaryKind,
  date: EpochDay | undefined,
  today: EpochDay,
): DueMail | undefined {
  if (date === undefined) return undefined;
  const eventDate = nextAnniversary(date, addDays(today, kind.leadDays - recentDays));
  return isRecent(addDays(eventDate, -kind.leadDays), today) ? toDueMail(kind, eventDate) : undefined;
}

/** The AEP mail of the year, if it was due in the days before today. */
export function findDueAep(today: EpochDay): DueMail | undefined {
  const date = dayInYear(aepDay.month, aepDay.day, yearOf(addDays(today, -1)));
  return isRecent(date, today) ? toDueMail(aepKind, date) : undefined;
}

/** The mail of a campaign target, if it was due in the days before today. */
export function findDueCampaignMail(
  instance: TargetedInstance,
  targetId: number,
  trigger: EpochDay | undefined,
  today: EpochDay,
): DueMail | undefined {
  if (trigger === undefined) return undefined;
  const { daysBeforeEvent, priority, respectsWindows, hasFollowUps } = instance.enrolment;
  const idealDate = addDays(trigger, -daysBeforeEvent);
  if (!isRecent(idealDate, today)) return undefined;
  return {
    emailType: `campaign_${instance.campaignType}`,
    eventDate: trigger,
    idealDate,
    priority,
    emailTemplate: `${instance.name}_email`,
    smsTemplate: instance.smsTemplate,
    campaignInstanceId: instance.id,
    targetId,
    respectsWindows,
    hasFollowUps,
  };
}
