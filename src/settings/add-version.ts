import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import {
  type ConfigType,
  type ConfigVersion,
  type NewConfigVersion,
  prepareConfigVersions,
} from '../store/config-versions.ts';

/** Who makes a version, and when it begins to count. Date-times are UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface VersionStamp {
  readonly createdBy: string | null;
  readonly createdAt: string;
  /** Default: at once. */
  readonly validFrom?: string | undefined;
  /** Why it is made. */
  readonly reason?: string | undefined;
}

const words: Readonly<Record<ConfigType, string>> = { configuration: 'configuration', policy: 'policy' };

/** Makes a version of a content (spec 3.2, "Versions"); the content has been checked. */
export function addVersion(
  db: DatabaseSync,
  configType: ConfigType,
  content: unknown,
  { createdBy, createdAt, validFrom = createdAt, reason }: VersionStamp,
): ConfigVersion {
  const version: NewConfigVersion = {
    configType,
    configData: JSON.stringify(content),
    validFrom,
    createdAt,
    createdBy,
    reason: reason ?? null,
  };
  const versions = prepareConfigVersions(db);
  return versions.findVersion(versions.addVersion(version)) as ConfigVersion;
}

/**
 * A version of a type by its number.
 *
 * @throws SendwindowError BAD_USAGE where there is none
 */
export function requireVersion(db: DatabaseSync, configType: ConfigType, id: number): ConfigVersion {
  const found = prepareConfigVersions(db).findVersion(id);
  if (found?.configType === configType) return found;
  const list = configType === 'policy' ? 'policy versions' : 'config versions';
  throw new SendwindowError(
    'BAD_USAGE',
    `there is no ${words[configType]} version ${id}${found === undefined ? '' : ` (${id} is a ${words[found.configType]})`}; see \`sendwindow ${list} DB\``,
  );
}
