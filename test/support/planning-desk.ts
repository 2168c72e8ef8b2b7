import type { DatabaseSync } from 'node:sqlite';
import { findHistoryBound } from '../../src/domain/plan/history-bound.ts';
import { buildPlanContext } from '../../src/plan/build-plan-context.ts';
import { ContactSource } from '../../src/plan/contact-source.ts';
import type { PlanningDesk } from '../../src/plan/run-planner.ts';
import { resolveSettings } from '../../src/settings/effective-settings.ts';

/** What planning works on, as a run with nothing but defaults sets it up. */
export async function openDesk(db: DatabaseSync, database: string, asOf: string): Promise<PlanningDesk> {
  const now = Temporal.Instant.from(asOf);
  const { configuration, policy, stateBuffers, contactCount } = await resolveSettings(
    db,
    { layers: [] },
    now,
  );
  const settings = { configuration, policy, stateBuffers, now, replan: false };
  const context = buildPlanContext(db, settings);
  const source = new ContactSource(db, findHistoryBound(context));
  const nothing = (): void => undefined;
  return {
    db,
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
