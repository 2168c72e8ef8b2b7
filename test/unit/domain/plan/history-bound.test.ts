import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningOfTime } from '../../../../src/domain/exclusion/contact-windows.ts';
import { toRowContent } from '../../../../src/domain/mail/row-content.ts';
import type { ScheduleRow } from '../../../../src/domain/mail/schedule-row.ts';
import { diffContact } from '../../../../src/domain/plan/diff-contact.ts';
import {
  allHistory,
  findHistoryBound,
  type HistoryBound,
} from '../../../../src/domain/plan/history-bound.ts';
import { planContact } from '../../../../src/domain/plan/plan-contact.ts';
import type { PlanContext } from '../../../../src/domain/plan-context.ts';
import { buildCampaign, buildTarget } from '../../../support/campaign-builder.ts';
import { buildContactInput } from '../../../support/contact-builder.ts';
import { day, isoDate, isoDateAfter } from '../../../support/day-builder.ts';
import { buildPlanContext, type PlanContextOptions, zipOf } from '../../../support/plan-context-builder.ts';
import { buildRow } from '../../../support/schedule-row-builder.ts';

const today = '2027-03-01';

const monthOf = (date: string): number => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));

/** In a later month than the one after its send date: what the index `email_schedules_sent_late` holds. */
const wentOutLate = ({ actualSendDateTime, sendDate }: ScheduleRow, bound: HistoryBound): boolean =>
  actualSendDateTime !== null &&
  monthOf(actualSendDateTime) > monthOf(isoDate(sendDate)) + 1 &&
  actualSendDateTime >= isoDate(bound.recentFrom);

/** Is a row of these read, as the bound says? */
function isRead(row: ScheduleRow, rows: readonly ScheduleRow[], bound: HistoryBound): boolean {
  const isNeverSent =
    row.status === 'pre-scheduled' || (row.status === 'skipped' && row.sendDate >= bound.today);
  return (
    row.eventDate >= bound.since ||
    row.sendDate >= bound.recentFrom ||
    (row.parentId === null ? [row] : rows).some((each) => wentOutLate(each, bound)) ||
    isNeverSent ||
    bound.liveCampaigns.has(row.instanceId ?? -1)
  );
}

/** What a run writes for a contact, and what it reports to balancing and settling. */
function outcomeOf(rows: readonly ScheduleRow[], context: PlanContext, state: keyof typeof zipOf) {
  const input = buildContactInput(
    { zipCode: zipOf[state], state },
    { rows, targets: [buildTarget(), buildTarget({ id: 12, triggerDate: '2025-01-10' })] },
  );
  const plan = planContact(input, context);
  const changes = diffContact(input, plan, '08:30:00', (id) => context.campaigns.get(id)?.live ?? false);
  return {
    deletes: changes.deletes.map(({ id }) => id).sort(),
    missed: changes.missed.map(({ id }) => id).sort(),
    mails: plan.mails.map((mail) => [mail.row?.id, toRowContent(mail, '08:30:00')]),
    occupied: plan.occupied,
    unplaced: [...plan.unplacedDates].sort(),
    targets: changes.targets,
  };
}

