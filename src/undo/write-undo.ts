import type { VerifyRows } from '../plan/verify-rows.ts';
import type { Store } from '../store/store.ts';
import type { UndoWrites } from '../store/undo-writes.ts';
import { alignTargets } from './align-targets.ts';
import { type ContactFacts, type ContactUndo, planContactUndo } from './undo-contact.ts';
import type { UndoStep } from './undo-step.ts';

/** What writing one contact's undo needs. */
export interface UndoWriter {
  readonly store: Store;
  readonly writes: UndoWrites;
  readonly verify: VerifyRows;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
}

/** What was written of one contact. */
export interface WrittenUndo extends ContactUndo {
  readonly targets: number;
}

/** Some rows could not be written: what was written of their contact is rolled back. */
class Stuck extends Error {
  readonly ids: readonly number[];

  constructor(ids: readonly number[]) {
    super('rows of the same identity exist');
    this.ids = ids;
  }
}

/** False: another row has the identity. That row may be about to move, so this one is tried again later. */
function writeRow({ id, present, former }: UndoStep, contactId: number, writes: UndoWrites): boolean {
  if (former === undefined) return writes.removeRow(id);
  if (present === undefined) return writes.bringRowBack(id, contactId, former);
  return writes.changeRowBack(id, contactId, present, former);
}

/** Writes rows until none is left: a row that is removed or moves makes room for another with the same identity. */
function writeRows(steps: readonly UndoStep[], contactId: number, { store, writes }: UndoWriter): void {
  let waiting = steps.toSorted((a, b) => Number(a.former !== undefined) - Number(b.former !== undefined));
  while (waiting.length > 0) {
    const refused = waiting.filter((step) => !isWritten(store, () => writeRow(step, contactId, writes)));
    if (refused.length === waiting.length) throw new Stuck(refused.map(({ id }) => id));
    waiting = refused;
  }
}

/** Rolls back what `write` has written if it returns false. */
function isWritten(store: Store, write: () => boolean): boolean {
  try {
    store.transaction(() => {
      if (!write()) throw new Stuck([]);
    });
    return true;
  } catch (error) {
    if (error instanceof Stuck) return false;
    throw error;
  }
}

function tryUndo(facts: ContactFacts, writer: UndoWriter, stuck: ReadonlySet<number>): WrittenUndo {
  const undo = planContactUndo(facts, writer.verify, stuck);
  const targets = alignTargets(facts.input.targets, undo.steps, undo.rows);
  writer.store.transaction(() => {
    writeRows(undo.steps, facts.input.id, writer);
    for (const { id, status } of targets) writer.writes.setTargetStatus(id, status, writer.now);
  });
  return { ...undo, targets: targets.length };
}

/**
 * Takes back one contact's rows in one savepoint. The caller has read them in the same transaction, so no program can have
 * changed them since.
 */
export function writeContactUndo(facts: ContactFacts, writer: UndoWriter): WrittenUndo {
  const stuck = new Set<number>();
  for (;;) {
    try {
      return tryUndo(facts, writer, stuck);
    } catch (error) {
      if (!(error instanceof Stuck)) throw error;
      for (const id of error.ids) stuck.add(id);
    }
  }
}
