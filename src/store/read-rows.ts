import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';

/** A row as an array of its columns: a third faster to read than an object (docs/performance.md). */
export type RowArray = SQLOutputValue[];

/** Values of a statement's named parameters. */
export type Parameters = Readonly<Record<string, number | string | null>>;

/** Prepares a statement whose rows come as arrays. */
export function prepareArrays(db: DatabaseSync, sql: string): (parameters: Parameters) => RowArray[] {
  const statement: StatementSync = db.prepare(sql);
  statement.setReturnArrays(true);
  return (parameters) => statement.all(parameters) as unknown as RowArray[];
}

/** A function of the same name would take the place of the first, also in its statements. */
let takers = 0;

/**
 * Prepares statements that give their rows to a function instead of returning them, which takes two thirds of the time:
 * Node locks a mutex up to three times for each column that it returns, but none for the arguments of a function
 * (docs/performance.md). For statements of some hundred rows: the
 * arguments of all of them stay alive until it ends.
 *
 * @param columns what is read of a row: the arguments
 * @param take makes a value of them
 * @returns prepares a statement, whose text is made from the function's call. Its values come in the order in which
 * SQLite meets the rows: that of the index it goes by, not one into which it sorts them afterwards
 */
export function createRowTaker<T>(db: DatabaseSync, columns: string, take: (row: RowArray) => T) {
  const name = `take_row_${++takers}`;
  let taken: T[] = [];
  db.function(name, { varargs: true, directOnly: true }, (...row) => {
    taken.push(take(row));
    return null;
  });
  return (select: (call: string) => string): ((parameters: Parameters) => T[]) => {
    const statement = db.prepare(select(`${name}(${columns})`));
    statement.setReturnArrays(true);
    return (parameters) => {
      taken = [];
      statement.all(parameters);
      return taken;
    };
  };
}

/** A text column; a number that an importer has left there reads as its digits. */
export const asText = (value: SQLOutputValue | undefined): string | null =>
  typeof value === 'string' ? value : value === null || value === undefined ? null : String(value);

/** A number column that may be empty; text that somebody has left there is no number, and reads as empty. */
export function asNumber(value: SQLOutputValue | undefined): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}
