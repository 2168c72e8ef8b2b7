import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochDay } from '../../../../src/domain/calendar/epoch-day.ts';
import {
  type ContactWindows,
  describeWindow,
  endOfTime,
  findContactWindows,
} from '../../../../src/domain/exclusion/contact-windows.ts';
import type { ResolvedRule } from '../../../../src/domain/exclusion/state-rules.ts';
import { day, isoDate, isoDateAfter } from '../../../support/day-builder.ts';
import { buildPlanContext } from '../../../support/plan-context-builder.ts';
import { buildRule, type RuleOptions } from '../../../support/state-rule-builder.ts';

/** The windows of somebody born on a date, with a policy since 15 September 2020. */
function windowsOf(birthDate: string, ...rules: readonly RuleOptions[]): ContactWindows {
  return findContactWindows(rules.map(buildRule), day(birthDate), day('2020-09-15'));
}

/** The merged window that holds a date, as `start..end`. */
function windowAt(windows: ContactWindows, date: string): string | undefined {
  const window = windows.windowAt(day(date));
  return window && `${isoDate(window.start)}..${isoDate(window.end)}`;
}

/** Both ends are excluded, and the days beside them are not. */
function expectWindow(windows: ContactWindows, start: string, end: string): void {
  const dates = [isoDateAfter(start, -1), start, end, isoDateAfter(end, 1)];
  expect(dates.map((date) => windows.isExcluded(day(date)))).toEqual([false, true, true, false]);
  for (const date of [start, end]) expect(windowAt(windows, date)).toBe(`${start}..${end}`);
  expect(windowAt(windows, isoDateAfter(end, 1))).toBeUndefined();
}

describe('a window around an anniversary (spec 2.3)', () => {
  it('goes from its buffer before to its days after the anchor, both ends included', () => {
    expectWindow(windowsOf('1960-06-15', {}), '2027-03-17', '2027-08-14');
  });

  it('comes back every year', () => {
    const windows = windowsOf('1960-06-15', {});
    expectWindow(windows, '2026-03-17', '2026-08-14');
    expectWindow(windows, '2028-03-17', '2028-08-14');
  });

  it('is one day if it has no days before and after', () => {
    expectWindow(windowsOf('1960-06-15', { before: 0, after: 0 }), '2027-06-15', '2027-06-15');
  });

  it('crosses New Year to either side', () => {
    expectWindow(windowsOf('1960-01-05', { before: 60, after: 60 }), '2026-11-06', '2027-03-06');
    expectWindow(windowsOf('1960-12-20', { before: 60, after: 60 }), '2026-10-21', '2027-02-18');
  });

  it('hangs on 28 February in a common year if the anchor is the 29th', () => {
    const windows = windowsOf('1960-02-29', { before: 1, after: 1 });
    expectWindow(windows, '2027-02-27', '2027-03-01');
    expectWindow(windows, '2028-02-28', '2028-03-01');
  });

  it('hangs on the first of the month with use_month_start', () => {
    expectWindow(
      windowsOf('1960-06-15', { before: 60, after: 60, useMonthStart: true }),
      '2027-04-02',
      '2027-07-31',
    );
    expectWindow(
      windowsOf('1960-02-29', { before: 0, after: 1, useMonthStart: true }),
      '2027-02-01',
      '2027-02-02',
    );
    expectWindow(
      windowsOf('1960-01-31', { before: 1, after: 0, useMonthStart: true }),
      '2026-12-31',
      '2027-01-01',
    );
  });

  it('hangs on the effective date for an effective_date_window', () => {
    expectWindow(
      windowsOf('1960-06-15', { type: 'effective_date_window', before: 90, after: 33 }),
      '2027-06-17',
      '2027-10-18',
    );
  });

  it('exists from the anchor’s own year on, and not before', () => {
    const policy = { type: 'effective_date_window', before: 30, after: 30 } as const;
    const windows = findContactWindows([buildRule(policy)], undefined, day('2027-09-15'));
    expectWindow(windows, '2027-08-16', '2027-10-15');
    expectWindow(windows, '2028-08-16', '2028-10-15');
    expect(windows.isExcluded(day('2026-09-15'))).toBe(false);
  });
});

