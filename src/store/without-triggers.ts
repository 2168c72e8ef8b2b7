import type { DatabaseSync } from 'node:sqlite';
import { ensureIndexes } from './ensure-indexes.ts';
import { loadSchemaObjects } from './schema-objects.ts';
import { transaction } from './transaction.ts';

/** Threads that help to sort the entries of the index by address. */
const sortingThreads = 2;

function listTriggers(db: DatabaseSync): Set<string> {
  return new Set(
    db
      .prepare("select name from sqlite_schema where type = 'trigger'")
      .all()
      .map(({ name }) => String(name)),
  );
}

const ourTriggers = () => loadSchemaObjects().filter(({ type }) => type === 'trigger');

function dropAll(db: DatabaseSync): void {
  const present = listTriggers(db);
  transaction(db, () => {
    for (const { name } of ourTriggers()) if (present.has(name)) db.exec(`drop trigger ${name}`);
    db.exec('drop index if exists contacts_address');
  });
}

function restoreAll(db: DatabaseSync): void {
  db.exec(`pragma threads = ${sortingThreads}`);
  transaction(db, () => {
    const present = listTriggers(db);
    for (const { name, sql } of ourTriggers()) if (!present.has(name)) db.exec(sql);
    db.exec(`
      delete from suppressed_addresses;
      insert into suppressed_addresses (entry, address, reason)
      select entry, address, reason from suppression_addresses order by entry;
    `);
    ensureIndexes(db);
  });
  db.exec('pragma threads = 0');
}

/**
 * Runs `body`, which fills an empty database, while our triggers and the index by address are taken off; then makes them
 * again as the schema has them. In a database that was empty there is nothing to audit and nothing that could be stale,
 * and addresses come in no order: kept up, triggers and index cost many times as long as the rows.
 *
 * They are recreated even if `body` throws. A process that is killed meanwhile leaves a database that every command
 * refuses with SCHEMA_ALTERED, until `init` restores it.
 */
export function withoutTriggers<T>(db: DatabaseSync, body: () => T): T {
  dropAll(db);
  try {
    return body();
  } finally {
    restoreAll(db);
  }
}
