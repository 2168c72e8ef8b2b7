import type { ConfigurationValues } from './configuration-layer.ts';
import { configurationSchema } from './configuration-schema.ts';
import { checkPlacedValues, type PlacedValue } from './create-placed-layer.ts';
import { findNearestWord } from './input/nearest-word.ts';
import { InvalidInputError, type Problem } from './input/problem.ts';
import { listSchemaKeys, type SchemaKey } from './input/schema-keys.ts';
import { listLayerEntries } from './layer-entries.ts';
import { findEntryKey, mappingOf } from './mapping-keys.ts';
import { findTextProblem, readTextValue } from './read-text-value.ts';

/** `horizon_days=60` in two parts; an empty text takes the key away. */
export interface Assignment {
  readonly key: string;
  readonly text: string;
}

/** Reads `key=value`; `undefined` if the word is none: the name of a file, say. */
export function readAssignment(word: string): Assignment | undefined {
  const parts = /^([A-Za-z][\w.]*)=(.*)$/s.exec(word);
  return parts?.[1] === undefined ? undefined : { key: parts[1], text: parts[2] ?? '' };
}

/** The schema key of a name, also of one entry of a mapping: `state_rules.CA`. */
const findSchemaKey = (name: string, keys: readonly SchemaKey[]): SchemaKey | undefined =>
  keys.find(({ key }) => key === name) ?? findEntryKey(name, keys);

function describeUnknown(name: string, keys: readonly SchemaKey[]): Problem {
  const names = keys.map(({ key }) => key);
  const meant = names.find((key) => key.endsWith(`.${name}`)) ?? findNearestWord(name, names);
  const advice = meant === undefined ? 'see docs/configuration.md for all keys' : `did you mean ${meant}?`;
  return { place: name, code: 'UNKNOWN_KEY', message: `there is no such key; ${advice}` };
}

/** A key or a whole group (`templates.aep=`) is taken away. */
const isUnder = (key: string, name: string): boolean => key === name || key.startsWith(`${name}.`);

const isKnownGroup = (name: string, keys: readonly SchemaKey[]): boolean =>
  keys.some(({ key }) => isUnder(key, name)) || mappingOf(name) !== undefined;

/** Assignments that have been understood, and what is wrong with the others. */
interface ReadAssignments {
  readonly placed: readonly PlacedValue[];
  readonly problems: readonly Problem[];
}

function readAssignments(assignments: readonly Assignment[]): ReadAssignments {
  const keys = listSchemaKeys(configurationSchema);
  const placed: PlacedValue[] = [];
  const problems: Problem[] = [];
  for (const { key: name, text } of assignments) {
    const key = findSchemaKey(name, keys);
    const isKnown = key !== undefined || (text === '' && isKnownGroup(name, keys));
    const problem = isKnown
      ? key && text !== '' && findTextProblem(name, text, key)
      : describeUnknown(name, keys);
    if (problem) problems.push(problem);
    else if (key && text !== '')
      placed.push({ key: name, value: readTextValue(name, text, key), place: name });
  }
  return { placed, problems };
}

/**
 * Changes the values of a layer by assignments, later ones win: `config set DB key=value` (spec 3.2).
 *
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem
 * @example applyAssignments({ horizon_days: 60 }, [{ key: 'horizon_days', text: '' }]) // {}
 */
export function applyAssignments(
  values: ConfigurationValues,
  assignments: readonly Assignment[],
): ConfigurationValues {
  const read = readAssignments(assignments);
  const kept = listLayerEntries(values)
    .filter(([entry]) => !assignments.some(({ key }) => isUnder(entry, key)))
    .map(([key, value]) => ({ key, value, place: key }));
  const checked = checkPlacedValues([...kept, ...read.placed]);
  const problems = [...read.problems, ...checked.problems];
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  return checked.values;
}
