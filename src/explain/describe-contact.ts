import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ExclusionWindow } from '../domain/exclusion/contact-windows.ts';
import type { ContactExplanation } from './contact-explanation.ts';
import { createContactFacts, createPolicyFacts } from './contact-facts.ts';
import { createTimeline } from './create-timeline.ts';
import { describeDifferences, describeViolations } from './describe-differences.ts';
import type { ExplainSubject } from './explain-subject.ts';
import { findNoEvents } from './no-events.ts';
import type { ExplainedContact } from './read-explained-contact.ts';
import { listWindows, toWindowFacts } from './window-entries.ts';

/** The timeline begins a year back, or with the oldest row. */
const daysBack = 365;

/** How far back windows are drawn for old rows. */
const longestPast = 3660;

/** A year back, or further where there are older rows. */
function findFirstDay({ input, context }: ExplainSubject): EpochDay {
  const { today } = context.clock;
  const days = input.rows.map((row) => row.sendDate).filter((day) => day > addDays(today, -longestPast));
  return Math.min(addDays(today, -daysBack), ...days) as EpochDay;
}

function findWindows({ plan, context }: ExplainSubject, from: EpochDay): readonly ExclusionWindow[] {
  const windows = plan.state?.contact.eligible ? plan.state.windows : undefined;
  return windows === undefined ? [] : listWindows(windows, from, context.horizonEnd);
}

/** Puts into words and lists what was read, planned and compared. */
export function describeContact(contact: ExplainedContact, subject: ExplainSubject): ContactExplanation {
  const { input, run, settings, context, mailCounts, identity, holds, changes } = contact;
  const { clock, horizonEnd, configuration } = context;
  const differences = describeDifferences(subject);
  const firstDay = findFirstDay(subject);
  const windows = findWindows(subject, firstDay);
  return {
    contact_id: input.id,
    as_of: settings.now
      .toZonedDateTimeISO(configuration.timezone)
      .toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    today: formatDate(clock.today),
    earliest: formatDate(clock.earliest),
    horizon_end: formatDate(horizonEnd),
    run,
    contact: createContactFacts(input, subject.plan, identity),
    policy: createPolicyFacts(subject.plan, settings),
    limits: {
      daily_cap: mailCounts?.dailyCap ?? null,
      max_emails_per_period: configuration.frequency.max_emails_per_period,
      period_days: configuration.frequency.period_days,
    },
    holds,
    windows: windows.map(toWindowFacts),
    timeline: createTimeline(subject, windows, firstDay),
    no_events: findNoEvents(subject),
    changes,
    agrees: differences.length === 0,
    differences,
    violations: describeViolations(subject),
  };
}
