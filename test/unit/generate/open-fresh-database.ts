import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/open-database.ts';

/** An org database in a folder of its own, gone when the test ends. */
export function openFreshDatabase(): DatabaseSync {
  const folder = mkdtempSync(join(tmpdir(), 'sendwindow-generate-'));
  const db = openDatabase(join(folder, 'org.db'), { mode: 'create' });
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  return db;
}

const generatedTables = [
  'contacts',
  'suppressions',
  'campaign_instances',
  'contact_campaigns',
  'email_schedules',
  'tracking_clicks',
  'contact_events',
];

/** One number, or text, of a query with one row and one column. */
export function readValue(db: DatabaseSync, sql: string): unknown {
  return Object.values(db.prepare(sql).get() ?? {})[0];
}

/** A checksum over every column of every generated table. */
export function checksumData(db: DatabaseSync): string {
  const hash = createHash('sha256');
  for (const table of generatedTables) {
    hash.update(JSON.stringify(db.prepare(`select * from ${table} order by rowid`).all()));
  }
  return hash.digest('hex');
}
