import type { DatabaseSync } from 'node:sqlite';
import { findHistoryBound } from '../../src/domain/plan/history-bound.ts';
import { buildPlanContext } from '../../src/plan/build-plan-context.ts';
import { ContactSource } from '../../src/plan/contact-source.ts';
import type { PlanningDesk } from '../../src/plan/run-planner.ts';
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
  const context = buildPlanContext(store, settings);
  const source = new ContactSource(store, findHistoryBound(context));
  const nothing = (): void => undefined;
  return {
    store,
    beginRead: nothing,
    source,
    context,
    settings,
    database,
    expectedContacts: contactCount,
    onPhase: nothing,
    onContact: nothing,
  };
}
