import type { DatabaseSync } from 'node:sqlite';
import { ensureExternalIdIndex } from './external-id.ts';
import { loadSchemaObjects, type SchemaObject } from './schema-objects.ts';

/** The indexes of ours that a database lacks. */
export function listMissingIndexes(db: DatabaseSync): SchemaObject[] {
  const present = new Set(
    db
      .prepare("select name from sqlite_schema where type = 'index'")
      .all()
      .map(({ name }) => String(name)),
  );
  return loadSchemaObjects().filter(({ type, name }) => type === 'index' && !present.has(name));
}

/**
 * Builds the indexes of ours that are missing (spec 6.3): a run that was killed during a bulk load leaves one out, and a
 * loader that recreates a table takes them with it.
 *
 * @returns their names
 */
export function ensureIndexes(db: DatabaseSync): string[] {
  const missing = listMissingIndexes(db);
  for (const { name, sql } of missing) {
    if (name === 'contacts_external_id') ensureExternalIdIndex(db);
    else db.exec(sql);
  }
  return missing.map(({ name }) => name);
}
