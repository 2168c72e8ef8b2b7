import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Day, localDateTime, readBareDate, readInstant } from './calendar.ts';
import type {
  CampaignInstanceRow,
  CampaignTypeRow,
  OracleCase,
  OracleConfig,
  OracleTables,
  StateRule,
} from './oracle-case.ts';
import type { Readings } from './readings.ts';
import { isId } from './text.ts';

/** Everything that is the same for all contacts of a case. */
export interface World {
  config: OracleConfig;
  rulesByState: Map<string, StateRule[]>;
  tables: OracleTables;
  campaignTypes: Map<string, CampaignTypeRow>;
  campaignInstances: Map<number, CampaignInstanceRow>;
  now: Date;
  today: Day;
  /** The first date on which anything may be newly placed. */
  earliest: Day;
  /** today + `horizon_days`. */
  horizon: Day;
  readings: Readings;
}

export function worldOf(input: OracleCase, readings: Readings): World {
  const config = mergeDeep(baseConfig, input.config) as OracleConfig;
  const now = new Date(input.as_of);
  const local = localDateTime(now, config.timezone);
  const isBeforeSendTime = local.timeOfDay < `${config.send_time}:00`;
  return {
    config,
    rulesByState: rulesByState(input.policy ?? defaultPolicy, config),
    tables: withoutIdsOutOfRange(input.tables),
    campaignTypes: new Map(input.tables.campaign_types.map((type) => [type.name, type])),
    campaignInstances: new Map(input.tables.campaign_instances.map((instance) => [instance.id, instance])),
    now,
    today: local.day,
    earliest: isBeforeSendTime ? local.day : local.day + 1,
    horizon: local.day + config.horizon_days,
    readings,
  };
}

/** The local date of a date-time of the database; a bare date is local already. Null if there is none. */
export function localDayOf(value: unknown, world: World): Day | null {
  const bare = readBareDate(value);
  if (bare !== null) return bare;
  const instant = readInstant(value);
  return instant === null ? null : localDateTime(instant, world.config.timezone).day;
}

/**
 * The state of a five-digit ZIP: from the configuration, else from the table, else by its first three digits if all
 * ZIPs of the table that begin so lie in one state. Null if all three say nothing.
 */
export function stateOfZip(zip: string, world: World): { state: string; isByPrefix: boolean } | null {
  const known = world.config.zip_states[zip] ?? zipTable[zip]?.state;
  if (known !== undefined) return { state: known, isByPrefix: false };
  const [state, another] = statesByPrefix.get(zip.slice(0, 3)) ?? [];
  return state !== undefined && another === undefined ? { state, isByPrefix: true } : null;
}

/** Targets, clicks and events with an id out of range are passed over (spec 2.2). */
function withoutIdsOutOfRange(tables: OracleTables): OracleTables {
  const isSound = ({ id }: { id: number }): boolean => isId(id);
  return {
    ...tables,
    contact_campaigns: tables.contact_campaigns.filter(isSound),
    tracking_clicks: tables.tracking_clicks.filter(isSound),
    contact_events: tables.contact_events.filter(isSound),
  };
}

/** `state_rules` replace the policy's rule of the states they name; `null` means no rule. */
function rulesByState(policy: object, config: OracleConfig): Map<string, StateRule[]> {
  const { states } = policy as { states: OracleConfig['state_rules'] };
  const rules = new Map<string, StateRule[]>();
  for (const [state, rule] of Object.entries({ ...states, ...config.state_rules })) {
    if (rule) rules.set(state, Array.isArray(rule) ? rule : [rule]);
  }
  return rules;
}

/** Objects are merged key by key; anything else, lists included, is replaced. */
function mergeDeep(base: unknown, override: unknown): unknown {
  if (override === undefined) return base;
  if (!isPlainObject(base) || !isPlainObject(override)) return override;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(override)) merged[key] = mergeDeep(base[key], value);
  return merged;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(relativePath: string): unknown {
  return JSON.parse(readFileSync(new URL(relativePath, import.meta.url), 'utf8'));
}

const baseConfig = readJson('../conformance/base-config.json') as object;
const defaultPolicy = readJson('../conformance/default-policy.json') as object;
const zipTable = (
  createRequire(import.meta.url)('zipcodes/lib/codes.js') as {
    codes: Record<string, { state: string } | undefined>;
  }
).codes;

/** The states of all ZIPs of the table that begin with the same three digits. */
const statesByPrefix = new Map<string, Set<string>>();
for (const [zip, entry] of Object.entries(zipTable)) {
  const prefix = zip.slice(0, 3);
  const states = statesByPrefix.get(prefix) ?? new Set();
  if (entry !== undefined) statesByPrefix.set(prefix, states.add(entry.state));
}
