import type { OrganizationRecord } from '../store/stored-settings.ts';

/** A row of `organizations` with its buffers, as reports have it. */
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
