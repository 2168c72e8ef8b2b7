import type { DatabaseSync } from 'node:sqlite';
import { findHistoryBound } from '../../domain/plan/history-bound.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import { findShortHorizon } from '../../domain/plan/short-horizon.ts';
import { ContactSource } from './contact-source.ts';
import { findUnfinishedWrites } from './find-unfinished-writes.ts';

/**
 * The contacts of a run: no further back than a row can matter, and with a short horizon only those whose rows it may
 * concern. After a run that was killed today nobody is passed over: its rows are judged by what they were before.
 */
export function openContactSource(db: DatabaseSync, context: PlanContext): ContactSource {
  const unfinished = findUnfinishedWrites(db, context.clock);
  const shortHorizon = unfinished === undefined ? findShortHorizon(context) : undefined;
  return new ContactSource(db, findHistoryBound(context), unfinished, shortHorizon);
}
