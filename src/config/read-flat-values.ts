import type { PlacedValue } from './create-placed-layer.ts';
import type { Problem } from './input/problem.ts';

/**
 * The dotted key of every name without groups that organisations use: their columns, and the older names that
 * `config_overrides` also takes (spec 3.2). The time of day is of two names, and read apart from these.
 */
export const flatNames: Readonly<Record<string, string>> = {
  pre_exclusion_buffer_days: 'timing.pre_window_exclusion_days',
  pre_window_exclusion_days: 'timing.pre_window_exclusion_days',
  birthday_days_before: 'timing.birthday_email_days_before',
  birthday_email_days_before: 'timing.birthday_email_days_before',
  effective_date_days_before: 'timing.effective_date_days_before',
  followup_delay_days: 'timing.followup_delay_days',
  followup_lookback_days: 'timing.followup_lookback_days',
  post_window_grace_days: 'timing.post_window_grace_days',
  enable_post_window_emails: 'post_window.enabled',
  daily_send_percentage_cap: 'load_balancing.daily_send_percentage_cap',
  ed_daily_soft_limit: 'load_balancing.ed_daily_soft_limit',
  ed_percentage_of_daily_cap: 'load_balancing.ed_percentage_of_daily_cap',
  ed_smoothing_window_days: 'load_balancing.ed_smoothing_window_days',
  catch_up_spread_days: 'load_balancing.catch_up_spread_days',
  overage_threshold: 'load_balancing.overage_threshold',
  max_emails_per_period: 'frequency.max_emails_per_period',
  frequency_period_days: 'frequency.period_days',
  period_days: 'frequency.period_days',
  batch_size: 'runs.batch_size',
  backup_retention_days: 'backup.retention_days',
  retention_days: 'backup.retention_days',
  max_attempts: 'retry.max_attempts',
  base_delay_ms: 'retry.base_delay_ms',
};

/** The two names that make `send_time`. */
export const sendTimeNames: readonly string[] = ['send_time_hour', 'send_time_minute'];

/** The place of a value, for messages: `organisation 206 column batch_size`. */
type PlaceOf = (name: string) => string;

/** Values that were found, and what is wrong with those that were not. */
export interface FlatValues {
  readonly placed: readonly PlacedValue[];
  readonly problems: readonly Problem[];
}

const pad = (value: unknown): string => String(value).padStart(2, '0');

/** SQLite and older writers know no true and false. */
const toFlag = (value: unknown): unknown => (value === 1 ? true : value === 0 ? false : value);

function findClockProblem(name: string, value: unknown, most: number, placeOf: PlaceOf): Problem[] {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return [];
  const message = `${name} ${JSON.stringify(value)} is not a part of a time of day; use 0 to ${most}`;
  return [{ place: placeOf(name), code: 'BAD_TIME', message }];
}

/** `send_time` of an hour and a minute; the minute is 0 where only the hour is given. */
function readSendTime(values: Readonly<Record<string, unknown>>, placeOf: PlaceOf): FlatValues {
  const { send_time_hour: hour, send_time_minute: minute } = values;
  if (hour == null && minute == null) return { placed: [], problems: [] };
  if (hour == null) {
    const message = 'send_time_minute is set without send_time_hour; set both, or neither';
    return { placed: [], problems: [{ place: placeOf('send_time_minute'), code: 'MISSING_KEY', message }] };
  }
  const problems = [
    ...findClockProblem('send_time_hour', hour, 23, placeOf),
    ...findClockProblem('send_time_minute', minute ?? 0, 59, placeOf),
  ];
  if (problems.length > 0) return { placed: [], problems };
  const value = `${pad(hour)}:${pad(minute ?? 0)}`;
  return { placed: [{ key: 'send_time', value, place: placeOf('send_time_hour') }], problems };
}

/** The values of those names that have one; null and `undefined` mean "not set". */
export function readFlatValues(
  values: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
  placeOf: PlaceOf,
): FlatValues {
  const time = readSendTime(values, placeOf);
  const placed = Object.entries(names).flatMap(([name, key]): PlacedValue[] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === null) return [];
    return [{ key, value: key === 'post_window.enabled' ? toFlag(value) : value, place: placeOf(name) }];
  });
  return { placed: [...time.placed, ...placed], problems: time.problems };
}
