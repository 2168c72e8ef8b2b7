import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';

/** A row as an array of its columns: a third faster to read than an object (docs/performance.md). */
export type RowArray = SQLOutputValue[];

/** Values of a statement's named parameters. */
export type Parameters = Readonly<Record<string, number | string | null>>;

/** Node refuses to read a whole number that is no exact JavaScript number. */
const isOutOfRange = (error: unknown): boolean => (error as { code?: unknown })?.code === 'ERR_OUT_OF_RANGE';

/** A whole number that is no exact JavaScript number comes as its digits: a number would be another one. */
const toExact = (value: SQLOutputValue): SQLOutputValue => {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};

/** Reads all rows again, with whole numbers of 64 bits. */
function readExactly(statement: StatementSync, parameters: Parameters): RowArray[] {
  statement.setReadBigInts(true);
  try {
    const rows = statement.all(parameters) as unknown as RowArray[];
    return rows.map((row) => row.map(toExact));
  } finally {
    statement.setReadBigInts(false);
  }
}

/** Prepares a statement whose rows come as arrays; whole numbers beyond 2^53 - 1 come as their digits (spec 2.2, "Ids"). */
export function prepareArrays(db: DatabaseSync, sql: string): (parameters: Parameters) => RowArray[] {
  const statement: StatementSync = db.prepare(sql);
  statement.setReturnArrays(true);
  return (parameters) => {
    try {
      return statement.all(parameters) as unknown as RowArray[];
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      return readExactly(statement, parameters);
    }
  };
}

/** Prepares a statement on first use: one that few runs need. */
export function prepareLater<P extends readonly unknown[], R>(
  prepare: () => (...given: P) => R,
): (...given: P) => R {
  let prepared: ((...given: P) => R) | undefined;
  return (...given) => {
    prepared ??= prepare();
    return prepared(...given);
  };
}

/** The greatest id that counts (spec 2.2, "Ids"): whole numbers beyond it are not exact in JavaScript. */
export const mostId = Number.MAX_SAFE_INTEGER;

/** A whole number; one beyond {@link mostId} as its digits. */
export type ExactNumber = number | string;

/** A column of whole numbers, for statements that read their rows one by one: each is an {@link ExactNumber}. */
export const exactColumn = (expression: string, name: string): string =>
  `case when ${expression} between -${mostId} and ${mostId} then ${expression} else cast(${expression} as text) end as ${name}`;

/** Prepares a statement of one column of whole numbers, of which any number of rows may come. */
export function prepareNumbers(db: DatabaseSync, sql: string): (parameters: Parameters) => Generator<number> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return function* iterate(parameters) {
    for (const row of statement.iterate(parameters)) yield (row as unknown as [number])[0];
  };
}

/** More records belong together than are read at once (spec 4.4). */
export class TooManyRecords extends Error {}

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
 * @param most a statement that gives more rows ends with {@link TooManyRecords}
 * @returns prepares a statement, whose text is made from the function's call. Its values come in the order in which
 * SQLite meets the rows: that of the index it uses, not one into which it sorts them afterwards
 */
export function createRowTaker<T>(
  db: DatabaseSync,
  columns: string,
  take: (row: RowArray) => T,
  most = Number.POSITIVE_INFINITY,
) {
  const name = `take_row_${++takers}`;
  let taken: T[] = [];
  const add = (value: T): null => {
    if (taken.length >= most) throw new TooManyRecords();
    taken.push(value);
    return null;
  };
  db.function(name, { varargs: true, directOnly: true }, (...row) => add(take(row)));
  const exactOptions = { varargs: true, directOnly: true, useBigIntArguments: true };
  db.function(`${name}_exact`, exactOptions, (...row) => add(take(row.map(toExact))));
  return (select: (call: string) => string): ((parameters: Parameters) => T[]) => {
    const prepare = (name_: string) => {
      const statement = db.prepare(select(`${name_}(${columns})`));
      statement.setReturnArrays(true);
      return (parameters: Parameters): T[] => {
        taken = [];
        try {
          statement.all(parameters);
          return taken;
        } finally {
          // Not kept until the next statement: it may be the last.
          taken = [];
        }
      };
    };
    const read = prepare(name);
    let readExact: typeof read | undefined;
    return (parameters) => {
      try {
        return read(parameters);
      } catch (error) {
        if (!isOutOfRange(error)) throw error;
        readExact ??= prepare(`${name}_exact`);
        return readExact(parameters);
      }
    };
  };
}

/** A text column; a number that an importer has left there reads as its digits. */
export const asText = (value: SQLOutputValue | undefined): string | null =>
  typeof value === 'string' ? value : value === null || value === undefined ? null : String(value);

/** A text column that is never null. */
export const textOf = (value: SQLOutputValue | undefined): string => asText(value) ?? '';

/** A number column that may be empty; text that another program has written there is read as empty. */
export function asNumber(value: SQLOutputValue | undefined): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}