describe('windows of two rules (spec 2.3)', () => {
  const birthday = { before: 0, after: 10 };
  const withPolicy = (before: number, after: number) =>
    ({ type: 'effective_date_window', before, after }) as const;

  it('are one if they overlap', () => {
    expectWindow(windowsOf('1960-09-10', birthday, withPolicy(0, 10)), '2027-09-10', '2027-09-25');
    expectWindow(windowsOf('1960-09-10', withPolicy(0, 10), birthday), '2027-09-10', '2027-09-25');
  });

  it('are one if the one begins the day after the other ends', () => {
    expectWindow(windowsOf('1960-09-04', birthday, withPolicy(0, 10)), '2027-09-04', '2027-09-25');
    expectWindow(windowsOf('1960-09-26', birthday, withPolicy(0, 10)), '2027-09-15', '2027-10-06');
  });

  it('are two if a day lies between them', () => {
    const windows = windowsOf('1960-09-03', birthday, withPolicy(0, 10));
    expectWindow(windows, '2027-09-03', '2027-09-13');
    expectWindow(windows, '2027-09-15', '2027-09-25');
  });

  it('are the longer one if it holds the other', () => {
    expectWindow(
      windowsOf('1960-09-15', { before: 0, after: 0 }, withPolicy(20, 20)),
      '2027-08-26',
      '2027-10-05',
    );
    expectWindow(
      windowsOf('1960-09-15', withPolicy(20, 20), { before: 0, after: 0 }),
      '2027-08-26',
      '2027-10-05',
    );
  });

  it('make one with all that they touch, one after another', () => {
    const windows = windowsOf('1960-09-04', birthday, withPolicy(0, 10), { before: -22, after: 30 });
    expectWindow(windows, '2027-09-04', '2027-10-04');
  });
});

describe('windows of three rules', () => {
  it('are told apart by one free day, also after others have merged', () => {
    const at = (birthDate: string, ...rules: readonly RuleOptions[]) => windowsOf(birthDate, ...rules);
    const policy = { type: 'effective_date_window', before: 0, after: 4 } as const;
    const merged = [
      { before: 10, after: -6 },
      { before: 5, after: 0 },
    ];
    const after = at('1960-09-13', ...merged, policy);
    expectWindow(after, '2027-09-03', '2027-09-13');
    expectWindow(after, '2027-09-15', '2027-09-19');
    const before = at('1960-09-21', { before: 0, after: 3 }, { before: -4, after: 8 }, policy);
    expectWindow(before, '2027-09-15', '2027-09-19');
    expectWindow(before, '2027-09-21', '2027-09-29');
  });
});

describe('windows so long that each touches the next', () => {
  it('never end, and begin with the first', () => {
    const windows = windowsOf('1960-06-15', { before: 10, after: 365 });
    expect(windows.isExcluded(day('1960-06-04'))).toBe(false);
    expect(windows.windowAt(day('2027-01-01'))).toMatchObject({ start: day('1960-06-05'), yearRound: false });
    expect(windows.windowAt(day('2027-01-01'))?.end).toBeGreaterThanOrEqual(endOfTime);
  });
});

