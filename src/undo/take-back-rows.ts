import { goneContact } from '../domain/plan/plan-contact.ts';
import { buildPlanContext } from '../plan/build-plan-context.ts';
import { ContactSource } from '../plan/contact-source.ts';
import { createRowVerifier } from '../plan/verify-rows.ts';
import { withRetry } from '../run/apply/retry.ts';
import { retryOf } from '../run/job-retry.ts';
import type { OpenJob } from '../run/open-job.ts';
import type { EnteredRun } from '../store/undo-reads.ts';
import { RestoredContacts } from './restored-contacts.ts';
import type { UndoOptions } from './undo-options.ts';
import { UndoTally } from './undo-tally.ts';
import { type UndoWriter, type WrittenUndo, writeContactUndo } from './write-undo.ts';

function* inBatches(ids: readonly number[], size: number): Generator<readonly number[]> {
  for (let first = 0; first < ids.length; first += size) yield ids.slice(first, first + size);
}

function createWriter({ store, options, planSettings }: OpenJob<UndoOptions>): UndoWriter {
  const context = buildPlanContext(store, planSettings);
  return {
    store,
    writes: store.undoWrites(options.runId),
    verify: createRowVerifier(context, planSettings),
    now: context.clock.now,
  };
}

/** Takes back a batch of contacts. Reads, judges and writes in one transaction: no sender can take a row meanwhile. */
type TakeBack = (batch: readonly number[]) => readonly WrittenUndo[];

function createTakeBack(job: OpenJob<UndoOptions>, runId: string): TakeBack {
  const { store } = job;
  const reads = store.undoReads;
  const source = new ContactSource(store);
  const writer = createWriter(job);
  const restored = new RestoredContacts(store.staleMarks, `run ${runId} was undone`);
  return (batch) =>
    store.transaction(() => {
      const inputs = new Map([...source.readSelected(batch)].map((input) => [input.id, input]));
      const undos = batch.map((id) => {
        const input = inputs.get(id) ?? goneContact(id);
        const facts = { input, stored: reads.readRows(id), changes: reads.readChanges(runId, id), runId };
        return { id, undo: writeContactUndo(facts, writer) };
      });
      restored.mark(undos);
      return undos.map(({ undo }) => undo);
    });
}

/**
 * Takes back what a run wrote of some contacts, in batches of one transaction each.
 *
 * @throws STOPPED between two batches
 */
export async function takeBackRows(
  job: OpenJob<UndoOptions>,
  { runId }: EnteredRun,
  contacts: readonly number[],
): Promise<UndoTally> {
  const { options, settings, timer, stopping } = job;
  const takeBack = createTakeBack(job, runId);
  const retry = retryOf(job);
  const tally = new UndoTally();
  timer.start('undo', contacts.length);
  let done = 0;
  for (const batch of inBatches(contacts, settings.configuration.runs.batch_size)) {
    await stopping.pause();
    let written: readonly WrittenUndo[] = [];
    tally.batches.retried += await withRetry(retry, () => {
      written = takeBack(batch);
    });
    for (const undo of written) tally.add(undo);
    tally.batches.count++;
    done += batch.length;
    options.observer.advance(done);
  }
  return tally;
}
