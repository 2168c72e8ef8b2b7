import { DatabaseSync, type StatementResultingChanges, StatementSync } from 'node:sqlite';

/** What went through SQLite, on all connections of this thread. */
export interface StatementCounts {
  /** Texts compiled. */
  prepared: number;
  /** Prepared statements executed. */
  executed: number;
  /** Texts given to `exec`: transactions, pragmas, indexes. */
  scripts: number;
  /** Rows inserted, updated or deleted by prepared statements, by table; those of triggers are not among them. */
  readonly rowsWritten: Record<string, number>;
  /** Instructions of SQLite's virtual machine in prepared statements: work in a unit that no load changes. */
  steps: number;
}

/** The counters of a statement (`sqlite3_stmt_status`), which Node's types do not have yet. */
type WithCounters = StatementSync & { stat: (counter: 'vmStep') => number; resetStats: () => void };

/** Which table a statement writes, if any. */
const writtenTable = /^\s*(?:(?:insert|replace)(?: or \w+)? into|update(?: or \w+)?|delete from)\s+(\w+)/i;

type Method = (this: unknown, ...args: never[]) => unknown;

/** Replaces a method by one that tells of each call; returns what puts it back. */
function watch(owner: object, name: string, after: (self: unknown, result: unknown) => void): () => void {
  const original = Reflect.get(owner, name) as Method;
  const watched: Method = function (...args) {
    const result = original.apply(this, args);
    after(this, result);
    return result;
  };
  Reflect.set(owner, name, watched);
  return () => void Reflect.set(owner, name, original);
}

/**
 * Counts the statements of `node:sqlite` while it lives. Counted, not timed: the same on any machine under any load.
 *
 * @example using counter = new StatementCounter(); await runOnce(...); counter.counts.executed
 */
export class StatementCounter implements Disposable {
  readonly counts: StatementCounts = { prepared: 0, executed: 0, scripts: 0, rowsWritten: {}, steps: 0 };
  readonly #restore: readonly (() => void)[];

  constructor() {
    const { counts } = this;
    const executed = (statement: unknown): void => this.#addExecution(statement as WithCounters);
    this.#restore = [
      watch(DatabaseSync.prototype, 'prepare', () => counts.prepared++),
      watch(DatabaseSync.prototype, 'exec', () => counts.scripts++),
      watch(StatementSync.prototype, 'get', executed),
      watch(StatementSync.prototype, 'all', executed),
      // What is not read yet is not counted yet: it shows at the statement's next execution.
      watch(StatementSync.prototype, 'iterate', executed),
      watch(StatementSync.prototype, 'run', (statement, result) => {
        executed(statement);
        this.#addWrites(statement as StatementSync, result as StatementResultingChanges);
      }),
    ];
  }

  #addExecution(statement: WithCounters): void {
    this.counts.executed++;
    this.counts.steps += statement.stat('vmStep');
    statement.resetStats();
  }

  #addWrites({ sourceSQL }: StatementSync, { changes }: StatementResultingChanges): void {
    const table = writtenTable.exec(sourceSQL)?.[1];
    if (table === undefined || Number(changes) === 0) return;
    const { rowsWritten } = this.counts;
    rowsWritten[table] = (rowsWritten[table] ?? 0) + Number(changes);
  }

  [Symbol.dispose](): void {
    for (const restore of this.#restore) restore();
  }
}