describe('a year-round rule (spec 2.3)', () => {
  const everything = windowsOf('1960-06-15', { type: 'year_round' });

  it.each(['0000-01-01', '1960-06-15', '2027-03-01', '9999-12-31'])('excludes %s', (date) => {
    expect(everything.isExcluded(day(date))).toBe(true);
    expect(everything.windowAt(day(date))).toMatchObject({ yearRound: true, end: endOfTime });
  });

  it('excludes without any date of the contact', () => {
    const windows = findContactWindows([buildRule({ type: 'year_round' })], undefined, undefined);
    expect(windows.isExcluded(day('2027-03-01'))).toBe(true);
    expect(windows.anchorMissing).toBe(false);
  });

  it('excludes the dates between its effective dates, both included', () => {
    const limited = { type: 'year_round', effectiveFrom: '2027-01-01', effectiveTo: '2027-06-30' } as const;
    expectWindow(windowsOf('1960-12-15', limited), '2027-01-01', '2027-06-30');
  });

  it('excludes from its start on, or up to its end, if it has but one', () => {
    const from = windowsOf('1960-06-15', { type: 'year_round', effectiveFrom: '2027-01-01' });
    expect([from.isExcluded(day('2026-12-31')), from.isExcluded(day('2090-01-01'))]).toEqual([false, true]);
    const to = windowsOf('1960-06-15', { type: 'year_round', effectiveTo: '2027-06-30' });
    expect([to.isExcluded(day('1990-01-01')), to.isExcluded(day('2027-07-01'))]).toEqual([true, false]);
  });

  it('makes a window that it touches on either side year-round', () => {
    const limited = { type: 'year_round', effectiveFrom: '2027-01-01', effectiveTo: '2027-06-30' } as const;
    for (const [birthDate, start, end] of [
      ['1960-07-01', '2027-01-01', '2027-07-01'],
      ['1960-12-31', '2026-12-31', '2027-06-30'],
    ] as const) {
      const windows = windowsOf(birthDate, { before: 0, after: 0 }, limited);
      expectWindow(windows, start, end);
      expect(windows.windowAt(day(birthDate === '1960-07-01' ? end : start))?.yearRound).toBe(true);
    }
  });

  it('leaves a window that it does not touch as it is', () => {
    const limited = { type: 'year_round', effectiveFrom: '2027-01-01', effectiveTo: '2027-06-30' } as const;
    const windows = windowsOf('1960-07-02', { before: 0, after: 0 }, limited);
    expect(windows.windowAt(day('2027-07-02'))?.yearRound).toBe(false);
  });
});

describe('age_76_plus (spec 2.3)', () => {
  const rule = { before: 0, after: 0, age76Plus: true };

  it('excludes every date from the 76th birthday on', () => {
    const windows = windowsOf('1951-06-15', { ...rule, type: 'effective_date_window' });
    expect(windows.isExcluded(day('2027-06-14'))).toBe(false);
    for (const date of ['2027-06-15', '2027-06-16', '2050-01-01', '9999-12-31']) {
      expect(windows.isExcluded(day(date))).toBe(true);
    }
    expect(windows.windowAt(day('2030-01-01'))).toMatchObject({
      start: day('2027-06-15'),
      end: endOfTime,
    });
    expect(windows.birthday76).toBe(day('2027-06-15'));
  });

  it('begins on 28 February if the birthday is the 29th and the year common', () => {
    const windows = windowsOf('2024-02-29', { ...rule, type: 'effective_date_window' });
    expect([windows.isExcluded(day('2100-02-27')), windows.isExcluded(day('2100-02-28'))]).toEqual([
      false,
      true,
    ]);
  });

  it('counts beside a birthday window, and merges with it', () => {
    const windows = windowsOf('1951-06-15', { before: 10, after: 5, age76Plus: true });
    expectWindow(windows, '2026-06-05', '2026-06-20');
    expect(windows.windowAt(day('2027-06-06'))).toMatchObject({ start: day('2027-06-05'), end: endOfTime });
  });

  it('excludes while its rule is in effect', () => {
    const aging = { ...rule, type: 'effective_date_window' } as const;
    const later = windowsOf('1951-06-15', {
      ...aging,
      effectiveFrom: '2028-01-01',
      effectiveTo: '2028-06-30',
    });
    expectWindow(later, '2028-01-01', '2028-06-30');
    const until = windowsOf('1951-06-15', { ...aging, effectiveTo: '2027-08-31' });
    expectWindow(until, '2027-06-15', '2027-08-31');
  });

  it('is not there without the flag', () => {
    expect(windowsOf('1940-06-15', { before: 0, after: 0 }).isExcluded(day('2027-06-16'))).toBe(false);
    expect(windowsOf('1940-06-15', {}).birthday76).toBe(endOfTime);
  });

  it('needs the birth date whatever the rule hangs on', () => {
    for (const type of ['effective_date_window', 'year_round'] as const) {
      const windows = findContactWindows([buildRule({ ...rule, type })], undefined, day('2020-09-15'));
      expect(windows.anchorMissing).toBe(true);
    }
  });
});

