import fc from 'fast-check';
import { type Day, formatDay } from './calendar.ts';
import type { StateRule } from './oracle-case.ts';
import type { RawClock } from './random-clock.ts';

/** A state rule with its dates relative to the day of the run. */
type RawRule = Omit<StateRule, 'effective_from' | 'effective_to'> & {
  fromOffset?: number;
  toOffset?: number;
};
type RawRules = Record<string, RawRule | RawRule[] | null>;

const ruleArbitrary: fc.Arbitrary<RawRule> = fc.record(
  {
    type: fc.constantFrom('birthday_window', 'effective_date_window', 'birthday_window', 'year_round'),
    window_before: fc.constantFrom(0, 0, 10, 30, 45),
    window_after: fc.constantFrom(0, 20, 30, 60, 90),
    pre_window_exclusion_days: fc.constantFrom(0, 5, 60),
    use_month_start: fc.boolean(),
    age_76_plus: fc.boolean(),
    fromOffset: fc.integer({ min: -500, max: 400 }),
    toOffset: fc.integer({ min: -400, max: 500 }),
  },
  { requiredKeys: ['type'] },
);

/** Several rules of one state: two windows that may overlap, or rules that follow each other. */
const rulesArbitrary: fc.Arbitrary<RawRule | RawRule[] | null> = fc.oneof(
  { weight: 4, arbitrary: plain(ruleArbitrary) },
  { weight: 3, arbitrary: fc.array(plain(ruleArbitrary), { minLength: 2, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(ruleArbitrary, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** Most rules are always in effect. */
function plain(rule: fc.Arbitrary<RawRule>): fc.Arbitrary<RawRule> {
  return rule.map(({ fromOffset: _from, toOffset: _to, ...rest }) => rest);
}

const statesOfRules = ['TX', 'CA', 'MO', 'FL', 'NV', 'KS'];

const rulesByStateArbitrary: fc.Arbitrary<RawRules> = fc.dictionary(
  fc.constantFrom(...statesOfRules),
  rulesArbitrary,
  {
    maxKeys: 4,
    noNullPrototype: true,
  },
);

export const policyArbitrary: fc.Arbitrary<RawRules> = rulesByStateArbitrary;

export interface RawConfig {
  horizon_days?: number;
  timing?: object;
  aep?: object;
  post_window?: object;
  load_balancing: object;
  frequency?: object;
  priorities?: object;
  on_missing_anchor?: string;
  on_state_mismatch?: string;
  active_statuses?: string[];
  suppressed_statuses?: string[];
  on_unknown_status?: string;
  on_duplicate?: string;
  zip_states?: Record<string, string>;
  state_rules?: RawRules;
  templates?: object;
}

const aepArbitrary = fc.constantFrom(
  {
    dates: [
      { month: 8, day: 25 },
      { month: 9, day: 1 },
      { month: 9, day: 8 },
      { month: 9, day: 15 },
    ],
  },
  { dates: [{ month: 9, day: 30 }], years: [2027, 2028] },
  {
    dates: [
      { month: 9, day: 1 },
      { month: 9, day: 30 },
    ],
    years: [2028, 2026, 2027, 2029],
  },
  { years: 'every' },
  { years: [2025] },
  {
    dates: [
      { month: 12, day: 1 },
      { month: 12, day: 31 },
    ],
    last_send: { month: 12, day: 31 },
  },
  {
    dates: [
      { month: 2, day: 28 },
      { month: 1, day: 1 },
    ],
    last_send: { month: 3, day: 14 },
    years: [2027, 2028, 2029],
  },
);

/** The cap does not bind: organisations are small, and its ties are free. */
const looseCap = fc.constant({ daily_send_percentage_cap: 1, overage_threshold: 20 });
const tightCap = fc.record({
  daily_send_percentage_cap: fc.constantFrom(0.01, 0.07, 0.29, 0.5),
  overage_threshold: fc.constantFrom(1, 1.2, 2),
});

export const configArbitrary: fc.Arbitrary<RawConfig> = fc.record(
  {
    horizon_days: fc.constantFrom(0, 1, 14, 30, 60, 120, 365, 400),
    timing: fc.record(
      {
        birthday_email_days_before: fc.constantFrom(0, 7, 14, 45),
        effective_date_days_before: fc.constantFrom(0, 30, 60),
        pre_window_exclusion_days: fc.constantFrom(0, 10, 60),
        followup_delay_days: fc.constantFrom(0, 1, 2, 5),
        followup_lookback_days: fc.constantFrom(0, 5, 35, 60),
        post_window_grace_days: fc.constantFrom(0, 3, 30),
      },
      { requiredKeys: [] },
    ),
    aep: aepArbitrary,
    post_window: fc.record({ enabled: fc.constantFrom(true, true, false) }),
    load_balancing: fc
      .tuple(
        fc.oneof({ weight: 4, arbitrary: looseCap }, { weight: 1, arbitrary: tightCap }),
        fc.record(
          {
            ed_daily_soft_limit: fc.constantFrom(1, 1, 2, 3, 15),
            ed_percentage_of_daily_cap: fc.constantFrom(0.3, 1),
            ed_smoothing_window_days: fc.constantFrom(1, 2, 5, 8),
            catch_up_spread_days: fc.constantFrom(1, 3, 7, 20),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([cap, rest]) => ({ ...cap, ...rest })),
    frequency: fc.record(
      {
        max_emails_per_period: fc.constantFrom(1, 1, 2, 3, 10),
        period_days: fc.constantFrom(1, 7, 14, 30, 45),
      },
      { requiredKeys: [] },
    ),
    priorities: fc.constantFrom({ aep: 5 }, { birthday: 20, effective_date: 20 }, { followup: 1 }),
    on_missing_anchor: fc.constantFrom('withhold', 'send'),
    on_state_mismatch: fc.constantFrom('zip', 'strictest'),
    active_statuses: fc.constantFrom(['active'], ['Active', ' lead'], ['lead', 'paused']),
    suppressed_statuses: fc.constantFrom(
      ['Unsubscribed', 'bounced', 'complained', 'inactive', 'deleted', 'Deceased '],
      ['opt_out', 'DECEASED'],
    ),
    on_unknown_status: fc.constantFrom('withhold', 'send'),
    on_duplicate: fc.constantFrom('withhold', 'send'),
    zip_states: fc.constantFrom(
      { '85144': 'CA', '00000': 'NV' },
      { '90210': 'TX', '06399': 'CT' },
      { '75201': 'MO', '75072': 'NY' },
    ),
    state_rules: rulesByStateArbitrary,
    templates: fc.constantFrom(
      { aep: { email: 'aep', sms: 'aep_sms' } },
      { birthday: { email: 'happy_birthday' } },
      { birthday: { email: null }, aep: { email: null }, followup_1_cold: { email: null } },
      {
        effective_date: { email: null },
        post_window: { email: null },
        followup_3_hq_no_yes: { email: null },
      },
    ),
  },
  { requiredKeys: ['load_balancing'] },
);

/** A configuration as a `--config` file would hold it. */
export function buildConfig(raw: RawConfig, clock: RawClock): object {
  const { state_rules, ...rest } = raw;
  return {
    ...rest,
    size_profile: 'none',
    timezone: clock.timezone,
    send_time: clock.sendTime,
    ...(state_rules === undefined ? {} : { state_rules: buildRules(state_rules, clock.today) }),
  };
}

export function buildPolicy(raw: RawRules, today: Day): object {
  const states = buildRules(raw, today);
  return {
    name: 'random',
    version: 1,
    states: Object.fromEntries(Object.entries(states).filter(([, rule]) => rule !== null)),
  };
}

function buildRules(raw: RawRules, today: Day): Record<string, StateRule | StateRule[] | null> {
  return Object.fromEntries(
    Object.entries(raw).map(([state, rule]) => {
      if (rule === null) return [state, null];
      return [state, Array.isArray(rule) ? rule.map((one) => buildRule(one, today)) : buildRule(rule, today)];
    }),
  );
}

function buildRule({ fromOffset, toOffset, ...rule }: RawRule, today: Day): StateRule {
  const from = fromOffset === undefined ? undefined : today + fromOffset;
  const to = toOffset === undefined ? undefined : Math.max(today + toOffset, from ?? -Infinity);
  return {
    ...withoutKeysOfWindows(rule),
    ...(from === undefined ? {} : { effective_from: formatDay(from) }),
    ...(to === undefined ? {} : { effective_to: formatDay(to) }),
  };
}

/** A year-round rule has no window; a window rule has both its lengths. */
function withoutKeysOfWindows(rule: StateRule): StateRule {
  if (rule.type !== 'year_round')
    return { ...rule, window_before: rule.window_before ?? 0, window_after: rule.window_after ?? 30 };
  return { type: rule.type, ...(rule.age_76_plus === undefined ? {} : { age_76_plus: rule.age_76_plus }) };
}
