import type { DatabaseSync } from 'node:sqlite';
import { addMissingColumns } from './adopt-contacts.ts';
import { describeFault, findSchemaFaults, type SchemaFault, schemaAltered } from './check-schema.ts';
import { ensureIndexes } from './ensure-indexes.ts';
import { tightenExternalIdIndex } from './external-id.ts';
import { listColumns, loadSchemaObjects, type SchemaColumn } from './schema-objects.ts';
import { transaction } from './transaction.ts';

/** Tables whose rows can be made again from others, or mean no more than "plan everything again". */
const derivedTables: ReadonlySet<string> = new Set([
  'active_statuses',
  'plan_basis',
  'replaced_contacts',
  'replaced_instances',
  'stale_marks',
  'status_settings',
  'suppressed_addresses',
]);

/** Columns whose absence loses nothing: whatever reads them takes an empty one for what it is. */
const addableColumns: Readonly<Record<string, readonly string[]>> = {
  holds: ['released_at', 'released_by', 'created_by'],
  config_versions: ['reason', 'created_by'],
  scheduler_checkpoints: ['started_at', 'run_by', 'error_message', 'report'],
};

const missingColumns = (db: DatabaseSync, { object }: SchemaFault): SchemaColumn[] => {
  const found = new Set(listColumns(db, object.name).map(({ name }) => name));
  return (object.columns ?? []).filter(({ name }) => !found.has(name));
};

function addColumns(db: DatabaseSync, fault: SchemaFault): void {
  const { name } = fault.object;
  for (const column of missingColumns(db, fault)) {
    if (addableColumns[name]?.includes(column.name) !== true) continue;
    db.exec(`alter table ${name} add column ${column.name} ${column.type}`);
  }
}

function repairTable(db: DatabaseSync, fault: SchemaFault): void {
  const { object, kind } = fault;
  if (derivedTables.has(object.name)) {
    db.exec(`drop table if exists ${object.name}; ${object.sql}`);
  } else if (kind === 'altered' && object.name !== 'contacts') {
    addColumns(db, fault);
  }
}

/** What derived tables hold before any run has written it. */
function refillDerivedTables(db: DatabaseSync): void {
  db.exec(`
    delete from suppressed_addresses;
    insert into suppressed_addresses (entry, address, reason)
    select entry, address, reason from suppression_addresses;
    insert into active_statuses (status) select 'active' where not exists (select 1 from active_statuses);
    insert into status_settings (id) select 1 where not exists (select 1 from status_settings);
    insert into mark_stale (kind, id, reason) values ('everything', 0, 'schema restored');
  `);
}

/**
 * Restores what is missing or altered where that loses nothing (spec 6.3): triggers and views, indexes, tables that are
 * made from others, columns that may be empty. What happened while a trigger was missing is not known, so everything is
 * stale then until a run has planned it.
 *
 * @returns what was restored, in words
 * @throws SCHEMA_ALTERED, naming what cannot be restored; nothing is changed then
 */
export function repairSchema(db: DatabaseSync, where: string): string[] {
  return transaction(db, () => {
    const faults = findSchemaFaults(db);
    if (faults.length > 0) restore(db, faults, where);
    const indexes = ensureIndexes(db);
    if (faults.length > 0) refillDerivedTables(db);
    return [...faults.map(describeFault), ...indexes.map((name) => `index ${name} is missing`)];
  });
}

function restore(db: DatabaseSync, faults: readonly SchemaFault[], where: string): void {
  // Triggers and views first go: what they name may be about to be recreated.
  for (const { object } of faults) {
    if (object.type === 'trigger' || object.type === 'view')
      db.exec(`drop ${object.type} if exists ${object.name}`);
  }
  for (const fault of faults) if (fault.object.type === 'table') repairTable(db, fault);
  if (faults.some(({ object }) => object.name === 'contacts')) addMissingColumns(db);
  refuseLoss(
    findSchemaFaults(db).filter(({ object }) => object.type === 'table'),
    where,
  );
  // Dropping a view or a table takes its triggers with it, also those that were not at fault.
  for (const kind of ['view', 'trigger'] as const) {
    const present = new Set(namesOf(db, kind));
    for (const object of loadSchemaObjects()) {
      if (object.type === kind && !present.has(object.name)) db.exec(object.sql);
    }
  }
  const left = findSchemaFaults(db);
  if (left.length > 0)
    throw schemaAltered(
      left,
      where,
      'this cannot be restored without loss: restore a backup, or fix it by hand',
    );
  tightenExternalIdIndex(db);
}

function refuseLoss(faults: readonly SchemaFault[], where: string): void {
  if (faults.length === 0) return;
  throw schemaAltered(
    faults,
    where,
    'this cannot be restored without loss: restore a backup, or correct it by hand',
  );
}

const namesOf = (db: DatabaseSync, type: string): string[] =>
  db
    .prepare('select name from sqlite_schema where type = :type')
    .all({ type })
    .map(({ name }) => String(name));
