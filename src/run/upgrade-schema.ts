import { backupDatabase } from '../backup/backup-database.ts';
import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import { resolveConfiguration } from '../config/resolve-configuration.ts';
import type { Configuration } from '../domain/configuration.ts';
import { resolveSettings, type SettingsRequest } from '../settings/effective-settings.ts';
import { findMigrationNeed, type MigrationResult, migrateDatabase } from '../store/migrate.ts';
import { acquireRunLock, type RunHolder } from '../store/run-lock.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';

/** A database that is to be created, upgraded or restored. */
export interface UpgradeOptions {
  readonly database: string;
  readonly holder: RunHolder;
  /** The wall clock. */
  readonly now: Temporal.Instant;
  /** Make a backup before an existing file is changed, unless `backup.enabled` is off. */
  readonly backup: boolean;
  /** Whose settings say where backups are. */
  readonly settings: SettingsRequest;
}

/** What was done. */
export interface UpgradeResult extends MigrationResult {
  /** The backup that was made first; null: there was no need, or none was wanted. */
  readonly backup: string | null;
  readonly warnings: readonly string[];
}

interface BackupSettings {
  readonly backup: Configuration['backup'];
  readonly warnings: readonly string[];
}

const fromLayers = (layers: readonly ConfigurationLayer[]): Configuration['backup'] =>
  resolveConfiguration([...layers], { contactCount: 0 }).configuration.backup;

/**
 * Settings of an older version may be unreadable for this one, and another program's database holds none: neither may
 * keep anybody from the upgrade, but it is said where the backup goes then. A central database with many organisations
 * has no settings of its own.
 */
async function readBackupSettings({ database, settings, now }: UpgradeOptions): Promise<BackupSettings> {
  try {
    using store = Store.openUnchecked(database);
    const { configuration } = await resolveSettings(store, { ...settings, contactCount: 0 }, now);
    return { backup: configuration.backup, warnings: [] };
  } catch (error) {
    const { code, message } = translateSqliteError(error, database);
    const backup = fromLayers(settings.layers);
    if (code !== 'BAD_CONFIGURATION' && code !== 'BAD_POLICY') return { backup, warnings: [] };
    return {
      backup,
      warnings: [
        `BACKUP_SETTINGS_UNREADABLE: ${message}; the backup before the upgrade goes to ${backup.directory}`,
      ],
    };
  }
}

/** Nothing is deleted here: retention uses settings that the upgraded version reads, at the next run. */
const keepAll = Number.POSITIVE_INFINITY;

async function backUp(
  request: UpgradeOptions,
  isForeign: boolean,
): Promise<{ path: string | null; warnings: readonly string[] }> {
  if (!request.backup) return { path: null, warnings: [] };
  const { backup, warnings } = await readBackupSettings(request);
  if (!backup.enabled) return { path: null, warnings };
  const { path } = await backupDatabase({
    databasePath: request.database,
    directory: backup.directory,
    retentionDays: keepAll,
    now: new Date(request.now.epochMilliseconds),
    isForeign,
  });
  return { path, warnings };
}

/**
 * Creates an org database, brings one to the current schema, or restores what is missing of it (spec 3.1): an existing
 * file under the run lock and after a backup, so that with the lock held nothing changes. A file that cannot become an
 * org database is refused before anything is made beside it.
 *
 * @throws LOCKED, BACKUP_FAILED, SCHEMA_ALTERED, and what {@link migrateDatabase} throws
 */
export async function upgradeSchema(request: UpgradeOptions): Promise<UpgradeResult> {
  const { database, holder } = request;
  const { isNew, isNeeded, isForeign, from } = findMigrationNeed(database);
  if (!isNeeded) return { from, to: from, backup: null, warnings: [] };
  if (isNew) return { ...migrateDatabase(database), backup: null, warnings: [] };
  using _lock = acquireRunLock(database, holder);
  const { path, warnings } = await backUp(request, isForeign);
  return { ...migrateDatabase(database), backup: path, warnings };
}
