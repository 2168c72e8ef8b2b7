import type { ConfigurationValues } from '../config/configuration-layer.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import {
  type ConfigurationChange,
  changeConfiguration,
  type KeyChange,
} from '../settings/change-configuration.ts';
import { markStaleAfter } from '../settings/stale/mark-changed-settings.ts';
import type { Store } from '../store/store.ts';
import type { Io } from './io.ts';
import { escapeText } from './render/escape-text.ts';
import { renderJson } from './render/json.ts';
import { chooseStyle } from './render/style.ts';
import { renderValue } from './render/value.ts';
import { renderWarnings } from './render/warnings.ts';
import { settingsInForce } from './settings-in-force.ts';
import {
  createVersionStamp,
  describeVersion,
  isToCome,
  reportVersion,
  type VersionFlags,
} from './version-stamp.ts';

/** What a command that makes a configuration version was told. */
export interface StoreFlags extends VersionFlags {
  readonly dryRun: boolean;
}

/**
 * `--from` begins in the time zone in force. Several organisations may have several: then in UTC.
 *
 * @throws SendwindowError where the settings cannot be read: nobody knows when the day begins; leave out `--from`
 */
export async function findTimezone(io: Io, store: Store): Promise<string> {
  try {
    return (await settingsInForce(io, store, {})).settings.configuration.timezone;
  } catch (error) {
    if (error instanceof SendwindowError && error.code === 'BAD_USAGE') return 'UTC';
    throw error;
  }
}

/** Makes a configuration version of checked values, or says what it would change. */
export async function storeConfiguration(
  io: Io,
  store: Store,
  content: ConfigurationValues,
  flags: StoreFlags,
): Promise<ConfigurationChange> {
  const stamp = createVersionStamp(
    io,
    flags,
    flags.from === undefined ? 'UTC' : await findTimezone(io, store),
  );
  const asOf = io.now();
  return await markStaleAfter(store, 'configuration changed', asOf, () =>
    changeConfiguration(store, content, stamp, { asOf, dryRun: flags.dryRun }),
  );
}

function renderChange({ key, before, after, overruled_by: by }: KeyChange): string {
  const note = by === null ? '' : `  (no effect: ${escapeText(by)} counts)`;
  return `  ${escapeText(key)}: ${renderValue(before)} -> ${renderValue(after)}${note}\n`;
}

/** What has changed, for the terminal and for `--json`. */
export function renderConfigurationChange(
  database: string,
  { version, changes, warnings }: ConfigurationChange,
  { io, json, dryRun }: { readonly io: Io; readonly json: boolean; readonly dryRun: boolean },
): string {
  if (json) {
    const report = version && reportVersion(version);
    return renderJson({ database, dry_run: dryRun, version: report, changes, warnings });
  }
  const name = escapeText(database);
  if (changes.length === 0) return `${name}: nothing changed, no version was made\n`;
  const head =
    version === null ? 'nothing was written; it would change' : `configuration ${describeVersion(version)}`;
  const style = chooseStyle(io);
  const until =
    version !== null && isToCome(version)
      ? `Until then it can be cancelled: sendwindow config cancel ${name} ${version.id}\n`
      : '';
  return `${name}: ${head}\n${changes.map(renderChange).join('')}${renderWarnings(warnings, style)}${until}`;
}
