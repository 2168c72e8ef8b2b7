import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { quoteForShell } from './quote-for-shell.ts';
import {
  listColumns,
  listSchemaObjects,
  loadSchemaObjects,
  readSchemaText,
  type SchemaObject,
} from './schema-objects.ts';

/** An object of ours that is not as it should be. */
export interface SchemaFault {
  readonly kind: 'missing' | 'altered';
  readonly object: SchemaObject;
  /** For people: `column released_at is missing`. */
  readonly detail: string;
}

/** What of a table's columns is missing or altered; undefined: nothing. Further columns are allowed. */
function describeColumns(db: DatabaseSync, { name, columns = [] }: SchemaObject): string | undefined {
  const found = new Map(listColumns(db, name).map((column) => [column.name, column]));
  const isContacts = name === 'contacts';
  const problems = columns.flatMap((wanted) => {
    const column = found.get(wanted.name);
    if (column === undefined) return [`column ${wanted.name} is missing`];
    if (column.pk !== wanted.pk || (wanted.pk > 0 && column.type !== wanted.type))
      return [`column ${wanted.name} is not ${wanted.pk > 0 ? 'the primary key' : 'an ordinary column'}`];
    return isContacts || column.type === wanted.type
      ? []
      : [`column ${wanted.name} is ${column.type}, not ${wanted.type}`];
  });
  return problems.length === 0 ? undefined : problems.join(', ');
}

/** Compares with a schema's own objects: tables by their columns, views and triggers by their statements, no indexes. */
export function findSchemaFaults(db: DatabaseSync): SchemaFault[] {
  const found = new Map(listSchemaObjects(db).map((object) => [`${object.type} ${object.name}`, object]));
  return loadSchemaObjects().flatMap((object): SchemaFault[] => {
    if (object.type === 'index') return [];
    const actual = found.get(`${object.type} ${object.name}`);
    if (actual === undefined) return [{ kind: 'missing', object, detail: 'is missing' }];
    if (actual.sql === object.sql) return [];
    const detail = object.type === 'table' ? describeColumns(db, object) : 'has been altered';
    return detail === undefined ? [] : [{ kind: 'altered', object, detail }];
  });
}

/** A fault in words: `trigger contacts_record_update is missing`. */
export const describeFault = ({ object, detail }: SchemaFault): string =>
  `${object.type} ${object.name}${detail.startsWith('column') ? ': ' : ' '}${detail}`;

/** The error of a database whose schema is not what it should be. */
export const schemaAltered = (
  faults: readonly SchemaFault[],
  where: string,
  remedy: string,
): SendwindowError =>
  new SendwindowError(
    'SCHEMA_ALTERED',
    `${where}: the schema is not as sendwindow made it: ${faults.map(describeFault).join('; ')}; ${remedy}`,
  );

/** Schemas that have passed: one process opens a thousand databases, several times each, and nearly all are alike. */
const passed = new Set<string>();
const mostPassed = 8;

/**
 * Checks the objects of a database that has the current schema (spec 3.1: at every open). What others have added is
 * ignored, and a run builds a missing index.
 *
 * @throws SCHEMA_ALTERED, listing what is missing or altered: without our triggers the audit of contacts and the stale
 * marks have holes, and without our view senders read something else.
 */
export function checkSchema(db: DatabaseSync, where: string): void {
  const schema = readSchemaText(db);
  if (passed.has(schema)) return;
  const faults = findSchemaFaults(db);
  if (faults.length > 0) throw refusal(faults, where);
  if (passed.size === mostPassed) passed.clear();
  passed.add(schema);
}

const refusal = (faults: readonly SchemaFault[], where: string): SendwindowError =>
  schemaAltered(faults, where, `restore it: sendwindow init ${quoteForShell(where)}`);