describe('rows that the bound leaves unread (spec 5)', () => {
  const status = fc.constantFrom('pre-scheduled', 'skipped', 'sent', 'delivered', 'failed', 'scheduled');
  interface RowSpec {
    readonly emailType: string;
    readonly daysAgo: number;
    readonly daysLate: number;
    /** The sender took it so many days after its send date; undefined: it does not say when. */
    readonly daysUntilSent: number | undefined;
    readonly status: string;
    readonly skipReason: string;
    readonly targetId: number | null;
    readonly followUp: { readonly status: string; readonly daysAfter: number } | undefined;
  }
  const spec: fc.Arbitrary<RowSpec> = fc.record({
    emailType: fc.constantFrom(
      'birthday',
      'effective_date',
      'aep',
      'post_window',
      'campaign_promo',
      'campaign_past',
    ),
    daysAgo: fc.integer({ min: -300, max: 1_200 }),
    daysLate: fc.integer({ min: 0, max: 20 }),
    daysUntilSent: fc.option(fc.integer({ min: 0, max: 1_200 }), { nil: undefined }),
    status,
    skipReason: fc.constantFrom('exclusion_window', 'suppressed'),
    targetId: fc.constantFrom(11, 12, 13, null),
    followUp: fc.option(fc.record({ status, daysAfter: fc.nat({ max: 45 }) }), { nil: undefined, freq: 2 }),
  });
  const daysBefore: Readonly<Record<string, number>> = {
    birthday: 14,
    effective_date: 30,
    campaign_past: -10,
  };
  const instanceIds: Readonly<Record<string, number>> = { campaign_promo: 3, campaign_past: 4 };

  /** A row and the follow-up of its mail. */
  function rowsOf(given: RowSpec, i: number): ScheduleRow[] {
    const { emailType, followUp } = given;
    const eventDate = isoDateAfter(today, -given.daysAgo);
    const idealDate = isoDateAfter(eventDate, -(daysBefore[emailType] ?? 0));
    const sendDate = isoDateAfter(idealDate, given.daysLate);
    const instanceId = instanceIds[emailType] ?? null;
    const common = { eventDate, instanceId, skipReason: given.skipReason };
    const row = buildRow({
      ...common,
      id: 100 + i,
      emailType,
      idealDate,
      sendDate,
      status: given.status,
      targetId: instanceId === null ? null : given.targetId,
      actualSendDateTime:
        given.daysUntilSent === undefined ? null : `${isoDateAfter(sendDate, given.daysUntilSent)} 15:00:00`,
    });
    if (followUp === undefined) return [row];
    const followUpDate = isoDateAfter(sendDate, followUp.daysAfter);
    const ofIt = { ...common, id: 200 + i, emailType: 'followup_1_cold', parentId: row.id };
    return [row, buildRow({ ...ofIt, idealDate: followUpDate, status: followUp.status })];
  }

  /** A run turns what was pre-scheduled and is past into something else: such rows are as old as the last run. */
  const isLeftByARun = (row: ScheduleRow): boolean =>
    row.status !== 'pre-scheduled' || row.sendDate >= day(today) - 40;

  const campaigns = [buildCampaign(), buildCampaign({ id: 4, emailType: 'campaign_past', live: false })];

  it('do not matter: the plan is the same without them', () => {
    fc.assert(
      fc.property(
        fc.array(spec, { maxLength: 8 }),
        fc.constantFrom(...(Object.keys(zipOf) as (keyof typeof zipOf)[])),
        fc.constantFrom(
          '2027-03-01T12:00:00Z',
          '2027-06-20T15:00:00Z',
          '2027-09-20T12:00:00Z',
          '2028-01-01T12:00:00Z',
        ),
        (specs, state, now) => {
          const context = buildPlanContext({ now, campaigns });
          const bound = findHistoryBound(context);
          const rows = specs.flatMap(rowsOf).filter(isLeftByARun);
          expect(
            outcomeOf(
              rows.filter((each) => isRead(each, rows, bound)),
              context,
              state,
            ),
          ).toEqual(outcomeOf(rows, context, state));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the bound of history (spec 5)', () => {
  const sinceOf = (options: PlanContextOptions) => isoDate(findHistoryBound(buildPlanContext(options)).since);

  it('is at most two years back with the default configuration', () => {
    expect(findHistoryBound(buildPlanContext()).since).toBeGreaterThan(day('2025-03-01'));
    expect(findHistoryBound(buildPlanContext()).recentFrom).toBeGreaterThan(day('2025-03-01'));
  });

  it('names today and the live campaigns', () => {
    const campaigns = [buildCampaign(), buildCampaign({ id: 4, live: false })];
    const bound = findHistoryBound(buildPlanContext({ campaigns }));
    expect(bound.today).toBe(day(today));
    expect([...bound.liveCampaigns]).toEqual([3]);
  });

  it('is the beginning of time where windows run into one another', () => {
    const rule = { type: 'birthday_window', window_before: 200, window_after: 200 } as const;
    const bound = findHistoryBound(buildPlanContext({ configuration: { state_rules: { TX: rule } } }));
    expect(bound.since).toBe(beginningOfTime);
  });

  it('is the beginning of time once windows leave no day between one year’s and the next', () => {
    const withWindow = (window_before: number) => ({
      configuration: {
        timing: { pre_window_exclusion_days: 0 },
        state_rules: { TX: { type: 'birthday_window', window_before, window_after: 164 } as const },
      },
    });
    expect(sinceOf(withWindow(200))).toBe(isoDate(beginningOfTime));
    expect(sinceOf(withWindow(199))).not.toBe(isoDate(beginningOfTime));
  });

  const withoutWindows = (configuration: PlanContextOptions['configuration'] = {}) => {
    const timing = { post_window_grace_days: 0, ...configuration?.timing };
    return findHistoryBound({
      ...buildPlanContext({ configuration: { ...configuration, timing } }),
      states: [],
    });
  };

  it('holds every row that the frequency limit counts', () => {
    const frequency = { period_days: 500, max_emails_per_period: 3 };
    expect(withoutWindows({ frequency }).recentFrom).toBeLessThanOrEqual(day(today) - 499);
  });

  it('holds every follow-up that may bar another one, and the mail that it follows', () => {
    const timing = { followup_lookback_days: 200 };
    const load_balancing = { catch_up_spread_days: 40 };
    expect(withoutWindows({ timing, load_balancing }).recentFrom).toBeLessThanOrEqual(day(today) - 440);
  });

  it('holds every row of a window whose post-window mail may still go out', () => {
    const configuration = {
      timing: { pre_window_exclusion_days: 0, post_window_grace_days: 90 },
      state_rules: { TX: { type: 'birthday_window', window_before: 150, window_after: 149 } as const },
    };
    const bound = findHistoryBound(buildPlanContext({ configuration }));
    const startOfWindow = day(today) - 90 - 300;
    expect(bound.since).toBeLessThanOrEqual(startOfWindow - 182);
    expect(bound.recentFrom).toBeLessThanOrEqual(startOfWindow);
  });

  it('holds every row that may be this season’s AEP mail, however long the season has been', () => {
    const aep = {
      dates: [
        { month: 12, day: 1 },
        { month: 1, day: 5 },
      ],
      last_send: { month: 12, day: 31 },
      years: [2027],
    };
    const configuration = { aep, timing: { pre_window_exclusion_days: 0, post_window_grace_days: 0 } };
    const context = { ...buildPlanContext({ configuration, now: '2027-12-20T15:00:00Z' }), states: [] };
    expect(findHistoryBound(context).since).toBeLessThanOrEqual(day('2027-01-05') - 182);
  });

  it('lies further back where the windows of two states may count', () => {
    expect(sinceOf({ configuration: { on_state_mismatch: 'strictest' } }) <= sinceOf({})).toBe(true);
    const rule = { type: 'birthday_window', window_before: 100, window_after: 100 } as const;
    const configuration = { state_rules: { TX: rule, OH: rule } };
    expect(sinceOf({ configuration: { ...configuration, on_state_mismatch: 'strictest' } })).toBe(
      isoDate(beginningOfTime),
    );
    expect(sinceOf({ configuration })).not.toBe(isoDate(beginningOfTime));
  });

  it('does without an AEP year and without rules', () => {
    const context = buildPlanContext();
    expect(findHistoryBound({ ...context, aepYear: undefined, states: [] }).since).toBeGreaterThan(
      day('2025-03-01'),
    );
  });

  it('is none for those who look at everything', () => {
    expect(
      isRead(buildRow({ eventDate: '1999-01-01', idealDate: '1999-01-01', status: 'sent' }), [], allHistory),
    ).toBe(true);
  });
});
