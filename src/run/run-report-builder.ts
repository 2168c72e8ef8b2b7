import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { adjustmentCode, contactFlag, type Ledger, readVerdict, verdictCode } from '../domain/plan/ledger.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import type { RunReport } from './run-report.ts';

const increase = (counts: Record<string, number>, key: string, by = 1): void => {
  counts[key] = (counts[key] ?? 0) + by;
};

/** Contacts of a plan, by what they are. */
export function countContacts(ledger: Ledger): RunReport['contacts'] {
  const counts = { total: 0, eligible: 0, suppressed: 0, ineligible: 0 };
  for (let contact = 0; contact < ledger.contactCount; contact++) {
    if (!ledger.hasContactFlag(contact, contactFlag.known)) continue;
    counts.total++;
    if (!ledger.hasContactFlag(contact, contactFlag.eligible)) counts.ineligible++;
    else {
      counts.eligible++;
      if (ledger.suppressionOf(contact) !== 'none') counts.suppressed++;
    }
  }
  return counts;
}

type PlanCounts = Pick<RunReport, 'planned' | 'skipped' | 'excluded' | 'adjusted'>;

/** Counts the mails of a plan by type, reason, state and adjustment. */
export function countMails(ledger: Ledger): PlanCounts {
  const planned: Record<string, { pre_scheduled: number; skipped: number }> = {};
  const skipped: Record<string, number> = {};
  const excluded: Record<string, { contacts: number; mails: number }> = {};
  const adjusted = { catch_up: 0, smoothed: 0, capped: 0 };
  const { verdict, adjustment, contact } = ledger.mails;
  const exclusion = verdictCode('exclusion_window');
  let lastExcluded = -1;
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    const type = ledger.typeName(mail);
    planned[type] ??= { pre_scheduled: 0, skipped: 0 };
    const reason = readVerdict(verdict[mail] as number);
    if (reason === null) {
      planned[type].pre_scheduled++;
      if (adjustment[mail] === adjustmentCode('catch_up')) adjusted.catch_up++;
      if (adjustment[mail] === adjustmentCode('smoothed')) adjusted.smoothed++;
      if (adjustment[mail] === adjustmentCode('capped')) adjusted.capped++;
      continue;
    }
    planned[type].skipped++;
    increase(skipped, reason);
    if (verdict[mail] !== exclusion) continue;
    const state = ledger.statesOf(contact[mail] as number).slice(0, 2);
    excluded[state] ??= { contacts: 0, mails: 0 };
    excluded[state].mails++;
    if (contact[mail] !== lastExcluded) excluded[state].contacts++;
    lastExcluded = contact[mail] as number;
  }
  return { planned, skipped, excluded, adjusted };
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
