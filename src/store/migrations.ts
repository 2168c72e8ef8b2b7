import { readdirSync, readFileSync } from 'node:fs';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** One numbered file of src/store/migrations: what leads from schema `version - 1` to schema `version`. */
export interface Migration {
  readonly version: number;
  /** File name, `0001-org-database.sql`. */
  readonly name: string;
  readonly sql: string;
  /**
   * Statements that recreate a table, `0003-contacts.if-empty.sql` say: run before `sql`, and only while the table
   * holds nothing and is as the earlier migrations left it. A table with rows is never rebuilt (spec 3.1).
   */
  readonly ifEmpty?: readonly { readonly table: string; readonly sql: string }[];
}

const companionName = /^\d{4}-(\w+)\.if-empty\.sql$/;

const folder = new URL('./migrations/', import.meta.url);
let cached: readonly Migration[] | undefined;

/**
 * Every migration in order (spec 3.1), read on first use.
 * @throws INTERNAL if the numbers are not 1, 2, 3 ... without a gap: the installation is damaged.
 */
export function loadMigrations(): readonly Migration[] {
  cached ??= readMigrations(readdirSync(folder).sort());
  return cached;
}

/** The schema that this version of the product reads and writes: the number of the last migration. */
export function schemaVersion(): number {
  return loadMigrations().length;
}

function readMigrations(files: readonly string[]): Migration[] {
  const companions = files.filter((name) => companionName.test(name));
  return files
    .filter((name) => /^\d{4}-.+\.sql$/.test(name) && !companionName.test(name))
    .map((name, index) => readMigration(name, index, companions));
}

function readMigration(name: string, index: number, companions: readonly string[]): Migration {
  const version = Number(name.slice(0, 4));
  if (version !== index + 1) {
    throw new SendwindowError(
      'INTERNAL',
      `migrations/${name}: number ${index + 1} is missing or appears twice`,
    );
  }
  const ifEmpty = companions
    .filter((companion) => companion.startsWith(name.slice(0, 5)))
    .map((companion) => ({ table: companionName.exec(companion)?.[1] ?? '', sql: readText(companion) }));
  return { version, name, sql: readText(name), ifEmpty };
}

const readText = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
