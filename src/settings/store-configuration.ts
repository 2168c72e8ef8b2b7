import type { ConfigurationValues } from '../config/configuration-layer.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Store } from '../store/store.ts';
import type { Author, Caller } from './caller.ts';
import { changeConfiguration, type KeyChange } from './change-configuration.ts';
import { type ReportedVersion, reportVersion } from './report-version.ts';
import { settingsInForce } from './settings-in-force.ts';
import { markStaleAfter } from './stale/mark-changed-settings.ts';
import { createVersionStamp, type VersionChoice } from './version-stamp.ts';

/** What making a configuration version came to. */
export interface ConfigurationReport {
  readonly database: string;
  readonly dry_run: boolean;
  /** Null: the content is what is in force already, or nothing was to be written. */
  readonly version: ReportedVersion | null;
  readonly changes: readonly KeyChange[];
  /** Those that the change brings. */
  readonly warnings: readonly string[];
}

/** How a configuration version is made. */
export interface StoreRequest extends VersionChoice {
  /** As it was named. */
  readonly database: string;
  /** Say what would change, and write nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * The time zone in which `from` begins: the one in force. Several organisations may have several: then UTC.
 *
 * @throws SendwindowError where the settings cannot be read: it is not known when the day begins; leave out `from`
 */
export async function findTimezone(caller: Caller, store: Store): Promise<string> {
  try {
    return (await settingsInForce(caller, store, {})).settings.configuration.timezone;
  } catch (error) {
    if (error instanceof SendwindowError && error.code === 'BAD_USAGE') return 'UTC';
    throw error;
  }
}

/** Makes a configuration version of checked values, or says what it would change. */
export async function storeConfiguration(
  author: Author,
  store: Store,
  content: ConfigurationValues,
  request: StoreRequest,
): Promise<ConfigurationReport> {
  const { from, database, dryRun = false } = request;
  const timezone = from === undefined ? 'UTC' : await findTimezone(author, store);
  const stamp = createVersionStamp(author, request, timezone);
  const asOf = author.now();
  const { version, changes, warnings } = await markStaleAfter(store, 'configuration changed', asOf, () =>
    changeConfiguration(store, content, stamp, { asOf, dryRun }),
  );
  return { database, dry_run: dryRun, version: version && reportVersion(version), changes, warnings };
}
