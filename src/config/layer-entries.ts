/** One value of a layer with its dotted key: `timing.followup_delay_days`, `state_rules.CA`. */
export type LayerEntry = readonly [key: string, value: unknown];

/** Keys whose value is taken whole although it is written as a group: half a date means nothing. */
const wholeKeys: ReadonlySet<string> = new Set(['aep.last_send']);

/** Groups are merged key by key; lists, dates of the year and a state's rule are replaced whole. */
function isGroup(key: string, value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !wholeKeys.has(key) && !key.startsWith('state_rules.');
}

/** The values that a layer sets, by dotted key, in their order in the file; `undefined` sets nothing. */
export function listLayerEntries(values: object, prefix = ''): LayerEntry[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    const key = prefix + name;
    if (value === undefined) return [];
    return isGroup(key, value) ? listLayerEntries(value, `${key}.`) : [[key, value] as const];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The reverse of {@link listLayerEntries}: one nested object. An entry below one that is no group has no place and is
 * left out; later entries win.
 */
export function assembleEntries(entries: Iterable<LayerEntry>): Record<string, unknown> {
  const assembled: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    const names = key.split('.');
    const last = names.pop() as string;
    let group: unknown = assembled;
    for (const name of names) {
      if (!isObject(group)) break;
      // Own properties only: a key called __proto__ must not lead into every object's prototype.
      if (!Object.hasOwn(group, name)) group[name] = {};
      group = group[name];
    }
    if (isObject(group)) group[last] = value;
  }
  return assembled;
}
