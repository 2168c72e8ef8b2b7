import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StateRule } from '../../../../src/domain/exclusion/exclusion-policy.ts';
import { createVerifier, type VerifyRules } from '../../../../src/domain/verify/verify-contact.ts';
import {
  campaignMailOn,
  campaignsWith,
  configurationWith,
  contactWith,
  day,
  followupOn,
  rulesWith,
  violatedRules,
} from './plan-fixtures.ts';

/** Whether a follow-up on the date would be in a window of a contact of state XX, under one rule or several. */
function isExcluded(
  date: string,
  rule: StateRule | StateRule[],
  contact = {},
  rules: Partial<VerifyRules> = {},
) {
  const policy = { name: 'test', version: 1, states: { XX: rule } };
  const given = { rules: { policy, ...rules }, contact: { states: ['XX'], ...contact } };
  return violatedRules([followupOn(date)], given).includes('excluded_date');
}

const rule = (overrides: Partial<StateRule>): StateRule => ({
  type: 'birthday_window',
  pre_window_exclusion_days: 0,
  ...overrides,
});

describe('a birthday window', () => {
  const window = rule({ window_before: 30, window_after: 60, pre_window_exclusion_days: 10 });

  it.each([
    ['2027-04-30', false],
    ['2027-05-01', true],
    ['2027-06-10', true],
    ['2027-08-09', true],
    ['2027-08-10', false],
  ])('holds both of its ends: %s is excluded: %s', (date, expected) => {
    expect(isExcluded(date, window)).toBe(expected);
  });

  it.each([
    ['2027-11-25', false],
    ['2027-11-26', true],
    ['2027-12-31', true],
    ['2028-01-01', true],
    ['2028-03-05', true],
    ['2028-03-06', false],
  ])('runs on over New Year: %s is excluded: %s', (date, expected) => {
    expect(isExcluded(date, window, { birthDate: day('1960-01-05') })).toBe(expected);
  });

  it.each([
    ['2027-02-28', true],
    ['2027-03-01', false],
    ['2028-02-28', false],
    ['2028-02-29', true],
  ])('is anchored for a leap day on the 28th in a common year: %s is excluded: %s', (date, expected) => {
    const rules = { today: day('2027-02-01'), earliest: day('2027-02-01') };
    expect(isExcluded(date, rule({}), { birthDate: day('1960-02-29') }, rules)).toBe(expected);
  });

  it.each([
    ['2027-05-31', false],
    ['2027-06-01', true],
    ['2027-06-05', true],
    ['2027-06-06', false],
  ])('is anchored on the first of the month with use_month_start: %s is excluded: %s', (date, expected) => {
    expect(isExcluded(date, rule({ use_month_start: true, window_after: 4 }))).toBe(expected);
  });

  it('may be longer than a year', () => {
    expect(isExcluded('2027-03-02', rule({ window_after: 800 }))).toBe(true);
    expect(isExcluded('2027-03-02', rule({ window_before: 400 }))).toBe(true);
  });
});

describe('an effective-date window', () => {
  const window = rule({ type: 'effective_date_window', window_before: 5, window_after: 5 });

  it('is anchored on the effective date', () => {
    expect(isExcluded('2027-09-10', window)).toBe(true);
    expect(isExcluded('2027-09-09', window)).toBe(false);
    expect(isExcluded('2027-06-10', window)).toBe(false);
  });

  it('begins with the anchor itself, not a year before it', () => {
    const contact = { effectiveDate: day('2028-04-10') };
    expect(isExcluded('2027-04-10', window, contact)).toBe(false);
    expect(isExcluded('2028-04-10', window, contact)).toBe(true);
  });
});

describe('two windows', () => {
  const [birthday, effective] = [
    rule({ window_after: 10 }),
    rule({ type: 'effective_date_window', window_after: 10 }),
  ];

  it('of one state exclude together what either excludes, the seam of adjacent ones too', () => {
    const contact = { effectiveDate: day('2020-06-21') };
    const dates = ['2027-06-09', '2027-06-10', '2027-06-20', '2027-06-21', '2027-07-01', '2027-07-02'];
    const found = dates.map((date) => isExcluded(date, [birthday, effective], contact));
    expect(found).toEqual([false, true, true, true, true, false]);
  });

  it('of two states count both when the strictest of both is asked for', () => {
    const policy = { name: 'test', version: 1, states: { XX: birthday, YY: effective } };
    const found = (states: string[]) =>
      violatedRules([followupOn('2027-09-20')], { rules: { policy }, contact: { states } });
    expect(found(['XX'])).toEqual([]);
    expect(found(['YY'])).toEqual(['excluded_date']);
    expect(found(['XX', 'YY'])).toEqual(['excluded_date']);
    expect(found(['TX', 'YY'])).toEqual(['excluded_date']);
  });
});

