import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { addMissingColumns, checkAdoptable } from './adopt-contacts.ts';
import { refuseNewerSchema, refuseOtherProduct } from './check-identity.ts';
import { findSchemaFaults } from './check-schema.ts';
import { connect, connectReadOnly } from './connect.ts';
import { applicationId, findLostSchema, readIdentity } from './database-identity.ts';
import { newDatabasePath } from './database-path.ts';
import { listMissingIndexes } from './ensure-indexes.ts';
import { ensureExternalIdIndex } from './external-id.ts';
import { loadMigrations, type Migration, schemaVersion } from './migrations.ts';
import { productVersion } from './product-version.ts';
import { repairSchema } from './repair-schema.ts';
import { transaction } from './transaction.ts';
import { translateSqliteError } from './translate-sqlite-error.ts';

/** The first schema with `contacts.external_id`. */
const externalIdSince = 3;

/** The schema that a database had before and has now; 0 is a file that was new or not ours. */
export interface MigrationResult {
  readonly from: number;
  readonly to: number;
  /** What of the current schema was missing or altered and has been restored; absent: nothing. */
  readonly restored?: readonly string[];
}

/** What {@link migrateDatabase} would find. */
export interface MigrationNeed {
  /** There is no file, or it is empty, so no program can be using it. */
  readonly isNew: boolean;
  /** The schema that the file has; 0: none of ours. */
  readonly from: number;
  /** Something would be written. */
  readonly isNeeded: boolean;
  /** The file is another program's database whose contacts are taken over, or has lost the marks of sendwindow. */
  readonly isForeign: boolean;
}

/**
 * Creates an org database, or brings one to the current schema (spec 3.1: `sendwindow init`, `run --migrate`). Each
 * migration is one transaction, so a killed upgrade leaves the last whole one, and the next call goes on. A SQLite file
 * that is not ours but has a `contacts` table as in spec 3.1 becomes an org database; its rows and other tables stay.
 *
 * @throws NO_SUCH_FILE (no such folder), NOT_A_DATABASE, SCHEMA_TOO_NEW, BUSY, READ_ONLY, DISK_FULL, CORRUPT.
 */
export function migrateDatabase(
  path: string,
  migrations: readonly Migration[] = loadMigrations(),
): MigrationResult {
  const file = newDatabasePath(path);
  try {
    const db = connect(file);
    try {
      const result = applyMigrations(db, path, migrations);
      const restored = result.from === result.to ? repairSchema(db, path) : [];
      return restored.length === 0 ? result : { ...result, restored };
    } finally {
      db.close();
    }
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}

/**
 * Looks whether {@link migrateDatabase} would write something; writes nothing itself.
 *
 * @throws as {@link migrateDatabase}
 */
export function findMigrationNeed(path: string): MigrationNeed {
  const file = newDatabasePath(path);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0)
    return { isNew: true, from: 0, isNeeded: true, isForeign: false };
  try {
    using db = connectReadOnly(file);
    const from = checkMigratable(db, path, loadMigrations());
    const isForeign = readIdentity(db).applicationId !== applicationId;
    const isWhole = () => findSchemaFaults(db).length === 0 && listMissingIndexes(db).length === 0;
    return { isNew: false, from, isNeeded: from < schemaVersion() || isForeign || !isWhole(), isForeign };
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}

/** The same for an open connection; throws SQLite's own errors as they are. */
export function applyMigrations(
  db: DatabaseSync,
  where: string,
  migrations: readonly Migration[] = loadMigrations(),
): MigrationResult {
  const from = checkMigratable(db, where, migrations);
  restoreMarks(db, from);
  // The journal mode is a property of the file and cannot be changed inside a transaction.
  if (from < migrations.length) db.exec('pragma journal_mode = wal');
  for (const migration of migrations.slice(from)) applyMigration(db, migration, migrations);
  return { from, to: migrations.length };
}

/** The schema that the database has; a file that is neither ours nor can become ours is refused. */
function checkMigratable(db: DatabaseSync, where: string, migrations: readonly Migration[]): number {
  const found = readIdentity(db);
  if (found.applicationId === applicationId) {
    refuseNewerSchema(db, found, migrations.length, where);
    return found.schemaVersion;
  }
  refuseOtherProduct(found, where);
  const lost = findLostSchema(db);
  if (lost !== undefined) {
    refuseNewerSchema(db, { ...found, schemaVersion: lost }, migrations.length, where);
    return lost;
  }
  if (!found.isEmpty) checkAdoptable(db, namesCreatedBy(migrations), where);
  return 0;
}

/** Of a database that was dumped and reloaded. */
function restoreMarks(db: DatabaseSync, version: number): void {
  if (version === 0 || readIdentity(db).applicationId === applicationId) return;
  transaction(db, () => {
    db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${version}`);
  });
}

/** An empty database in memory with the schema that these migrations lead to. */
function emptyDatabase(migrations: readonly Migration[]): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  applyMigrations(db, ':memory:', migrations);
  return db;
}

function namesCreatedBy(migrations: readonly Migration[]): Set<string> {
  using db = emptyDatabase(migrations);
  return new Set(
    db
      .prepare('select name from sqlite_schema')
      .all()
      .map((row) => String(row.name)),
  );
}

/** Recreates tables that are empty and unchanged since the earlier migrations made them. */
function rebuildEmptyTables(db: DatabaseSync, migration: Migration, earlier: readonly Migration[]): void {
  const { ifEmpty = [] } = migration;
  if (ifEmpty.length === 0) return;
  using reference = emptyDatabase(earlier);
  for (const { table, sql } of ifEmpty) {
    const isEmpty = db.prepare(`select 1 from ${table} limit 1`).get() === undefined;
    if (isEmpty && objectsOf(db, table) === objectsOf(reference, table)) db.exec(sql);
  }
}

/** A table with its indexes and triggers, as text that is equal for equal ones. */
const objectsOf = (db: DatabaseSync, table: string): string =>
  JSON.stringify(
    db.prepare('select name, sql from sqlite_schema where tbl_name = :table order by name').all({ table }),
  );

function applyMigration(db: DatabaseSync, migration: Migration, all: readonly Migration[]): void {
  transaction(db, () => {
    // Read again under the lock: a second `init` may have been quicker.
    const found = readIdentity(db);
    if (found.schemaVersion >= migration.version) return;
    rebuildEmptyTables(db, migration, all.slice(0, migration.version - 1));
    const isForeign = found.schemaVersion === 0 && !found.isEmpty;
    if (isForeign || migration.version >= externalIdSince) addMissingColumns(db);
    db.exec(migration.sql);
    if (migration.version >= externalIdSince) ensureExternalIdIndex(db);
    db.prepare('insert into schema_versions (version, product_version) values (:version, :product)').run({
      version: migration.version,
      product: productVersion(),
    });
    db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${migration.version}`);
  });
}
