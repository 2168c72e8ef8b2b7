import { DatabaseSync } from 'node:sqlite';
import { applyMigrations } from './migrate.ts';
import { schemaVersion } from './migrations.ts';

const kinds = ['table', 'index', 'view', 'trigger'];

/** The `create` statements of a database, by kind and name, as SQLite keeps them: equal for equal schemas. */
export function renderSchema(db: DatabaseSync): string {
  const rows = db
    .prepare(
      "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\'",
    )
    .all() as { type: string; name: string; sql: string }[];
  return rows
    .sort((a, b) => kinds.indexOf(a.type) - kinds.indexOf(b.type) || (a.name < b.name ? -1 : 1))
    .map(({ sql }) => `${sql};\n`)
    .join('\n');
}

/** The text of docs/schema.sql (spec 3.1): the schema that all migrations together lead to. */
export function renderSchemaSnapshot(): string {
  const db = new DatabaseSync(':memory:');
  try {
    applyMigrations(db, ':memory:');
    return `-- Schema ${schemaVersion()}, generated from src/store/migrations by \`npm run fix\`; do not edit.\n\n${renderSchema(db)}`;
  } finally {
    db.close();
  }
}