describe('a year-round rule', () => {
  it('excludes every date', () => {
    expect(isExcluded('2027-03-02', rule({ type: 'year_round' }))).toBe(true);
  });

  it.each([
    ['2027-04-30', false],
    ['2027-05-01', true],
    ['2027-05-31', true],
    ['2027-06-01', false],
  ])('excludes only the dates it is in force: %s is excluded: %s', (date, expected) => {
    const bounded = rule({ type: 'year_round', effective_from: '2027-05-01', effective_to: '2027-05-31' });
    expect(isExcluded(date, bounded)).toBe(expected);
  });
});

describe('age_76_plus', () => {
  const aged = rule({ type: 'effective_date_window', age_76_plus: true });

  it('excludes every date from the 76th birthday on', () => {
    const contact = { birthDate: day('1952-02-29') };
    const rules = { today: day('2027-12-01') };
    expect(isExcluded('2028-02-28', aged, contact, rules)).toBe(false);
    expect(isExcluded('2028-02-29', aged, contact, rules)).toBe(true);
    expect(isExcluded('2031-11-11', aged, contact, rules)).toBe(true);
  });

  it('excludes dates while its rule is in effect', () => {
    const contact = { birthDate: day('1940-01-31') };
    expect(isExcluded('2027-10-31', { ...aged, effective_to: '2027-10-31' }, contact)).toBe(true);
    expect(isExcluded('2027-11-01', { ...aged, effective_to: '2027-10-31' }, contact)).toBe(false);
    expect(isExcluded('2027-10-30', { ...aged, effective_from: '2027-10-31' }, contact)).toBe(false);
  });
});

describe('a window in force', () => {
  it('is one whose anchor lies between effective_from and effective_to', () => {
    const window = rule({ window_before: 5, window_after: 5 });
    const found = (bounds: Partial<StateRule>) => isExcluded('2027-06-14', { ...window, ...bounds });
    expect(found({ effective_from: '2027-06-10' })).toBe(true);
    expect(found({ effective_from: '2027-06-11' })).toBe(false);
    expect(found({ effective_to: '2027-06-10' })).toBe(true);
    expect(found({ effective_to: '2027-06-09' })).toBe(false);
  });
});

describe('the pre-window buffer', () => {
  const found = (own: number | undefined, state: number | undefined, date: string) =>
    isExcluded(
      date,
      { type: 'birthday_window', pre_window_exclusion_days: own },
      {},
      {
        configuration: configurationWith({ timing: { pre_window_exclusion_days: 3 } }),
        stateBuffers: new Map(state === undefined ? [] : [['XX', state]]),
      },
    );

  it.each([
    ['the configuration', undefined, undefined, '2027-06-07', '2027-06-06'],
    ['the rule', 5, undefined, '2027-06-05', '2027-06-04'],
    ['the organisation for the state', 5, 7, '2027-06-03', '2027-06-02'],
    ['the organisation for the state, 0', 5, 0, '2027-06-10', '2027-06-09'],
  ])('is that of %s', (_case, own, state, first, before) => {
    expect(found(own, state, first)).toBe(true);
    expect(found(own, state, before)).toBe(false);
  });
});

describe('state_rules of the configuration', () => {
  const found = (state_rules: Record<string, StateRule | null>) =>
    violatedRules([followupOn('2027-05-01')], {
      rules: { configuration: configurationWith({ state_rules }) },
      contact: { states: ['CA'] },
    });

  it('replace the rule of the states they name, and no other', () => {
    expect(found({})).toEqual(['excluded_date']);
    expect(found({ NV: null })).toEqual(['excluded_date']);
    expect(found({ CA: null })).toEqual([]);
    expect(found({ CA: rule({}) })).toEqual([]);
    expect(found({ CA: rule({ type: 'year_round' }) })).toEqual(['excluded_date']);
  });
});

