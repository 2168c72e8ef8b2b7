import type { OpenJob } from './open-job.ts';
import type { RunOptions } from './run-options.ts';

/** Enters a run's checkpoint, and by whose settings the database is planned. */
export function enterRun({ options, store, checkpoint }: OpenJob<RunOptions>): void {
  const { contacts, plannedBy } = options;
  checkpoint.enter(contacts === undefined ? 'run' : 'partial', (startedAt) => {
    if (plannedBy !== undefined) store.plannedBy.mark(plannedBy, startedAt);
  });
}
