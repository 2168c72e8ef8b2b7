import type { ConfigurationLayer, ConfigurationValues } from './configuration-layer.ts';
import { findConfigurationProblems } from './find-configuration-problems.ts';
import { formatPath, InvalidInputError, type KeyPath, type Problem, placeFinding } from './input/problem.ts';
import { assembleEntries, listLayerEntries } from './layer-entries.ts';

/** A value from somewhere that has no lines: a column, an environment variable, a flag. */
export interface PlacedValue {
  /** The dotted key: `timing.followup_delay_days`. */
  readonly key: string;
  readonly value: unknown;
  /** How messages and provenance call its origin: `SENDWINDOW_TIMEZONE`, `--horizon`. */
  readonly place: string;
}

/** Values with what is wrong with them; the values are of use only where nothing is. */
export interface CheckedValues {
  readonly values: ConfigurationValues;
  readonly problems: readonly Problem[];
}

const isUnder = (path: string, key: string): boolean =>
  path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`) || key.startsWith(`${path}.`);

/** Puts values together and checks them; each problem names the place of its value. */
export function checkPlacedValues(placed: readonly PlacedValue[]): CheckedValues {
  const values = assembleEntries(placed.map(({ key, value }) => [key, value])) as ConfigurationValues;
  const placeOf = (path: KeyPath): string =>
    placed.find(({ key }) => isUnder(formatPath(path), key))?.place ?? 'configuration';
  const problems = findConfigurationProblems(values).map((finding) =>
    placeFinding(finding, () => placeOf(finding.path)),
  );
  return { values, problems };
}

/** The place of every key that the values set: a variable may hold several states' rules. */
export const listPositions = (placed: readonly PlacedValue[]): ReadonlyMap<string, string> =>
  new Map(
    placed.flatMap(({ key, value, place }) =>
      listLayerEntries(assembleEntries([[key, value]])).map(([name]) => [name, place] as const),
    ),
  );

/**
 * A layer of values that have a place each (spec 3.2): flags, for instance.
 *
 * @param found problems that were met while the values were gathered; reported together with those of the values
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem
 */
export function createPlacedLayer(
  source: string,
  placed: readonly PlacedValue[],
  found: readonly Problem[] = [],
): ConfigurationLayer {
  const { values, problems } = checkPlacedValues(placed);
  if (found.length + problems.length > 0)
    throw new InvalidInputError('BAD_CONFIGURATION', [...found, ...problems]);
  return { source, values, positions: listPositions(placed) };
}
