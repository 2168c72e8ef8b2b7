import { DatabaseSync } from 'node:sqlite';
import { applyMigrations } from '../../src/store/migrate.ts';
import { schemaVersion } from '../../src/store/migrations.ts';
import { listColumns, listSchemaObjects } from '../../src/store/schema-objects.ts';

/** The `create` statements of a database, by kind and name, as SQLite keeps them: equal for equal schemas. */
export const renderSchema = (db: DatabaseSync): string =>
  listSchemaObjects(db)
    .map(({ sql }) => `${sql};\n`)
    .join('\n');

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

/** The text of schema-objects.json: the schema that all migrations together lead to, object by object. */
export function renderSchemaObjects(): string {
  using db = new DatabaseSync(':memory:');
  applyMigrations(db, ':memory:');
  const objects = listSchemaObjects(db).map((found) =>
    found.type === 'table' ? { ...found, columns: listColumns(db, found.name) } : found,
  );
  return `${JSON.stringify(objects, null, 1)}\n`;
}
