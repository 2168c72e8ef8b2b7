import { readdirSync, readFileSync } from 'node:fs';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** One numbered file of src/store/migrations: what leads from schema `version - 1` to schema `version`. */
export interface Migration {
  readonly version: number;
  /** File name, `0001-org-database.sql`. */
  readonly name: string;
  readonly sql: string;
}

const folder = new URL('./migrations/', import.meta.url);
let cached: readonly Migration[] | undefined;

/**
 * Every migration in order (spec 3.1), read on first use.
 * @throws INTERNAL if the numbers are not 1, 2, 3 ... without a gap: the installation is damaged.
 */
export function loadMigrations(): readonly Migration[] {
  cached ??= readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map(readMigration);
  return cached;
}

/** The schema that this version of the product reads and writes: the number of the last migration. */
export function schemaVersion(): number {
  return loadMigrations().length;
}

function readMigration(name: string, index: number): Migration {
  const version = Number(name.slice(0, 4));
  if (version !== index + 1) {
    throw new SendwindowError(
      'INTERNAL',
      `migrations/${name}: number ${index + 1} is missing or is there twice`,
    );
  }
  return { version, name, sql: readFileSync(new URL(name, folder), 'utf8') };
}
