import { describe, expect, it } from 'vitest';
import { fnv1a } from '../../../../src/domain/arithmetic/fnv1a.ts';
import {
  smoothEffectiveDates,
  smoothInSteps,
} from '../../../../src/domain/balance/smooth-effective-dates.ts';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import type { ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { buildConfiguration } from '../../../support/configuration-builder.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { buildWindows, type Span } from '../../../support/contact-state-builder.ts';
import { isoDateAfter } from '../../../support/day-builder.ts';
import {
  type BalanceOptions,
  buildBalanceContext,
  buildLedger,
  readLedger,
} from '../../../support/ledger-builder.ts';
import { buildEvent, buildMail, type EventOptions } from '../../../support/planned-mail-builder.ts';

const ideal = '2027-05-02';
const eventDate = '2027-06-01';

interface EffectiveDateOptions extends EventOptions {
  readonly mail?: Partial<Omit<PlannedMail, 'sendDate'>> & { readonly sendDate?: string };
  readonly windows?: readonly Span[];
}

/** A contact with an effective-date mail on 2 May, for 1 June. */
function planOf(id: number, { mail, windows = [], ...event }: EffectiveDateOptions = {}): ContactPlan {
  const built = buildEvent({
    kind: 'effective_date',
    emailType: 'effective_date',
    eventDate,
    idealDate: ideal,
    ...event,
  });
  const plan = buildContactPlan({ mails: [buildMail(built, mail)] }, { id });
  return { ...plan, state: plan.state && { ...plan.state, windows: buildWindows(...windows) } };
}

const plansOf = (count: number, options: EffectiveDateOptions = {}): ContactPlan[] =>
  Array.from({ length: count }, (_, i) => planOf(i + 1, options));

type Given = Partial<BalanceOptions> & { readonly balancing?: object };

/** Send date and adjustment of each mail, with a limit of three mails unless told otherwise. */
function smooth(plans: readonly ContactPlan[], { balancing, ...options }: Given = {}): string[] {
  const ledger = buildLedger(plans);
  smoothEffectiveDates(
    ledger,
    { ...buildConfiguration().load_balancing, ...balancing },
    buildBalanceContext(plans, { dailyCap: 10, ...options }),
  );
  return readLedger(ledger).map(({ sendDate, adjustment }) => [sendDate, adjustment ?? 'unmoved'].join(' '));
}

/** Where contact `id` is spread to, of `count` dates from `first` on. */
function spreadTo(id: number, first: string, count: number): string {
  const date = isoDateAfter(first, fnv1a(`${id}-effective_date-2027`) % count);
  return date === ideal ? `${date} unmoved` : `${date} smoothed`;
}

const unmoved = (count: number): string[] => Array.from({ length: count }, () => `${ideal} unmoved`);

describe('effective-date mails that share an ideal date (spec 2.6)', () => {
  it('stay on it up to the limit', () => {
    expect(smooth(plansOf(3))).toEqual(unmoved(3));
  });

  it('are all spread over the days around it above the limit, each to number h mod count', () => {
    const expected = Array.from({ length: 40 }, (_, i) => spreadTo(i + 1, '2027-04-30', 5));
    expect(smooth(plansOf(40))).toEqual(expected);
    expect(new Set(expected).size).toBe(5);
    expect(smooth(plansOf(4))).toEqual(expected.slice(0, 4));
  });

  it.each([
    [1, ideal],
    [2, '2027-05-01'],
    [4, '2027-04-30'],
    [7, '2027-04-29'],
  ])('are spread over a window of %i days that begins on %s', (days, first) => {
    const expected = Array.from({ length: 20 }, (_, i) => spreadTo(i + 1, first, days));
    expect(smooth(plansOf(20), { balancing: { ed_smoothing_window_days: days } })).toEqual(expected);
  });

  it('do not go out before earliest', () => {
    const expected = Array.from({ length: 20 }, (_, i) => spreadTo(i + 1, '2027-05-01', 4));
    expect(smooth(plansOf(20), { earliest: '2027-05-01' })).toEqual(expected);
    const onEarliest = Array.from({ length: 20 }, (_, i) => spreadTo(i + 1, ideal, 3));
    expect(smooth(plansOf(20), { earliest: ideal })).toEqual(onEarliest);
  });

  it('do not go out after hi', () => {
    const expected = Array.from({ length: 20 }, (_, i) => spreadTo(i + 1, '2027-04-30', 4));
    expect(smooth(plansOf(20, { lastDate: '2027-05-03' }))).toEqual(expected);
  });

  it('do not go out on an excluded date', () => {
    const free = ['2027-04-30', ideal, '2027-05-04'];
    const windows: Span[] = [
      ['2027-05-01', '2027-05-01'],
      ['2027-05-03', '2027-05-03'],
    ];
    const expected = Array.from({ length: 20 }, (_, i) => {
      const date = free[fnv1a(`${i + 1}-effective_date-2027`) % 3];
      return `${date} ${date === ideal ? 'unmoved' : 'smoothed'}`;
    });
    expect(smooth(plansOf(20, { windows }))).toEqual(expected);
  });

  it('stay where they are if no date around is permitted', () => {
    expect(smooth(plansOf(5, { windows: [['2027-04-01', '2027-05-31']] }))).toEqual(unmoved(5));
  });

  it('are spread by the year of their event date', () => {
    const plans = plansOf(10, { eventDate: '2028-01-10', idealDate: '2027-12-11', lastDate: '2028-01-10' });
    const dates = plans.map(({ id }) => isoDateAfter('2027-12-09', fnv1a(`${id}-effective_date-2028`) % 5));
    expect(smooth(plans).map((text) => text.slice(0, 10))).toEqual(dates);
  });
});

describe('the limit of mails on an ideal date (spec 2.6)', () => {
  it('is the soft limit if that is lower than the share of the cap', () => {
    const given = { dailyCap: 1_000, balancing: { ed_daily_soft_limit: 4 } };
    expect(smooth(plansOf(4), given)).toEqual(unmoved(4));
    expect(smooth(plansOf(5), given)).not.toEqual(unmoved(5));
  });

  it('counts by ideal date', () => {
    const apart = [...plansOf(3), ...[4, 5, 6].map((id) => planOf(id, { idealDate: '2027-05-03' }))];
    expect(smooth(apart)).toEqual([...unmoved(3), ...Array(3).fill('2027-05-03 unmoved')]);
  });

  it('counts sticky mails, wherever they stand, and leaves them there', () => {
    const sticky = { mail: { rule: 'sticky', sendDate: '2027-05-20', adjustment: 'capped' } } as const;
    const plans = [...plansOf(3), planOf(4, sticky)];
    expect(smooth(plans)).toEqual([
      spreadTo(1, '2027-04-30', 5),
      spreadTo(2, '2027-04-30', 5),
      spreadTo(3, '2027-04-30', 5),
      '2027-05-20 capped',
    ]);
  });

  it('does not count skipped mails, and leaves them where they are', () => {
    const skipped = { mail: { status: 'skipped', skipReason: 'suppressed' } } as const;
    expect(smooth([...plansOf(3), planOf(4, skipped), planOf(5, skipped)])).toEqual(unmoved(5));
    expect(smooth([...plansOf(4), planOf(5, skipped)])[4]).toBe(`${ideal} unmoved`);
  });

  it('does not count mail of other types, and leaves it where it is', () => {
    const aep = { kind: 'aep', emailType: 'aep' } as const;
    expect(smooth([...plansOf(3), planOf(4, aep), planOf(5, aep)])).toEqual(unmoved(5));
    expect(smooth([...plansOf(4), planOf(5, aep)])[4]).toBe(`${ideal} unmoved`);
  });

  it('counts the mails of contacts outside a partial run', () => {
    expect(smooth(plansOf(1), { fixedEffectiveDateCounts: { [ideal]: 2 } })).toEqual(unmoved(1));
    expect(smooth(plansOf(1), { fixedEffectiveDateCounts: { [ideal]: 3 } })).toEqual([
      spreadTo(1, '2027-04-30', 5),
    ]);
  });

  it('does not matter to mails whose ideal date is past', () => {
    const late = { mail: { rule: 'catch_up', sendDate: '2027-05-05', adjustment: 'catch_up' } } as const;
    const mails = plansOf(9, late);
    expect(smooth(mails, { earliest: '2027-05-03' })).toEqual(Array(9).fill('2027-05-05 catch_up'));
  });
});

describe('smoothing in steps', () => {
  it('pauses after so many mails, and comes to the same dates', () => {
    const plans = plansOf(10);
    const ledger = buildLedger(plans);
    const { load_balancing: balancing } = buildConfiguration();
    const context = buildBalanceContext(plans, { dailyCap: 3 });
    const steps = [...smoothInSteps(ledger, balancing, context, 4)];
    expect(steps).toHaveLength(2);
    const whole = buildLedger(plans);
    smoothEffectiveDates(whole, balancing, context);
    expect(readLedger(ledger)).toEqual(readLedger(whole));
    expect(readLedger(ledger)).not.toEqual(readLedger(buildLedger(plans)));
  });
});