describe('effective dates of a rule (spec 3.2)', () => {
  const rule = { before: 5, after: 5, effectiveFrom: '2027-06-15', effectiveTo: '2029-06-15' };

  it('let a window count if its anchor lies between them, both included', () => {
    const windows = windowsOf('1960-06-15', rule);
    expect(
      ['2026', '2027', '2028', '2029', '2030'].map((year) => windows.isExcluded(day(`${year}-06-15`))),
    ).toEqual([false, true, true, true, false]);
    expectWindow(windows, '2027-06-10', '2027-06-20');
    expectWindow(windows, '2029-06-10', '2029-06-20');
  });

  it('drop a window whose anchor is a day outside', () => {
    expect(windowsOf('1960-06-14', rule).isExcluded(day('2027-06-16'))).toBe(false);
    expect(windowsOf('1960-06-16', rule).isExcluded(day('2029-06-14'))).toBe(false);
  });
});

describe('an anchor date that is absent (spec 2.3)', () => {
  it.each([
    ['birthday_window', undefined, day('2020-09-15')],
    ['effective_date_window', day('1960-06-15'), undefined],
  ] as const)('of a %s leaves no window and is told', (type, birthDate, effectiveDate) => {
    const windows = findContactWindows([buildRule({ type })], birthDate, effectiveDate);
    expect(windows.anchorMissing).toBe(true);
    expect(windows.isEmpty).toBe(true);
    expect(windows.isExcluded(day('2027-06-15'))).toBe(false);
  });

  it('of one rule leaves the other rule’s windows', () => {
    const rules = [buildRule(), buildRule({ type: 'effective_date_window', before: 0, after: 0 })];
    const windows = findContactWindows(rules, undefined, day('2020-09-15'));
    expect(windows.anchorMissing).toBe(true);
    expect(windows.isExcluded(day('2027-09-15'))).toBe(true);
  });

  it('does not matter to the other kind of rule', () => {
    expect(findContactWindows([buildRule()], day('1960-06-15'), undefined).anchorMissing).toBe(false);
  });
});

describe('a contact without rules', () => {
  it('has no windows and lacks no date', () => {
    const windows = findContactWindows([], undefined, undefined);
    expect(windows).toMatchObject({ anchorMissing: false, isEmpty: true });
    expect(windows.isExcluded(day('2027-03-01'))).toBe(false);
    expect(windows.windowAt(day('2027-03-01'))).toBeUndefined();
  });
});

describe('the policy `default` (spec 2.3)', () => {
  const { stateRules } = buildPlanContext();
  const inState = (state: string) =>
    findContactWindows(stateRules(state), day('1960-06-15'), day('2020-09-15'));

  it.each([
    ['CA', '2027-03-17', '2027-08-14'],
    ['ID', '2027-04-16', '2027-08-17'],
    ['KY', '2027-04-16', '2027-08-14'],
    ['MD', '2027-04-16', '2027-07-15'],
    ['NV', '2027-04-02', '2027-07-31'],
    ['OK', '2027-04-16', '2027-08-14'],
    ['OR', '2027-04-16', '2027-07-16'],
    ['VA', '2027-04-16', '2027-07-15'],
    ['MO', '2027-06-17', '2027-10-18'],
  ])('excludes in %s from %s to %s', (state, start, end) => {
    expectWindow(inState(state), start, end);
  });

  it.each(['CT', 'MA', 'NY', 'WA'])('excludes every date in %s', (state) => {
    expect(inState(state).windowAt(day('2027-01-01'))?.yearRound).toBe(true);
  });

  it.each(['TX', 'OH', 'FL'])('excludes nothing in %s', (state) => {
    expect(inState(state).isEmpty).toBe(true);
  });
});

