import type { Parameters } from './read-rows.ts';

/** A span of contact ids: (after, upTo]. */
export interface IdRange {
  readonly after: number;
  readonly upTo: number;
}

/** The contacts to read: those of a span, or those of a list. */
export type ContactSelection = IdRange | readonly number[];

/**
 * Prepares a statement over selected contacts on its first use, for spans or for lists: a run of some hundred contacts
 * needs one of the two.
 *
 * @param column the column with the contact's id
 * @param prepare prepares the statement, of which it is given the condition
 */
export function prepareForContacts<T>(
  column: string,
  prepare: (condition: string) => (parameters: Parameters) => T[],
): (selection: ContactSelection, parameters?: Parameters) => T[] {
  let ofSpan: ReturnType<typeof prepare> | undefined;
  let ofList: typeof ofSpan;
  return (selection, parameters) => {
    if ('after' in selection) {
      ofSpan ??= prepare(`${column} > :after and ${column} <= :upTo`);
      return ofSpan({ ...parameters, ...selection });
    }
    ofList ??= prepare(`${column} in (select value from json_each(:ids))`);
    return ofList({ ...parameters, ids: JSON.stringify(selection) });
  };
}
