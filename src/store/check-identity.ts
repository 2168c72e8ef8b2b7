import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { applicationId, type DatabaseIdentity, readIdentity } from './database-identity.ts';
import { productVersion } from './product-version.ts';
import { quoteForShell } from './quote-for-shell.ts';

/**
 * Checks that an open database is one of this product and has the schema `expected` (spec 3.1: at every open).
 *
 * @param where the path as the user wrote it: begins the message.
 * @throws NOT_A_DATABASE, SCHEMA_TOO_OLD (names the command that upgrades it), SCHEMA_TOO_NEW (the version needed).
 */
export function checkIdentity(db: DatabaseSync, expected: number, where: string): void {
  const found = readIdentity(db);
  if (found.applicationId !== applicationId) refuseForeign(found, where);
  refuseNewerSchema(db, found, expected, where);
  if (found.schemaVersion < expected) {
    throw new SendwindowError(
      'SCHEMA_TOO_OLD',
      `${where}: the database has schema ${found.schemaVersion}, this version needs ${expected}; ` +
        `upgrade it: sendwindow init ${quoteForShell(where)} (or run --migrate)`,
    );
  }
}

/** @throws SCHEMA_TOO_NEW, naming the version of the product that wrote the schema. */
export function refuseNewerSchema(
  db: DatabaseSync,
  found: DatabaseIdentity,
  known: number,
  where: string,
): void {
  if (found.schemaVersion <= known) return;
  const needed = writtenBy(db, found.schemaVersion);
  throw new SendwindowError(
    'SCHEMA_TOO_NEW',
    `${where}: the database has schema ${found.schemaVersion}, this version reads schemas up to ${known}; ` +
      `use ${needed === undefined ? 'a newer sendwindow' : `sendwindow ${needed} or later`}`,
  );
}

/** @throws NOT_A_DATABASE if the file names another product as its owner, or counts schema versions of its own. */
export function refuseOtherProduct(found: DatabaseIdentity, where: string): void {
  if (found.applicationId === 0 && found.schemaVersion === 0) return;
  throw new SendwindowError(
    'NOT_A_DATABASE',
    `${where}: a database of another program (application_id ${found.applicationId}, user_version ` +
      `${found.schemaVersion}; both must be 0 to take it over); name another file`,
  );
}

function refuseForeign(found: DatabaseIdentity, where: string): never {
  refuseOtherProduct(found, where);
  throw new SendwindowError(
    'NOT_A_DATABASE',
    `${where}: a SQLite file, but not a database of sendwindow; ` +
      `name another file, or make it one: sendwindow init ${quoteForShell(where)}`,
  );
}

/** The version of the product that brought this schema, if the database still says so. */
function writtenBy(db: DatabaseSync, schemaVersion: number): string | undefined {
  try {
    const row = db
      .prepare('select product_version from schema_versions where version = ?')
      .get(schemaVersion);
    const version = row?.product_version;
    // A schema under development: the version that says it wrote it is this one, which does not know it.
    return typeof version === 'string' && version !== productVersion() ? version : undefined;
  } catch {
    return undefined;
  }
}
