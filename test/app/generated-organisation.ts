import { copyFileSync } from 'node:fs';
import { generateOrganisation } from '../../src/generate/generate-organisation.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';
import { temporaryPath } from '../store/temporary-folder.ts';

/** The day for which the organisations of these tests are generated; their first runs are on its morning. */
export const firstDay = '2027-03-01';
export const firstMorning = '2027-03-01T12:00:00Z';

/** A new database with a synthetic organisation: contacts, campaigns, sent mail and behaviour, and no plan yet. */
export function generatedOrganisation(contacts: number, path: string = temporaryPath()): string {
  using db = openDatabase(path, { mode: 'create' });
  generateOrganisation(new Store(db), { contacts, seed: 1, asOf: firstDay });
  return path;
}

/** A copy of a database that nobody has open. */
export function copyDatabase(path: string, copy: string = temporaryPath()): string {
  {
    using db = openDatabase(path, { mode: 'read-write' });
    db.exec('pragma wal_checkpoint(truncate)');
  }
  copyFileSync(path, copy);
  return copy;
}

/** Runs SQL on a database through a connection of its own, as an importer or a sender would. */
export function change(path: string, sql: string): void {
  using db = openDatabase(path, { mode: 'read-write' });
  db.exec(sql);
}

/** One row of a query. */
export function queryOne(path: string, sql: string): Record<string, unknown> {
  return queryAll(path, sql)[0] ?? {};
}

export function queryAll(path: string, sql: string): Record<string, unknown>[] {
  using db = openDatabase(path, { mode: 'read-only' });
  return db
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}

/** Every row of the plan without ids, run ids and times: what must be equal after a kill. */
export const planOf = (path: string): Record<string, unknown>[] =>
  queryAll(
    path,
    `select contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, scheduled_send_time, status,
       skip_reason, skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id,
       email_template, sms_template, metadata
     from email_schedules
     order by contact_id, event_date, email_type, campaign_instance_id, target_id, parent_email_id`,
  );

export const integrityOf = (path: string): unknown =>
  queryOne(path, 'pragma integrity_check')['integrity_check'];

const keyOf = (row: Record<string, unknown>): string =>
  ['contact_id', 'email_type', 'event_date', 'campaign_instance_id', 'target_id', 'parent_email_id']
    .map((column) => row[column])
    .join(' ');

/** The rows in which two plans differ, as text; none: the plans are equal. */
export function differences(
  found: readonly Record<string, unknown>[],
  wanted: readonly Record<string, unknown>[],
): string[] {
  const rest = new Map(found.map((row) => [keyOf(row), JSON.stringify(row)]));
  const list: string[] = [];
  for (const row of wanted) {
    const text = JSON.stringify(row);
    if (rest.get(keyOf(row)) !== text) list.push(`${text}\n  is ${rest.get(keyOf(row)) ?? 'missing'}`);
    rest.delete(keyOf(row));
  }
  return [...list, ...[...rest.values()].map((text) => `not wanted: ${text}`)];
}
