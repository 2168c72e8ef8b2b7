import type { ConfigurationLayer } from './configuration-layer.ts';
import { configurationSchema } from './configuration-schema.ts';
import { createPlacedLayer, type PlacedValue } from './create-placed-layer.ts';
import { findNearestWord } from './input/nearest-word.ts';
import type { Problem } from './input/problem.ts';
import { listSchemaKeys, type SchemaKey } from './input/schema-keys.ts';
import { findTextProblem, readTextValue } from './read-text-value.ts';
import { userVariable } from './user-variable.ts';

/** Environment variables, or part of them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'SENDWINDOW_';

/**
 * Variables that start like the configuration's but are none of it: secrets, which come from the environment only and
 * are never printed (spec 3.2).
 */
export const secretVariables: readonly string[] = ['SENDWINDOW_API_TOKEN', 'SENDWINDOW_LIBSQL_AUTH_TOKEN'];

const otherVariables: readonly string[] = [...secretVariables, userVariable];

/**
 * The environment variable of a configuration key: its path in capitals, parts joined by two underscores.
 *
 * @example toVariableName('timing.followup_delay_days') // SENDWINDOW_TIMING__FOLLOWUP_DELAY_DAYS
 */
export const toVariableName = (key: string): string => prefix + key.replaceAll('.', '__').toUpperCase();

/** The key of a variable, also of one state's rule (`SENDWINDOW_STATE_RULES__CA`); `undefined` if there is none. */
function findKey(name: string, keys: readonly SchemaKey[]): SchemaKey | undefined {
  const known = keys.find(({ key }) => toVariableName(key) === name);
  if (known !== undefined) return known;
  const rules = keys.find(({ key }) => key === 'state_rules');
  const state = /^SENDWINDOW_STATE_RULES__([A-Za-z]+)$/.exec(name)?.[1];
  return rules && state ? { ...rules, key: `state_rules.${state}`, path: [...rules.path, state] } : undefined;
}

function describeUnknown(name: string, keys: readonly SchemaKey[]): Problem {
  const variables = keys.map(({ key }) => toVariableName(key));
  // `SENDWINDOW_PERIOD_DAYS`: the group was left out.
  const grouped = variables.find((variable) => variable.endsWith(`__${name.slice(prefix.length)}`));
  const meant = grouped ?? findNearestWord(name, [...variables, ...otherVariables]);
  const advice =
    meant === undefined ? 'unset it, or see the names in docs/configuration.md' : `did you mean ${meant}?`;
  // The value may be a secret under a misspelt name: it is not shown.
  return { place: name, code: 'UNKNOWN_KEY', message: `no configuration key has this variable; ${advice}` };
}

/**
 * The environment layer (spec 3.2): `SENDWINDOW_TIMEZONE=America/Denver`,
 * `SENDWINDOW_LOAD_BALANCING__DAILY_SEND_PERCENTAGE_CAP=0.05`, `SENDWINDOW_STATE_RULES__TX='{type: year_round}'`.
 * Variables without the prefix are none of its business; the {@link secretVariables} and the {@link userVariable} are left alone.
 *
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem, an unknown name with the prefix included
 */
export function environmentLayer(environment: Environment): ConfigurationLayer {
  const keys = listSchemaKeys(configurationSchema);
  const placed: PlacedValue[] = [];
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries(environment).sort()) {
    if (text === undefined || !name.startsWith(prefix) || otherVariables.includes(name)) continue;
    const key = findKey(name, keys);
    const problem = key ? findTextProblem(name, text, key) : describeUnknown(name, keys);
    if (problem !== undefined) problems.push(problem);
    else if (key) placed.push({ key: key.key, value: readTextValue(name, text, key), place: name });
  }
  return createPlacedLayer('environment', placed, problems);
}
