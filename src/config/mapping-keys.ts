import type { SchemaKey } from './input/schema-keys.ts';

/** Keys whose value maps data to values; one entry can be set by itself: `state_rules.CA`, `zip_states.75072`. */
export const mappingKeys = ['state_rules', 'zip_states', 'acknowledged_warnings'] as const;

/** The mapping that a dotted name is an entry of; `undefined` if it is none. */
export const mappingOf = (name: string): (typeof mappingKeys)[number] | undefined =>
  mappingKeys.find((key) => name.startsWith(`${key}.`));

/** The schema key of one entry of a mapping: that of the mapping, under the entry's own name. */
export function findEntryKey(name: string, keys: readonly SchemaKey[]): SchemaKey | undefined {
  const mapping = mappingOf(name);
  const known = keys.find(({ key }) => key === mapping);
  return known && { ...known, key: name, path: [...known.path, name.slice(known.key.length + 1)] };
}
