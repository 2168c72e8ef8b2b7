import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** A column as far as it is compared: others may give it another default. */
export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  /** Its place in the primary key; 0: not part of it. */
  readonly pk: number;
}

/** A table, index, view or trigger of ours, with its statement as SQLite keeps it. */
export interface SchemaObject {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly sql: string;
  /** Of a table. */
  readonly columns?: readonly SchemaColumn[];
}

const kinds = ['table', 'index', 'view', 'trigger'];

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Everything in a database that has a statement, by kind and name. */
export function listSchemaObjects(db: DatabaseSync): SchemaObject[] {
  const rows = db
    .prepare(
      "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\'",
    )
    .all() as unknown as SchemaObject[];
  return rows
    .map(({ type, name, sql }) => ({ type, name, sql }))
    .sort((a, b) => kinds.indexOf(a.type) - kinds.indexOf(b.type) || compareText(a.name, b.name));
}

/** All that {@link listSchemaObjects} would list, as one text: equal texts are equal schemas. */
export function readSchemaText(db: DatabaseSync): string {
  const row = db
    .prepare(
      'select json_group_array(json_array(type, name, sql)) as text from sqlite_schema where sql is not null',
    )
    .get() as { text: string };
  return row.text;
}

/** The columns of a table, generated ones included; none: there is no such table. */
export const listColumns = (db: DatabaseSync, table: string): SchemaColumn[] =>
  db
    .prepare('select lower(name) as name, lower(type) as type, pk from pragma_table_xinfo(:table)')
    .all({ table }) as unknown as SchemaColumn[];

let cached: readonly SchemaObject[] | undefined;

/** The objects of the current schema, from the file that `npm run fix` writes: migrating in memory takes too long. */
export function loadSchemaObjects(): readonly SchemaObject[] {
  cached ??= JSON.parse(
    readFileSync(new URL('./schema-objects.json', import.meta.url), 'utf8'),
  ) as readonly SchemaObject[];
  return cached;
}