describe('windows that cannot be known', () => {
  const found = (ruleOfState: StateRule, contact: object, on_missing_anchor: 'withhold' | 'send') =>
    violatedRules([followupOn('2027-09-16')], {
      rules: {
        policy: { name: 'test', version: 1, states: { XX: ruleOfState } },
        configuration: configurationWith({ on_missing_anchor }),
      },
      contact: { states: ['XX'], ...contact },
    });
  const effective = rule({ type: 'effective_date_window', window_after: 5 });

  it('withhold all mail that respects windows', () => {
    expect(found(rule({}), { birthDate: undefined }, 'withhold')).toEqual(['window_unknown']);
    expect(found(effective, { effectiveDate: undefined }, 'withhold')).toEqual(['window_unknown']);
  });

  it('are unknown for age_76_plus without a birth date, too', () => {
    const contact = { birthDate: undefined };
    expect(found({ ...effective, age_76_plus: true }, contact, 'withhold')).toEqual(['window_unknown']);
    expect(found(rule({ type: 'year_round', age_76_plus: true }), contact, 'withhold')).toEqual([
      'window_unknown',
    ]);
  });

  it('are unknown if those of either state are', () => {
    const states = { XX: rule({}), YY: effective };
    const found = violatedRules([followupOn('2027-04-01')], {
      rules: { policy: { name: 'test', version: 1, states } },
      contact: { states: ['XX', 'YY'], effectiveDate: undefined },
    });
    expect(found).toEqual(['window_unknown']);
  });

  it('are unknown if the declared state is not known, whatever the rules', () => {
    const contact = { states: ['TX', '?'] };
    expect(violatedRules([followupOn('2027-04-01')], { contact })).toEqual(['window_unknown']);
    const rules = { configuration: configurationWith({ on_missing_anchor: 'send' }) };
    expect(violatedRules([followupOn('2027-04-01')], { contact, rules })).toEqual([]);
  });

  it('are known where the absent date is not asked for', () => {
    expect(found(rule({}), { effectiveDate: undefined }, 'withhold')).toEqual([]);
    expect(found(effective, { birthDate: undefined }, 'withhold')).toEqual(['excluded_date']);
  });

  it('are no windows with on_missing_anchor send, and leave the known ones standing', () => {
    expect(found(rule({}), { birthDate: undefined }, 'send')).toEqual([]);
    expect(found({ ...effective, age_76_plus: true }, { birthDate: undefined }, 'send')).toEqual([
      'excluded_date',
    ]);
  });
});

describe('mail that respects windows', () => {
  const found = (mail: ReturnType<typeof followupOn>, respectsWindows: boolean) =>
    violatedRules([mail], {
      rules: { campaigns: campaignsWith({ respectsWindows }) },
      contact: { states: ['NY'] },
    });

  it('is all mail but that of a campaign set not to', () => {
    expect(found(campaignMailOn('2027-05-01'), true)).toEqual(['excluded_date']);
    expect(found(campaignMailOn('2027-05-01'), false)).toEqual([]);
  });

  it('includes the follow-ups of a campaign set not to', () => {
    expect(found(followupOn('2027-05-01', { instanceId: 1 }), false)).toEqual(['excluded_date']);
  });

  it('includes that of an unknown campaign', () => {
    expect(found(campaignMailOn('2027-05-01', { instanceId: 9 }), false)).toContain('excluded_date');
  });
});

// --- against windows drawn day by day ---

const MS_PER_DAY = 86_400_000;
const dateIn = (year: number, month: number, dayOfMonth: number) => {
  const isMissing = month === 2 && dayOfMonth === 29 && new Date(Date.UTC(year, 1, 29)).getUTCMonth() !== 1;
  return Date.UTC(year, month - 1, isMissing ? 28 : dayOfMonth) / MS_PER_DAY;
};

