import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDailyCap } from '../../../../src/domain/balance/apply-daily-cap.ts';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import type { ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { buildConfiguration } from '../../../support/configuration-builder.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { buildWindows, type Span } from '../../../support/contact-state-builder.ts';
import { day, isoDate, isoDateAfter } from '../../../support/day-builder.ts';
import {
  type BalanceOptions,
  buildBalanceContext,
  buildLedger,
  type DateCounts,
  readLedger,
} from '../../../support/ledger-builder.ts';
import { buildEvent, buildMail, type EventOptions } from '../../../support/planned-mail-builder.ts';

interface CappedOptions extends EventOptions {
  readonly mail?: Partial<Omit<PlannedMail, 'sendDate'>> & { readonly sendDate?: string };
  readonly windows?: readonly Span[];
  readonly unplaced?: readonly string[];
}

/** A contact with one mail that is due on a date and may go out for nine days after it. */
function planOn(date: string, id: number, options: CappedOptions = {}): ContactPlan {
  const { mail, windows = [], unplaced = [], ...event } = options;
  const built = buildEvent({ eventDate: isoDateAfter(date, 9), idealDate: date, ...event });
  const plan = buildContactPlan(
    { mails: [buildMail(built, mail)], unplacedDates: unplaced.map(day) },
    { id },
  );
  return { ...plan, state: plan.state && { ...plan.state, windows: buildWindows(...windows) } };
}

const plansOn = (date: string, count: number, options: CappedOptions = {}, firstId = 1): ContactPlan[] =>
  Array.from({ length: count }, (_, i) => planOn(date, firstId + i, options));

type Given = BalanceOptions & { readonly threshold?: number };

function cap(plans: readonly ContactPlan[], { threshold = 1, ...options }: Given) {
  const ledger = buildLedger(plans);
  const balancing = { ...buildConfiguration().load_balancing, overage_threshold: threshold };
  const overCap = applyDailyCap(ledger, balancing, buildBalanceContext(plans, options));
  return {
    ledger,
    mails: readLedger(ledger),
    overCap: overCap.map(({ date, mails }) => `${isoDate(date)} ${mails}`),
  };
}

/** Mails by send date. */
function countsOf(plans: readonly ContactPlan[], given: Given): DateCounts {
  const counts: Record<string, number> = {};
  for (const { sendDate } of cap(plans, given).mails) counts[sendDate] = (counts[sendDate] ?? 0) + 1;
  return counts;
}

/** Send date of each contact's mail. */
const datesOf = (plans: readonly ContactPlan[], given: Given): string[] =>
  cap(plans, given).mails.map(({ sendDate }) => sendDate);

const monday = '2027-05-03';
const tuesday = '2027-05-04';
const wednesday = '2027-05-05';
const thursday = '2027-05-06';

describe('a smoothed mail that the cap moves', () => {
  it('is adjusted no more if it comes back to its ideal date', () => {
    const early = { idealDate: tuesday, mail: { sendDate: monday, adjustment: 'smoothed' } } as const;
    const { mails } = cap([planOn(monday, 1, early), planOn(monday, 2)], { dailyCap: 1 });
    expect(mails.find(({ sendDate }) => sendDate === tuesday)).toMatchObject({
      contactId: 1,
      adjustment: null,
    });
  });
});

describe('a date within its threshold (spec 2.6)', () => {
  it('keeps its mails, though they are more than the cap', () => {
    expect(countsOf(plansOn(monday, 6), { dailyCap: 5, threshold: 1.2 })).toEqual({ [monday]: 6 });
    expect(cap(plansOn(monday, 6), { dailyCap: 5, threshold: 1.2 }).overCap).toEqual([]);
  });

  it('leaves adjustments as they are', () => {
    const smoothed = { mail: { adjustment: 'smoothed' } } as const;
    expect(cap(plansOn(monday, 2, smoothed), { dailyCap: 5 }).mails[0]?.adjustment).toBe('smoothed');
  });

  it('is any date without mails', () => {
    expect(cap([], { dailyCap: 1 }).overCap).toEqual([]);
  });
});

describe('a date over its threshold (spec 2.6)', () => {
  it('gives up mails until it holds the cap', () => {
    expect(countsOf(plansOn(monday, 7), { dailyCap: 5, threshold: 1.2 })).toEqual({
      [monday]: 5,
      [tuesday]: 2,
    });
  });

  it('marks what it gives up as capped', () => {
    const smoothed = { mail: { adjustment: 'smoothed' } } as const;
    const { mails, overCap } = cap(plansOn(monday, 3, smoothed), { dailyCap: 2 });
    expect(mails.map(({ adjustment }) => adjustment).sort()).toEqual(['capped', 'smoothed', 'smoothed']);
    expect(overCap).toEqual([]);
  });

  it('gives up those with the highest priority number first', () => {
    const plans = [10, 40, 20, 30].map((priority, i) => planOn(monday, i + 1, { priority }));
    expect(datesOf(plans, { dailyCap: 2 })).toEqual([monday, tuesday, monday, tuesday]);
    expect(datesOf(plans, { dailyCap: 1 })).toEqual([monday, tuesday, thursday, wednesday]);
  });

  it('gives up sticky mails too', () => {
    const sticky = { mail: { rule: 'sticky' } } as const;
    expect(countsOf(plansOn(monday, 2, sticky), { dailyCap: 1 })).toEqual({ [monday]: 1, [tuesday]: 1 });
  });

  it('fills the first later dates that hold fewer than the cap', () => {
    const plans = [...plansOn(monday, 5), ...plansOn(tuesday, 2, {}, 6), ...plansOn(wednesday, 1, {}, 8)];
    expect(countsOf(plans, { dailyCap: 2 })).toEqual({
      [monday]: 2,
      [tuesday]: 2,
      [wednesday]: 2,
      [thursday]: 2,
    });
  });

  it('gives no mail to an earlier date', () => {
    expect(countsOf(plansOn(tuesday, 3), { dailyCap: 1 })).toEqual({
      [tuesday]: 1,
      [wednesday]: 1,
      [thursday]: 1,
    });
  });
});

describe('the dates a mail may move to (spec 2.6)', () => {
  it('are not excluded for it', () => {
    const windows: Span[] = [[tuesday, wednesday]];
    const plans = [planOn(monday, 1), planOn(monday, 2, { priority: 20, windows })];
    expect(datesOf(plans, { dailyCap: 1 })).toEqual([monday, thursday]);
  });

  it('may be excluded if it does not respect windows', () => {
    const windows: Span[] = [[tuesday, wednesday]];
    const plans = [planOn(monday, 1), planOn(monday, 2, { priority: 20, windows, respectsWindows: false })];
    expect(datesOf(plans, { dailyCap: 1 })).toEqual([monday, tuesday]);
  });

  it('are its own contact’s: another contact’s window does not matter', () => {
    const windows: Span[] = [[tuesday, '2027-06-30']];
    const plans = [planOn(monday, 1, { windows }), planOn(monday, 2, { priority: 20 })];
    expect(datesOf(plans, { dailyCap: 1 })).toEqual([monday, tuesday]);
  });

  it('are not after its hi: the next mail moves in its place', () => {
    const plans = [planOn(monday, 1), planOn(monday, 2, { priority: 20, lastDate: monday })];
    expect(datesOf(plans, { dailyCap: 1 })).toEqual([tuesday, monday]);
    const untilTuesday = [planOn(monday, 1), planOn(monday, 2, { priority: 20, lastDate: tuesday })];
    expect(datesOf(untilTuesday, { dailyCap: 1 })).toEqual([monday, tuesday]);
  });

  it('cross month end', () => {
    expect(countsOf(plansOn('2028-02-28', 3), { dailyCap: 1 })).toEqual({
      '2028-02-28': 1,
      '2028-02-29': 1,
      '2028-03-01': 1,
    });
  });
});

describe('mails that this run does not place (spec 2.6)', () => {
  it('count on the date that gives up mails', () => {
    expect(countsOf(plansOn(monday, 2), { dailyCap: 2, fixedCounts: { [monday]: 1 } })).toEqual({
      [monday]: 1,
      [tuesday]: 1,
    });
  });

  it('count on the dates that might take some', () => {
    expect(countsOf(plansOn(monday, 2), { dailyCap: 1, fixedCounts: { [tuesday]: 1 } })).toEqual({
      [monday]: 1,
      [wednesday]: 1,
    });
  });

  it('count if they are outside this run', () => {
    const plans = [...plansOn(monday, 2), planOn(monday, 3, { unplaced: [monday, tuesday] })];
    expect(countsOf(plans, { dailyCap: 2 })).toEqual({ [monday]: 1, [tuesday]: 1, [wednesday]: 1 });
  });

  it('do not matter before earliest and after the last date', () => {
    const fixedCounts = { '2027-02-01': 9, '2029-01-01': 9 };
    expect(countsOf(plansOn(monday, 2), { dailyCap: 2, fixedCounts })).toEqual({ [monday]: 2 });
  });
});

describe('mails that the cap does not see (spec 2.6)', () => {
  it('are skipped ones', () => {
    const skipped = { mail: { status: 'skipped', skipReason: 'suppressed' } } as const;
    const plans = [
      ...plansOn(monday, 2),
      ...plansOn(monday, 3, skipped, 3),
      ...plansOn(tuesday, 3, skipped, 6),
    ];
    const dates = datesOf(plans, { dailyCap: 1 });
    expect(new Set(dates.slice(0, 2))).toEqual(new Set([monday, tuesday]));
    expect(dates.slice(2)).toEqual([monday, monday, monday, tuesday, tuesday, tuesday]);
  });

  it('are those of today after the send time', () => {
    expect(countsOf(plansOn(monday, 3), { dailyCap: 1, earliest: tuesday })).toEqual({ [monday]: 3 });
  });
});

describe('a date whose mails have no open date left (spec 2.6)', () => {
  it('is levelled with the dates after it, not left in a heap', () => {
    const { mails, overCap } = cap(plansOn(monday, 12, { lastDate: wednesday }), { dailyCap: 2 });
    const counts = [monday, tuesday, wednesday].map(
      (date) => mails.filter((mail) => mail.sendDate === date).length,
    );
    expect(counts).toEqual([4, 4, 4]);
    expect(overCap).toEqual([`${monday} 4`, `${tuesday} 4`, `${wednesday} 4`]);
  });

  it('gives a mail to the permitted date with the fewest mails', () => {
    const fixedCounts = { [tuesday]: 4, [wednesday]: 3, [thursday]: 4 };
    const plans = plansOn(monday, 6, { lastDate: thursday });
    expect(countsOf(plans, { dailyCap: 3, fixedCounts })).toEqual({ [monday]: 5, [wednesday]: 1 });
  });

  it('keeps a mail if the other date would not hold fewer than this one held', () => {
    const fixedCounts = { [tuesday]: 4 };
    expect(countsOf(plansOn(monday, 5, { lastDate: tuesday }), { dailyCap: 2, fixedCounts })).toEqual({
      [monday]: 5,
    });
    expect(countsOf(plansOn(monday, 6, { lastDate: tuesday }), { dailyCap: 2, fixedCounts })).toEqual({
      [monday]: 5,
      [tuesday]: 1,
    });
  });

  it('gives none to an excluded date', () => {
    const windows: Span[] = [[tuesday, tuesday]];
    expect(countsOf(plansOn(monday, 8, { lastDate: wednesday, windows }), { dailyCap: 2 })).toEqual({
      [monday]: 4,
      [wednesday]: 4,
    });
  });

  it('keeps and reports what cannot move at all', () => {
    const { mails, overCap } = cap(plansOn(monday, 4, { lastDate: monday }), { dailyCap: 2 });
    expect(mails.every(({ sendDate, adjustment }) => sendDate === monday && adjustment === null)).toBe(true);
    expect(overCap).toEqual([`${monday} 4`]);
  });

  it('lets a later date give up a mail that it has taken, once it is overfull itself', () => {
    const plans = [
      planOn(monday, 1, { priority: 30, lastDate: wednesday }),
      ...plansOn(monday, 5, { priority: 20, lastDate: tuesday }, 2),
    ];
    expect(countsOf(plans, { dailyCap: 1 })).toEqual({ [monday]: 3, [tuesday]: 2, [wednesday]: 1 });
  });

  it('lets a later date give up what it has taken', () => {
    const short = plansOn(monday, 6, { lastDate: tuesday });
    const long = plansOn(tuesday, 2, { lastDate: wednesday }, 7);
    expect(countsOf([...short, ...long], { dailyCap: 2 })).toEqual({
      [monday]: 3,
      [tuesday]: 3,
      [wednesday]: 2,
    });
  });
});

describe('the daily cap of any plan', () => {
  const first = day('2027-03-01');
  const days = 12;
  interface MailSpec {
    readonly date: number;
    readonly reach: number;
    readonly priority: number;
    readonly window: [number, number] | undefined;
    readonly respectsWindows: boolean;
    readonly isSkipped: boolean;
  }
  interface World {
    readonly specs: readonly MailSpec[];
    readonly dailyCap: number;
    readonly threshold: number;
    readonly earliest: number;
    readonly fixed: readonly [number, number][];
  }
  const spec: fc.Arbitrary<MailSpec> = fc.record({
    date: fc.integer({ min: 0, max: days - 1 }),
    reach: fc.integer({ min: 0, max: 6 }),
    priority: fc.constantFrom(10, 20, 30),
    window: fc.option(fc.tuple(fc.nat({ max: days }), fc.nat({ max: 4 })), { nil: undefined }),
    respectsWindows: fc.boolean(),
    isSkipped: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  });
  const world: fc.Arbitrary<World> = fc.record({
    specs: fc.array(spec, { maxLength: 40, size: 'max' }),
    dailyCap: fc.integer({ min: 1, max: 4 }),
    threshold: fc.constantFrom(1, 1.2, 1.5),
    earliest: fc.integer({ min: 0, max: 2 }),
    fixed: fc.array(fc.tuple(fc.nat({ max: days + 8 }), fc.integer({ min: 1, max: 5 })), { maxLength: 4 }),
  });

  const isBarred = ({ window, respectsWindows }: MailSpec, offset: number): boolean =>
    respectsWindows && window !== undefined && offset >= window[0] && offset <= window[0] + window[1];

  function run({ specs, dailyCap, threshold, earliest, fixed }: World) {
    const plans = specs.map((each, i) => {
      const date = isoDate(first + each.date);
      return planOn(date, i + 1, {
        lastDate: isoDate(first + each.date + each.reach),
        priority: each.priority,
        respectsWindows: each.respectsWindows,
        windows: each.window
          ? [[isoDate(first + each.window[0]), isoDate(first + each.window[0] + each.window[1])]]
          : [],
        ...(each.isSkipped && { mail: { status: 'skipped', skipReason: 'exclusion_window' } as const }),
      });
    });
    const fixedCounts: Record<string, number> = {};
    for (const [offset, count] of fixed) fixedCounts[isoDate(first + offset)] = count;
    const given = { dailyCap, threshold, earliest: isoDate(first + earliest), fixedCounts };
    const { mails, overCap, ledger } = cap(plans, given);
    const offsets = mails.map(({ sendDate }) => day(sendDate) - first);
    const counts = new Map(Object.entries(fixedCounts).map(([date, count]) => [day(date) - first, count]));
    specs.forEach((each, i) => {
      const offset = offsets[i] as number;
      if (!each.isSkipped && offset >= earliest) counts.set(offset, (counts.get(offset) ?? 0) + 1);
    });
    return { plans, given, ledger, overCap, offsets, countOn: (offset: number) => counts.get(offset) ?? 0 };
  }

  it('moves nothing earlier, onto an excluded date, past its hi, or before earliest, and loses nothing', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { offsets } = run(given);
        expect(offsets).toHaveLength(given.specs.length);
        given.specs.forEach((each, i) => {
          const offset = offsets[i] as number;
          if (each.isSkipped || each.date < given.earliest) expect(offset).toBe(each.date);
          if (offset === each.date) return;
          expect(offset).toBeGreaterThan(each.date);
          expect(offset).toBeLessThanOrEqual(each.date + each.reach);
          expect(isBarred(each, offset)).toBe(false);
        });
      }),
    );
  });

  it('leaves no mail on an overfull date that has a better one', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { offsets, countOn } = run(given);
        const limit = Math.floor(given.dailyCap * given.threshold);
        given.specs.forEach((each, i) => {
          const offset = offsets[i] as number;
          if (each.isSkipped || offset < given.earliest || countOn(offset) <= limit) return;
          for (let later = offset + 1; later <= each.date + each.reach; later++) {
            if (isBarred(each, later)) continue;
            expect(countOn(later)).toBeGreaterThanOrEqual(given.dailyCap);
            expect(countOn(later) + 1).toBeGreaterThanOrEqual(countOn(offset));
          }
        });
      }),
    );
  });

  it('reports exactly the dates with mails of the plan that are left over their threshold', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { offsets, overCap, countOn } = run(given);
        const limit = Math.floor(given.dailyCap * given.threshold);
        const planned = offsets.filter((_, i) => !given.specs[i]?.isSkipped);
        const over = [...new Set(planned)].filter((each) => each >= given.earliest && countOn(each) > limit);
        for (const each of over) expect(overCap).toContain(`${isoDate(first + each)} ${countOn(each)}`);
        for (const text of overCap) expect(countOn(day(text.slice(0, 10)) - first)).toBeGreaterThan(limit);
        expect(overCap).toEqual([...overCap].sort());
      }),
    );
  });

  it('is a fixed point: once more moves nothing', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { plans, ledger, given: options, overCap } = run(given);
        const before = readLedger(ledger);
        const balancing = { ...buildConfiguration().load_balancing, overage_threshold: given.threshold };
        const again = applyDailyCap(ledger, balancing, buildBalanceContext(plans, options));
        expect(readLedger(ledger)).toEqual(before);
        expect(again.map(({ date, mails }) => `${isoDate(date)} ${mails}`)).toEqual(overCap);
      }),
    );
  });

  it('gives the same plan for the same input', () => {
    fc.assert(
      fc.property(world, (given) => {
        expect(run(given).offsets).toEqual(run(given).offsets);
      }),
    );
  });
});
