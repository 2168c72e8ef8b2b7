import type { StaleMarks } from '../store/stale-marks.ts';
import type { WrittenUndo } from './write-undo.ts';

/** If more contacts than these have rows put back, one mark makes everything stale. */
const mostMarked = 10_000;

/** A contact, and what was written of it. */
export interface UndoneContact {
  readonly id: number;
  readonly undo: Pick<WrittenUndo, 'steps'>;
}

/**
 * Marks contacts as stale whose rows an undo has put back. Such rows were planned from older data and settings, so they
 * are not sent after a release either, until a run has planned them (spec 6.3). A contact that has only lost rows has
 * nothing that could be sent by mistake.
 */
export class RestoredContacts {
  readonly #marks: StaleMarks;
  readonly #reason: string;
  readonly #most: number;
  #marked = 0;

  /** @param most tests hand in a lower bound */
  constructor(marks: StaleMarks, reason: string, most = mostMarked) {
    this.#marks = marks;
    this.#reason = reason;
    this.#most = most;
  }

  /** Must be called in the transaction that puts the rows back. */
  mark(undos: readonly UndoneContact[]): void {
    const ids = undos
      .filter(({ undo }) => undo.steps.some(({ former }) => former !== undefined))
      .map(({ id }) => id);
    if (ids.length === 0) return;
    // A batch that is rolled back and tried again counts twice: everything is marked a little earlier then.
    this.#marked += ids.length;
    if (this.#marked > this.#most) this.#marks.markEverything(this.#reason);
    else this.#marks.markContacts(ids, this.#reason);
  }
}
