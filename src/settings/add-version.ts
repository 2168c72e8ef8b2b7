import { SendwindowError } from '../error/sendwindow-error.ts';
import type { ConfigType, ConfigVersion, NewConfigVersion } from '../store/config-versions.ts';
import type { Store } from '../store/store.ts';

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
  store: Store,
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
  const versions = store.configVersions;
  return versions.findVersion(versions.addVersion(version)) as ConfigVersion;
}

/**
 * A version of a type by its number.
 *
 * @throws SendwindowError BAD_USAGE where there is none
 */
export function requireVersion(store: Store, configType: ConfigType, id: number): ConfigVersion {
  const found = store.configVersions.findVersion(id);
  if (found?.configType === configType) return found;
  const list = configType === 'policy' ? 'policy versions' : 'config versions';
  throw new SendwindowError(
    'BAD_USAGE',
    `there is no ${words[configType]} version ${id}${found === undefined ? '' : ` (${id} is a ${words[found.configType]})`}; see \`sendwindow ${list} DB\``,
  );
}
