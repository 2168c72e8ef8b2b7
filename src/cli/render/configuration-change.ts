import { escapeText } from '../../error/escape-text.ts';
import type { KeyChange } from '../../settings/change-configuration.ts';
import type { ConfigurationReport } from '../../settings/store-configuration.ts';
import type { Io } from '../io.ts';
import { renderValue } from './value.ts';
import { describeVersion, isToCome } from './version.ts';
import { renderWarnings } from './warnings.ts';

function renderChange({ key, before, after, overruled_by: by }: KeyChange): string {
  const note = by === null ? '' : `  (no effect: ${escapeText(by)} counts)`;
  return `  ${escapeText(key)}: ${renderValue(before)} -> ${renderValue(after)}${note}\n`;
}

/** What a configuration version changes. */
export function renderConfigurationChange(report: ConfigurationReport, io: Io): string {
  const { database, version, changes, warnings } = report;
  const name = escapeText(database);
  if (changes.length === 0) return `${name}: nothing changed, no version was made\n`;
  const head =
    version === null ? 'nothing was written; it would change' : `configuration ${describeVersion(version)}`;
  const until =
    version !== null && isToCome(version)
      ? `Until then it can be cancelled: sendwindow config cancel ${name} ${version.id}\n`
      : '';
  const lines = changes.map(renderChange).join('');
  return `${name}: ${head}\n${lines}${renderWarnings(warnings, io)}${until}`;
}
