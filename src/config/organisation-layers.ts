import type { ConfigurationLayer } from './configuration-layer.ts';
import { checkPlacedValues, listPositions } from './create-placed-layer.ts';
import { InvalidInputError, type Problem } from './input/problem.ts';
import { readFlatValues } from './read-flat-values.ts';
import { readOverrides } from './read-overrides.ts';

/** What configuration needs of a row of `organizations` (spec 3.2); column names as in the table, null: not set. */
export interface OrganisationRow {
  readonly id: number | bigint;
  readonly timezone?: unknown;
  readonly size_profile?: unknown;
  readonly enable_post_window_emails?: unknown;
  readonly pre_exclusion_buffer_days?: unknown;
  readonly birthday_days_before?: unknown;
  readonly effective_date_days_before?: unknown;
  readonly send_time_hour?: unknown;
  readonly send_time_minute?: unknown;
  readonly max_emails_per_period?: unknown;
  readonly frequency_period_days?: unknown;
  readonly policy?: unknown;
  /** JSON, nested keys or older flat names. */
  readonly config_overrides?: unknown;
}

const columnKeys: Readonly<Record<string, string>> = {
  timezone: 'timezone',
  size_profile: 'size_profile',
  enable_post_window_emails: 'post_window.enabled',
  pre_exclusion_buffer_days: 'timing.pre_window_exclusion_days',
  birthday_days_before: 'timing.birthday_email_days_before',
  effective_date_days_before: 'timing.effective_date_days_before',
  max_emails_per_period: 'frequency.max_emails_per_period',
  frequency_period_days: 'frequency.period_days',
  policy: 'policy',
};

/** The driver returns integers as bigint if it is configured so. */
const toNumber = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

interface CheckedLayer {
  readonly layer: ConfigurationLayer;
  readonly problems: readonly Problem[];
}

function readColumns(row: OrganisationRow, source: string): CheckedLayer {
  const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toNumber(value)]));
  const read = readFlatValues(values, columnKeys, (name) => `${source} column ${name}`);
  const checked = checkPlacedValues(read.placed);
  const positions = listPositions(read.placed);
  return {
    layer: { source, values: checked.values, positions },
    problems: [...read.problems, ...checked.problems],
  };
}

/**
 * The two layers of an organisation (spec 3.2), lower first: its columns, then its `config_overrides`.
 *
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem of both
 */
export function organisationLayers(row: OrganisationRow): readonly [ConfigurationLayer, ConfigurationLayer] {
  const source = `organisation ${row.id}`;
  const columns = readColumns(row, source);
  const overrides = readOverrides(row.config_overrides, `${source} config_overrides`);
  const problems = [...columns.problems, ...overrides.problems];
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  return [columns.layer, overrides.layer];
}
