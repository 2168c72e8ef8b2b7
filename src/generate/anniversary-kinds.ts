import { defaultConfiguration } from '../config/defaults.ts';

const { timing, priorities } = defaultConfiguration;

/** A mail that recurs each year, as the built-in configuration has it (spec 2.4). */
export interface AnniversaryKind {
  readonly emailType: 'birthday' | 'effective_date' | 'aep';
  /** Days from the ideal date to the event date. */
  readonly leadDays: number;
  /** A lower number wins. */
  readonly priority: number;
}

export const birthdayKind: AnniversaryKind = {
  emailType: 'birthday',
  leadDays: timing.birthday_email_days_before,
  priority: priorities.birthday,
};

export const effectiveDateKind: AnniversaryKind = {
  emailType: 'effective_date',
  leadDays: timing.effective_date_days_before,
  priority: priorities.effective_date,
};

export const aepKind: AnniversaryKind = { emailType: 'aep', leadDays: 0, priority: priorities.aep };

/** The one day of AEP mail in the built-in configuration. */
export const aepDay = { month: 9, day: 15 } as const;
