import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { countExcluded, countMails } from '../domain/plan/count-plan.ts';
import type { Ledger } from '../domain/plan/ledger.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import type { RunReport } from './run-report.ts';

type PlanCounts = Pick<RunReport, 'planned' | 'skipped' | 'excluded' | 'adjusted'>;

/** Counts the mails of a plan by type, reason, state and adjustment. */
export function summarizeMails(ledger: Ledger): PlanCounts {
  const planned: Record<string, { pre_scheduled: number; skipped: number }> = {};
  const skipped: Record<string, number> = {};
  const adjusted = { catch_up: 0, smoothed: 0, capped: 0 };
  for (const { emailType, skipReason, adjustment, mails } of countMails(ledger)) {
    planned[emailType] ??= { pre_scheduled: 0, skipped: 0 };
    if (skipReason !== null) {
      planned[emailType].skipped += mails;
      skipped[skipReason] = (skipped[skipReason] ?? 0) + mails;
    } else {
      planned[emailType].pre_scheduled += mails;
      if (adjustment !== null) adjusted[adjustment] += mails;
    }
  }
  return { planned, skipped, excluded: Object.fromEntries(countExcluded(ledger)), adjusted };
}

/** Why a date stays over its threshold: what the cap could not do (spec 2.6). */
export const describeOverCapDays = (days: readonly OverCapDay[], cap: number): RunReport['over_cap_days'] =>
  days.map(({ date, mails }) => ({
    date: formatDate(date),
    mails,
    cap,
    why: 'no mail on this date has a later permitted date that holds fewer mails',
  }));

export const describeViolations = (violations: readonly Violation[]): RunReport['violations'] =>
  violations.map(({ contact_id, mail, rule, detail }) => ({
    contact_id,
    email_type: mail.email_type,
    send_date: formatDate(mail.send_date as EpochDay),
    rule,
    detail,
  }));
