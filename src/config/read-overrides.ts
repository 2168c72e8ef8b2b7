import type { ConfigurationLayer, ConfigurationValues } from './configuration-layer.ts';
import { checkPlacedValues } from './create-placed-layer.ts';
import { findConfigurationProblems } from './find-configuration-problems.ts';
import { type Problem, placeFinding } from './input/problem.ts';
import { largestInputBytes } from './input/read-input-file.ts';
import { readYamlSource } from './input/yaml-source.ts';
import { assembleEntries, listLayerEntries } from './layer-entries.ts';
import { flatNames, readFlatValues, sendTimeNames } from './read-flat-values.ts';

/** The layer of a `config_overrides` text with what is wrong with it; the layer is of use only where nothing is. */
export interface Overrides {
  readonly layer: ConfigurationLayer;
  readonly problems: readonly Problem[];
}

type Mapping = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFlatName = (name: string): boolean => Object.hasOwn(flatNames, name) || sendTimeNames.includes(name);

function fail(source: string, code: Problem['code'], message: string): Overrides {
  return { layer: { source, values: {} }, problems: [{ place: source, code, message }] };
}

/** The same key under its own name and an older one, or under two older ones: it is not known which is meant. */
function findRepeatedKeys(placed: readonly { key: string; place: string }[]): Problem[] {
  const seen = new Set<string>();
  return placed.flatMap(({ key, place }): Problem[] => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      { place, code: 'DUPLICATE_KEY', message: `${key} is set a second time here; remove one of the two` },
    ];
  });
}

/** Older flat names beside nested keys; `value` is what was parsed, `place` returns the place of a top-level name. */
function readMapping(value: Mapping, source: string, locate: (path: readonly string[]) => string): Overrides {
  const nested = Object.fromEntries(Object.entries(value).filter(([name]) => !isFlatName(name)));
  const flat = readFlatValues(value, flatNames, (name) => `${source}.${name}`);
  const checked = checkPlacedValues(flat.placed);
  const findings = findConfigurationProblems(nested);
  const placed =
    findings.length > 0 ? [] : listLayerEntries(nested).map(([key]) => ({ key, place: `${source}.${key}` }));
  const all = [...placed, ...flat.placed];
  const values = assembleEntries([...listLayerEntries(nested), ...listLayerEntries(checked.values)]);
  return {
    layer: {
      source,
      values: values as ConfigurationValues,
      positions: new Map(all.map(({ key, place }) => [key, place])),
    },
    problems: [
      ...findings.map((finding) => placeFinding(finding, () => locate(finding.path.map(String)))),
      ...flat.problems,
      ...checked.problems,
      ...findRepeatedKeys(all),
    ],
  };
}

/** JSON is stricter than YAML, which would take `{batch_size: 5` with some goodwill. */
function findJsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Reads an organisation's `config_overrides` (spec 3.2): JSON with the configuration's keys, older flat names, or both.
 * Absent, null and empty text set nothing.
 *
 * @param source how messages and provenance call it: `organisation 206 config_overrides`
 */
export function readOverrides(text: unknown, source: string): Overrides {
  if (text === null || text === undefined || text === '')
    return { layer: { source, values: {} }, problems: [] };
  if (typeof text !== 'string') return fail(source, 'WRONG_TYPE', 'this is not text; use a JSON object');
  if (text.length > largestInputBytes) {
    return fail(source, 'TOO_LARGE', 'the text is larger than 1 MiB; use fewer keys');
  }
  const fault = findJsonFault(text);
  if (fault !== undefined) return fail(source, 'SYNTAX', `this is not JSON: ${fault}; use a JSON object`);
  const yaml = readYamlSource(text, source);
  const tooLarge = yaml.problems.find(({ code }) => code === 'TOO_LARGE');
  if (tooLarge !== undefined) return fail(source, 'TOO_LARGE', tooLarge.message);
  if (!isMapping(yaml.value))
    return fail(source, 'WRONG_TYPE', 'this is not a JSON object; use {"key": value}');
  const { layer, problems } = readMapping(yaml.value, source, (path) => yaml.locate(path, 'key'));
  const duplicates = yaml.problems.filter(({ code }) => code === 'DUPLICATE_KEY');
  return { layer, problems: [...duplicates, ...problems] };
}
