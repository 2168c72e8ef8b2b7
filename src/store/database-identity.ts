import type { DatabaseSync } from 'node:sqlite';

/** `SWND` in ASCII: `pragma application_id` of every database of this product. */
export const applicationId = 0x53574e44;

/** What a SQLite file says about itself. */
export interface DatabaseIdentity {
  /** Which product the file belongs to; 0 if it does not say. */
  readonly applicationId: number;
  /** The number of the last migration applied; 0 for none. */
  readonly schemaVersion: number;
  /** It holds no table, index, view or trigger. */
  readonly isEmpty: boolean;
}

/** Reads the identity; throws SQLite's own error (not a database, corrupt, busy). */
export function readIdentity(db: DatabaseSync): DatabaseIdentity {
  const { objects } = db.prepare('select count(*) as objects from sqlite_schema').get() as {
    objects: number;
  };
  return {
    applicationId: readPragma(db, 'application_id'),
    schemaVersion: readPragma(db, 'user_version'),
    isEmpty: objects === 0,
  };
}

function readPragma(db: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return (db.prepare(`pragma ${name}`).get() as Record<string, number>)[name] ?? 0;
}

/**
 * The schema of a database of this product that has lost its marks: a dump and reload keeps tables and triggers, but not
 * `application_id` and `user_version`. `undefined`: it is none.
 */
export function findLostSchema(db: DatabaseSync): number | undefined {
  const tables = db
    .prepare(
      `select count(*) as n from sqlite_schema
       where type = 'table' and name in ('schema_versions', 'email_schedules', 'schedule_changes', 'holds')`,
    )
    .get() as { n: number };
  if (tables.n < 4) return undefined;
  const { version } = db.prepare('select max(version) as version from schema_versions').get() as {
    version: number | null;
  };
  return version ?? undefined;
}