describe('the windows of any rules', () => {
  const date = fc
    .integer({ min: day('1940-01-01'), max: day('2030-12-31') })
    .map((number) => number as EpochDay);
  const period = fc.option(
    fc.integer({ min: day('2015-01-01'), max: day('2035-01-01') }).map((number) => number as EpochDay),
    { nil: undefined },
  );
  const rule: fc.Arbitrary<ResolvedRule> = fc.record({
    type: fc.constantFrom('birthday_window', 'effective_date_window', 'year_round'),
    state: fc.constant('CA'),
    before: fc.nat({ max: 420 }),
    after: fc.nat({ max: 420 }),
    useMonthStart: fc.boolean(),
    age76Plus: fc.boolean(),
    effectiveFrom: period,
    effectiveTo: period,
  });

  const anniversaryOf = (anchor: EpochDay, year: number, toMonthStart: boolean): number => {
    const [, month, dayOfMonth] = isoDate(anchor).split('-') as [string, string, string];
    const plain = Temporal.PlainDate.from({ year, month: Number(month), day: Number(dayOfMonth) });
    return day((toMonthStart ? plain.with({ day: 1 }) : plain).toString());
  };

  /** The definition of spec 2.3, year by year. */
  function isBarred(
    at: number,
    rules: readonly ResolvedRule[],
    birthDate: EpochDay,
    effectiveDate: EpochDay,
  ) {
    const year = (anchor: EpochDay) => Number(isoDate(anchor).slice(0, 4));
    return rules.some((each) => {
      const { effectiveFrom = Number.NEGATIVE_INFINITY, effectiveTo = Number.POSITIVE_INFINITY } = each;
      const isInEffect = at >= effectiveFrom && at <= effectiveTo;
      if (each.age76Plus && isInEffect && at >= anniversaryOf(birthDate, year(birthDate) + 76, false))
        return true;
      if (each.type === 'year_round') return isInEffect;
      const anchor = each.type === 'birthday_window' ? birthDate : effectiveDate;
      for (let candidate = year(anchor); candidate <= 2045; candidate++) {
        const center = anniversaryOf(anchor, candidate, each.useMonthStart);
        if (center < effectiveFrom || center > effectiveTo) continue;
        if (at >= center - each.before && at <= center + each.after) return true;
      }
      return false;
    });
  }

  const around = fc
    .integer({ min: day('2025-01-01'), max: day('2031-12-31') })
    .map((number) => number as EpochDay);

  it('exclude what the definition says, date by date', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 3 }),
        date,
        date,
        around,
        (rules, birthDate, effectiveDate, at) => {
          const windows = findContactWindows(rules, birthDate, effectiveDate);
          const expected = isBarred(at, rules, birthDate, effectiveDate);
          expect(windows.isExcluded(at)).toBe(expected);
          expect(windows.windowAt(at) !== undefined).toBe(expected);
        },
      ),
    );
  });

  it('are merged until there is a date on either side that is not excluded', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 3 }),
        date,
        date,
        around,
        (rules, birthDate, effectiveDate, at) => {
          const windows = findContactWindows(rules, birthDate, effectiveDate);
          const window = windows.windowAt(at);
          fc.pre(window !== undefined);
          const { start, end } = window;
          expect(start).toBeLessThanOrEqual(at);
          expect(end).toBeGreaterThanOrEqual(at);
          const beside = [start - 1, end + 1].filter((each) => each > day('0000-01-01') && each < endOfTime);
          for (const each of beside) expect(windows.isExcluded(each as EpochDay)).toBe(false);
          const inside = [start, end, at - 1, at + 1].filter((each) => each >= start && each <= end);
          for (const each of inside) expect(windows.isExcluded(each as EpochDay)).toBe(true);
        },
      ),
    );
  });
});

describe('a window for people (spec 3.1)', () => {
  it('names its rule, its first and its last date', () => {
    const window = windowsOf('1960-06-15', {}).windowAt(day('2027-06-01'));
    expect(window && describeWindow(window)).toBe('CA birthday window 2027-03-17..2027-08-14');
  });

  it('names the rule of the state it belongs to, of each kind', () => {
    const policy = { type: 'effective_date_window', state: 'MO', before: 1, after: 1 } as const;
    const window = windowsOf('1960-06-15', policy).windowAt(day('2027-09-15'));
    expect(window && describeWindow(window)).toMatch(/^MO .+ 2027-09-14\.\.2027-09-16$/);
  });

  it('leaves out a date where it has no end', () => {
    const open = windowsOf('1951-06-15', {
      type: 'effective_date_window',
      before: 0,
      after: 0,
      age76Plus: true,
    });
    const age76 = open.windowAt(day('2028-01-01'));
    expect(age76 && describeWindow(age76)).toMatch(/^CA .+ 2027-06-15\.\.$/);
    const until = windowsOf('1960-06-15', { type: 'year_round', effectiveTo: '2027-06-30' }).windowAt(
      day('2027-01-01'),
    );
    expect(until && describeWindow(until)).toMatch(/^CA .+ \.\.2027-06-30$/);
    const always = windowsOf('1960-06-15', { type: 'year_round' }).windowAt(day('2027-01-01'));
    expect(always && describeWindow(always)).toMatch(/^CA [^.]+$/);
  });
});
