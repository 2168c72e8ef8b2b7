import type { DatabaseSync } from 'node:sqlite';
import { errorCodeOf } from './translate-sqlite-error.ts';

const createIndex = (unique: string) =>
  `create ${unique} index if not exists contacts_external_id on contacts (external_id) where external_id <> ''`;

/**
 * Makes the index of `contacts.external_id`, if it is missing: unique where the column is not empty (spec 3.1). An
 * organisation's own column may hold doubles: that is a finding, not a failure, so the index then allows them; the
 * triggers on `contacts` need it for look-ups either way.
 */
export function ensureExternalIdIndex(db: DatabaseSync): void {
  try {
    db.exec(createIndex('unique'));
  } catch (error) {
    if (!isConstraint(error)) throw error;
    db.exec(createIndex(''));
  }
}

/** Gives the index its uniqueness where doubles stood in the way and are gone. */
export function tightenExternalIdIndex(db: DatabaseSync): void {
  db.exec('drop index if exists contacts_external_id');
  ensureExternalIdIndex(db);
}

const sqliteConstraint = 19;

const isConstraint = (error: unknown): boolean =>
  errorCodeOf(error) === 'STORE_FAILED' &&
  ((error as { errcode?: number }).errcode ?? 0) % 256 === sqliteConstraint;
