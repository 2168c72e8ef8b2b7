import type { OrganizationRecord } from '../store/stored-settings.ts';
import { escapeText } from './render/escape-text.ts';
import { renderValue } from './render/value.ts';

/** A row of `organizations` with its buffers, as `org show --json` prints it. */
export type OrganisationReport = Readonly<Record<string, unknown>>;

function readOverridesJson(text: unknown): unknown {
  try {
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : null;
  } catch {
    return text;
  }
}

/** @param buffers days by state */
export const reportOrganisation = (
  record: OrganizationRecord,
  buffers: readonly (readonly [string, unknown])[],
): OrganisationReport => ({
  ...record,
  active: record['active'] !== 0,
  config_overrides: readOverridesJson(record['config_overrides']),
  state_buffers: Object.fromEntries(buffers),
});

/** What is set, a line each; what is not set is left out. */
export function renderOrganisation(report: OrganisationReport): string {
  const set = Object.entries(report).filter(([, value]) => value !== null);
  const width = Math.max(...set.map(([name]) => name.length));
  return set.map(([name, value]) => `${escapeText(name).padEnd(width)}  ${renderValue(value)}\n`).join('');
}
