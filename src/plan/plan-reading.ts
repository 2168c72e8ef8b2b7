import { findHistoryBound } from '../domain/plan/history-bound.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { Store } from '../store/store.ts';
import { buildPlanContext, type PlanScope, type PlanSettings } from './build-plan-context.ts';
import { ContactSource } from './contact-source.ts';
import { findUnfinishedWrites } from './find-unfinished-writes.ts';

/** What one plan is read from; both are of the same snapshot. */
export interface PlanReading {
  readonly context: PlanContext;
  readonly source: ContactSource;
}

/** What is read for a plan besides the database. */
export interface ReadingRequest {
  readonly settings: PlanSettings;
  readonly scope: PlanScope;
  /** The run that asks: what it has written itself is not unfinished. */
  readonly runId?: string | undefined;
}

/** Gathers from the current snapshot what is the same for all contacts, and prepares to read the contacts. */
export function openReading(store: Store, { settings, scope, runId }: ReadingRequest): PlanReading {
  const context = buildPlanContext(store, settings, scope);
  const unfinished = findUnfinishedWrites(store, context.clock, runId);
  return { context, source: new ContactSource(store, findHistoryBound(context), unfinished) };
}
