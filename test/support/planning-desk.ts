import type { DatabaseSync } from 'node:sqlite';
import { neverPause } from '../../src/plan/pause.ts';
import { openReading } from '../../src/plan/plan-reading.ts';
import type { PlanningDesk } from '../../src/plan/planning-desk.ts';
import { resolveSettings } from '../../src/settings/effective-settings.ts';
import { Store } from '../../src/store/store.ts';

/** What planning works on, as a run with nothing but defaults sets it up. */
export async function openDesk(db: DatabaseSync, database: string, asOf: string): Promise<PlanningDesk> {
  const store = new Store(db);
  const now = Temporal.Instant.from(asOf);
  const { configuration, policy, stateBuffers, contactCount } = await resolveSettings(
    store,
    { layers: [] },
    now,
  );
  const settings = { configuration, policy, stateBuffers, now, replan: false };
  const nothing = (): void => undefined;
  return {
    store,
    openReading: () => openReading(store, { settings, scope: 'few' }),
    settings,
    database,
    expectedContacts: contactCount,
    onPhase: nothing,
    onContact: nothing,
    pause: neverPause,
  };
}
