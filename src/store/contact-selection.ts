import type { DatabaseSync } from 'node:sqlite';
import { prepareArrays, type RowArray } from './read-rows.ts';

/** A span of contact ids: (after, upTo]. */
export interface IdRange {
  readonly after: number;
  readonly upTo: number;
}

/** The contacts to read: those of a span, or those of a list. */
export type ContactSelection = IdRange | readonly number[];

type Parameters = Readonly<Record<string, number | string | null>>;

/**
 * Prepares a statement over selected contacts, for spans and, once it is asked for, for lists.
 *
 * @param column the column with the contact's id
 * @param select the statement, of which it is given the condition
 */
export function prepareForContacts(
  db: DatabaseSync,
  column: string,
  select: (condition: string) => string,
): (selection: ContactSelection, parameters?: Parameters) => RowArray[] {
  const ofSpan = prepareArrays(db, select(`${column} > :after and ${column} <= :upTo`));
  let ofList: typeof ofSpan | undefined;
  return (selection, parameters) => {
    if ('after' in selection) return ofSpan({ ...parameters, ...selection });
    ofList ??= prepareArrays(db, select(`${column} in (select value from json_each(:ids))`));
    return ofList({ ...parameters, ids: JSON.stringify(selection) });
  };
}
