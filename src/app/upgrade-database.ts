import { resolvePath } from '../config/resolve-path.ts';
import { upgradeSchema } from '../run/upgrade-schema.ts';
import { createSettingsRequest } from '../settings/settings-request.ts';
import type { Session } from './session.ts';

/** A database that is to be created, upgraded or restored to what it should have. */
export interface UpgradeRequest {
  readonly database: string;
  /** False: no backup before an existing file is changed. */
  readonly backup?: boolean | undefined;
}

/** What was done. */
export interface UpgradeReport {
  readonly database: string;
  /** 0: there was no database. */
  readonly schema_before: number;
  readonly schema: number;
  readonly changed: boolean;
  /** What of the schema was missing or altered, and has been restored. */
  readonly restored: readonly string[];
  /** The backup that was made first; null: there was no need, or none was wanted. */
  readonly backup: string | null;
  readonly warnings: readonly string[];
}

/**
 * Creates an org database, brings one to the current schema, or restores what is missing of it (spec 3.1).
 *
 * @throws LOCKED, BACKUP_FAILED, SCHEMA_ALTERED, NOT_A_DATABASE, READ_ONLY
 */
export async function upgradeDatabase(
  { database, backup = true }: UpgradeRequest,
  session: Session,
): Promise<UpgradeReport> {
  const now = session.now();
  const {
    from,
    to,
    restored = [],
    ...rest
  } = await upgradeSchema({
    database: resolvePath(session, database),
    holder: session.holder(database),
    now,
    backup,
    settings: await createSettingsRequest(session, {}, now),
  });
  const changed = from !== to || restored.length > 0;
  return {
    database,
    schema_before: from,
    schema: to,
    changed,
    restored,
    backup: rest.backup,
    warnings: rest.warnings,
  };
}
