import type { ExclusionPolicy, StateRule } from '../domain/exclusion/exclusion-policy.ts';

const birthday = (window_before: number, window_after: number): StateRule => ({
  type: 'birthday_window',
  window_before,
  window_after,
});

const effectiveDate = (window_before: number, window_after: number): StateRule => ({
  type: 'effective_date_window',
  window_before,
  window_after,
});

const yearRound: StateRule = { type: 'year_round' };

/** The policy that is active where none is named (spec 2.3, 3.2). Its content is fixed by the specification. */
const defaultPolicy: ExclusionPolicy = {
  name: 'default',
  version: 1,
  states: {
    CA: birthday(30, 60),
    ID: birthday(0, 63),
    KY: birthday(0, 60),
    MD: birthday(0, 30),
    NV: { ...birthday(0, 60), use_month_start: true },
    OK: birthday(0, 60),
    OR: birthday(0, 31),
    VA: birthday(0, 30),
    MO: effectiveDate(30, 33),
    CT: yearRound,
    MA: yearRound,
    NY: yearRound,
    WA: yearRound,
  },
};

/** Every rule of `us-2026` names its origin, and says that it has not been checked for the reader. */
const cited = (rule: StateRule, origin: string, effective_from?: string): StateRule => ({
  ...rule,
  citation: `${origin}; as summarised, verify with counsel`,
  ...(effective_from === undefined ? {} : { effective_from }),
});

const birthdayPeriod = (state: string): string => `${state}: Medicare supplement birthday period`;
const continuousPeriod = (state: string): string =>
  `${state}: continuous enrolment in Medicare supplement policies`;

/**
 * The states' periods as commonly summarised in 2026. An organisation's exclusion policy to start from and to have
 * checked: it is no statement of what any law says.
 */
const us2026Policy: ExclusionPolicy = {
  name: 'us-2026',
  version: 1,
  states: {
    CA: cited(birthday(30, 60), birthdayPeriod('California')),
    ID: cited(birthday(0, 63), birthdayPeriod('Idaho')),
    IL: cited(birthday(0, 45), birthdayPeriod('Illinois'), '2022-01-01'),
    IN: cited(birthday(0, 60), `${birthdayPeriod('Indiana')} (House Bill 1226 of 2025)`, '2026-01-01'),
    KY: cited(birthday(0, 60), birthdayPeriod('Kentucky')),
    LA: cited(birthday(0, 63), birthdayPeriod('Louisiana'), '2022-08-01'),
    MD: cited(birthday(0, 30), birthdayPeriod('Maryland')),
    NV: cited({ ...birthday(0, 60), use_month_start: true }, birthdayPeriod('Nevada')),
    OK: cited(birthday(0, 60), birthdayPeriod('Oklahoma')),
    OR: cited(birthday(30, 30), birthdayPeriod('Oregon')),
    UT: cited(birthday(0, 60), birthdayPeriod('Utah'), '2025-05-07'),
    VA: cited(birthday(0, 60), birthdayPeriod('Virginia'), '2025-07-01'),
    WY: cited(
      birthday(0, 63),
      `${birthdayPeriod('Wyoming')} (Insurance Regulation chapter 35, Bulletin 06-2025)`,
      '2025-06-04',
    ),
    MO: cited(effectiveDate(30, 30), 'Missouri: Medicare supplement policy anniversary period'),
    CT: cited(yearRound, continuousPeriod('Connecticut')),
    MA: cited(yearRound, continuousPeriod('Massachusetts')),
    NY: cited(yearRound, continuousPeriod('New York')),
    WA: cited(yearRound, continuousPeriod('Washington')),
  },
};

/** The exclusion policies that come with the product (spec 3.2); names are unique. */
export const builtinPolicies: readonly ExclusionPolicy[] = [defaultPolicy, us2026Policy];
