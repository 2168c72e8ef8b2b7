import type { StateRule } from '../domain/exclusion/exclusion-policy.ts';

/** A state's rules as a list: one, several, or none where the entry is null or absent. */
export function listRules(entry: StateRule | readonly StateRule[] | null | undefined): readonly StateRule[] {
  if (entry === null || entry === undefined) return [];
  return Array.isArray(entry) ? entry : [entry as StateRule];
}