/** Every excluded date up to the end of `lastYear`, one by one. */
function drawExcludedDays(one: StateRule, buffer: number, birth: Date, effective: Date, lastYear: number) {
  const days = new Set<number>();
  const from = one.effective_from === undefined ? Number.NEGATIVE_INFINITY : day(one.effective_from);
  const to = one.effective_to === undefined ? Number.POSITIVE_INFINITY : day(one.effective_to);
  const draw = (first: number, last: number) => {
    for (let each = first; each <= last; each++) days.add(each);
  };
  const end = dateIn(lastYear, 12, 31);
  if (one.type === 'year_round') draw(Math.max(from, dateIn(2020, 1, 1)), Math.min(to, end));
  if (one.age_76_plus) {
    const age76 = dateIn(birth.getUTCFullYear() + 76, birth.getUTCMonth() + 1, birth.getUTCDate());
    draw(Math.max(age76, from), Math.min(to, end));
  }
  const anchor = one.type === 'birthday_window' ? birth : effective;
  for (let year = anchor.getUTCFullYear(); one.type !== 'year_round' && year <= lastYear + 3; year++) {
    const dayOfMonth = one.use_month_start ? 1 : anchor.getUTCDate();
    const at = dateIn(year, anchor.getUTCMonth() + 1, dayOfMonth);
    if (from <= at && at <= to) draw(at - (one.window_before ?? 0) - buffer, at + (one.window_after ?? 0));
  }
  return days;
}

const dateArbitrary = (first: string, last: string) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: day(first), max: day(last) }) },
    { weight: 1, arbitrary: fc.constantFrom(...leapDays(first, last)) },
  );

function leapDays(first: string, last: string): number[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return years.filter((year) => year % 4 === 0).map((year) => day(`${year}-02-29`));
}

const textOf = (epochDay: number) => new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10);
const boundArbitrary = fc.option(fc.integer({ min: day('2025-01-01'), max: day('2030-12-31') }).map(textOf), {
  nil: undefined,
});
const lengthArbitrary = fc.option(
  fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 800 })),
  {
    nil: undefined,
  },
);
const ruleArbitrary: fc.Arbitrary<StateRule> = fc.record({
  type: fc.constantFrom(
    'birthday_window' as const,
    'birthday_window' as const,
    'effective_date_window' as const,
    'year_round' as const,
  ),
  window_before: lengthArbitrary,
  window_after: lengthArbitrary,
  pre_window_exclusion_days: lengthArbitrary,
  use_month_start: fc.option(fc.boolean(), { nil: undefined }),
  age_76_plus: fc.option(fc.boolean(), { nil: undefined }),
  effective_from: boundArbitrary,
  effective_to: boundArbitrary,
});

describe('the check of excluded dates', () => {
  it('agrees with windows drawn day by day, for any rules, states, buffers and dates', () => {
    const given = fc.record({
      rulesOfStates: fc.array(fc.array(ruleArbitrary, { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      buffer: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
      birth: dateArbitrary('1945-01-01', '1962-12-31'),
      effective: dateArbitrary('2018-01-01', '2029-12-31'),
      first: fc.integer({ min: day('2026-12-01'), max: day('2029-01-31') }),
    });
    fc.assert(
      fc.property(given, ({ rulesOfStates, buffer, birth, effective, first }) => {
        const states = Object.fromEntries(rulesOfStates.map((list, index) => [`S${index}`, list]));
        const verify = createVerifier(
          rulesWith({
            today: first,
            earliest: first,
            policy: { name: 'test', version: 1, states },
            stateBuffers: new Map(buffer === undefined ? [] : [['S0', buffer]]),
          }),
        );
        const expected = new Set<number>();
        for (const [index, list] of rulesOfStates.entries()) {
          for (const one of list) {
            const days = (index === 0 ? buffer : undefined) ?? one.pre_window_exclusion_days ?? 60;
            const [birthDate, effectiveDate] = [
              new Date(birth * MS_PER_DAY),
              new Date(effective * MS_PER_DAY),
            ];
            for (const each of drawExcludedDays(one, days, birthDate, effectiveDate, 2031))
              expected.add(each);
          }
        }
        const contact = contactWith({
          birthDate: birth,
          effectiveDate: effective,
          states: Object.keys(states),
        });
        const dates = Array.from({ length: 200 }, (_, offset) => first + offset);
        const isFound = (sendDate: number) =>
          verify(contact, [followupOn('2027-03-01', { sendDate, idealDate: sendDate })], []).length > 0;
        expect(dates.filter(isFound).map(textOf)).toEqual(
          dates.filter((date) => expected.has(date)).map(textOf),
        );
      }),
      { numRuns: 400 },
    );
  });
});
