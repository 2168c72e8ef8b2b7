import type { UndoReport } from './undo-report.ts';
import type { WrittenUndo } from './write-undo.ts';

/** At most so many rows are listed; all are counted. */
const listedRows = 10_000;

/** Counts what an undo has written; batches add up when they are committed. */
export class UndoTally {
  readonly rows = { removed: 0, changed_back: 0, brought_back: 0, already: 0 };
  targets = 0;
  readonly batches = { count: 0, retried: 0 };
  readonly #left: UndoReport['left']['rows'][number][] = [];
  readonly #byReason: Record<string, number> = {};
  #leftTotal = 0;

  add(undo: WrittenUndo): void {
    this.rows.already += undo.already;
    this.targets += undo.targets;
    for (const { present, former } of undo.steps) {
      if (former === undefined) this.rows.removed++;
      else if (present === undefined) this.rows.brought_back++;
      else this.rows.changed_back++;
    }
    for (const row of undo.left) {
      this.#leftTotal++;
      this.#byReason[row.reason] = (this.#byReason[row.reason] ?? 0) + 1;
      if (this.#left.length < listedRows) this.#left.push(row);
    }
  }

  get left(): UndoReport['left'] {
    return { total: this.#leftTotal, by_reason: this.#byReason, rows: this.#left };
  }
}
