import { existsSync } from 'node:fs';
import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import { Store } from '../../store/store.ts';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';
import { type EffectiveSettings, resolveSettings } from '../effective-settings.ts';
import { findDatabaseFile } from '../load-organisation.ts';
import { hashPlanBasis } from './plan-basis.ts';
import { keepSettings } from './stale-plan.ts';

/** An org database whose settings a database holds. */
interface Planned {
  /** Its file; undefined: it is the database itself. */
  readonly file: string | undefined;
  readonly settings: EffectiveSettings;
  readonly basis: string;
}

/** What a command that changes settings reports. */
interface Reported {
  readonly warnings: readonly string[];
}

function findFile(store: Store, organisation: { id: number; database: string | null }): string | undefined {
  const path = store.location;
  if (path === null || organisation.database === null) return undefined;
  try {
    const file = findDatabaseFile(path, organisation);
    return existsSync(file) && file !== path ? file : undefined;
  } catch {
    // A URL, or nothing that is a file: `org list` and the next run say so.
    return undefined;
  }
}

/** Settings that cannot be resolved are for the command itself to refuse, and no plan can rest on them. */
async function resolveOrNothing(
  store: Store,
  organizationId: number | undefined,
  asOf: Temporal.Instant,
): Promise<EffectiveSettings | undefined> {
  try {
    const stored = store.readStoredSettings(formatDateTime(asOf), organizationId);
    return await resolveSettings(store, { layers: [], stored, organizationId, contactCount: 0 }, asOf);
  } catch {
    return undefined;
  }
}

async function listPlanned(store: Store, asOf: Temporal.Instant): Promise<Map<string, Planned>> {
  const organisations = store.organizations.list();
  const found = new Map<string, Planned>();
  for (const organisation of organisations) {
    const settings = await resolveOrNothing(store, organisation.id, asOf);
    const file = findFile(store, organisation);
    const isApart = file !== undefined || organisations.length === 1;
    if (settings !== undefined && isApart)
      found.set(String(organisation.id), { file, settings, basis: hashPlanBasis(settings) });
  }
  if (organisations.length > 0) return found;
  const settings = await resolveOrNothing(store, undefined, asOf);
  if (settings !== undefined) found.set('', { file: undefined, settings, basis: hashPlanBasis(settings) });
  return found;
}

function mark(store: Store, { file, settings }: Planned, reason: string): string[] {
  if (file === undefined) {
    keepSettings(store, settings, reason);
    return [];
  }
  try {
    using other = Store.open(file, { mode: 'read-write' });
    keepSettings(other, settings, reason);
    return [];
  } catch (error) {
    const { code, message } = translateSqliteError(error, file);
    return [`STALE_NOT_MARKED: ${message} (${code}); senders may use the old settings until the next run`];
  }
}

/**
 * Makes a change of settings, and marks as stale at once the plans that rest on other settings then (spec 6.3): in this
 * database, or in those of the organisations whose settings it holds. What is not marked here the next run marks.
 *
 * @param reason what is changed, for those who find the mark: `policy activate`
 */
export async function markStaleAfter<T extends Reported>(
  store: Store,
  reason: string,
  asOf: Temporal.Instant,
  change: () => Promise<T>,
): Promise<T> {
  const before = await listPlanned(store, asOf);
  const result = await change();
  const after = await listPlanned(store, asOf);
  const changed = [...after].filter(([id, { basis }]) => before.get(id)?.basis !== basis);
  const warnings = changed.flatMap(([, planned]) => mark(store, planned, reason));
  return warnings.length === 0 ? result : { ...result, warnings: [...result.warnings, ...warnings] };
}
