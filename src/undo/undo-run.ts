import { setImmediate } from 'node:timers/promises';
import { backupDatabase } from '../backup/backup-database.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { readDateTime } from '../domain/calendar/run-clock.ts';
import { noBehaviour } from '../domain/event/behaviour.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { buildPlanContext, type PlanSettings } from '../plan/build-plan-context.ts';
import { ContactSource } from '../plan/contact-source.ts';
import { createRowVerifier } from '../plan/verify-rows.ts';
import { withRetry } from '../run/apply/retry.ts';
import { enterCheckpoint } from '../run/enter-checkpoint.ts';
import type { RunOptions } from '../run/run-options.ts';
import { wallTimeOf } from '../run/wall-time.ts';
import { type EffectiveSettings, resolveSettings } from '../settings/effective-settings.ts';
import type { Checkpoints } from '../store/checkpoints.ts';
import { existingDatabasePath } from '../store/database-path.ts';
import { acquireRunLock } from '../store/run-lock.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import type { EnteredRun, UndoReads } from '../store/undo-reads.ts';
import { findUndoTarget, undoKind } from './find-undo-target.ts';
import { type Census, takeCensus } from './take-census.ts';
import type { UndoReport } from './undo-report.ts';
import { UndoTally } from './undo-tally.ts';
import { type UndoWriter, writeContactUndo } from './write-undo.ts';

/** One undo, as the command line (or a program that embeds the product) asks for it. */
export type UndoOptions = Pick<
  RunOptions,
  | 'database'
  | 'asOf'
  | 'settings'
  | 'backup'
  | 'holder'
  | 'runId'
  | 'elapsed'
  | 'wallClock'
  | 'wait'
  | 'runBy'
  | 'signal'
  | 'observer'
>;

function* inBatches(ids: readonly number[], size: number): Generator<readonly number[]> {
  for (let first = 0; first < ids.length; first += size) yield ids.slice(first, first + size);
}

/** A contact that is gone, of whose rows none is left. */
const nothingOf = (id: number): ContactInput => ({
  id,
  record: undefined,
  rows: [],
  targets: [],
  openIssues: [],
  readBehaviour: () => noBehaviour,
});

/** One undo from its checkpoint to its report; the lock is held. */
class Undo {
  readonly #store: Store;
  readonly #options: UndoOptions;
  readonly #settings: EffectiveSettings;
  readonly #planSettings: PlanSettings;
  readonly #context: PlanContext;
  readonly #source: ContactSource;
  readonly #reads: UndoReads;
  readonly #checkpoints: Checkpoints;
  readonly #target: EnteredRun;
  readonly #tally = new UndoTally();
  readonly #timings: Record<string, number> = {};
  #backup: string | null = null;

  constructor(store: Store, options: UndoOptions, settings: EffectiveSettings) {
    this.#store = store;
    this.#options = options;
    this.#settings = settings;
    const { configuration, policy, stateBuffers } = this.#settings;
    this.#planSettings = { configuration, policy, stateBuffers, now: options.asOf, replan: false };
    this.#context = buildPlanContext(store, this.#planSettings);
    this.#source = new ContactSource(store);
    this.#reads = store.undoReads;
    this.#checkpoints = store.checkpoints;
    this.#target = findUndoTarget(this.#reads, options.runId, options.database);
  }

  async run(): Promise<UndoReport> {
    const { runId, runBy } = this.#options;
    const { now } = this.#context.clock;
    const startedAt = wallTimeOf(this.#options);
    enterCheckpoint(this.#store, { runId, kind: undoKind, now, startedAt, runBy, settings: this.#settings });
    const before = this.#timed('read', () => this.#takeCensus());
    const contacts = this.#reads.listContacts(this.#target.runId);
    await this.#backUp();
    this.#beginApplying(before, contacts.length);
    await this.#takeBack(contacts);
    const after = this.#timed('read', () => this.#takeCensus());
    const report = this.#report(before, after);
    this.#complete(before, after, contacts.length, report);
    return report;
  }

  /** Keeps the failure in the checkpoint; what was taken back stays, and repeating the undo goes on. */
  fail({ code, message }: SendwindowError): void {
    const status = code === 'STOPPED' ? 'stopped' : 'failed';
    try {
      this.#checkpoints.failRun(
        this.#options.runId,
        `${code}: ${message}`,
        wallTimeOf(this.#options),
        status,
      );
    } catch (error) {
      // On a full disk not even this can be written; the next run finds the checkpoint open and supersedes it.
      const fields = { error: String(error) };
      this.#options.observer.log('error', 'the checkpoint could not be marked as failed', fields);
    }
  }

  /** Reads as far back as the run did, so that its checksums can be compared with these. */
  #takeCensus(): Census {
    const now = readDateTime(this.#target.runTimestamp) ?? this.#planSettings.now;
    return takeCensus(this.#store, buildPlanContext(this.#store, { ...this.#planSettings, now }));
  }

  #timed<T>(phase: string, work: () => T): T {
    this.#options.observer.startPhase(phase);
    const since = this.#options.elapsed();
    const result = work();
    this.#addTime(phase, since);
    return result;
  }

  #addTime(phase: string, since: number): void {
    this.#timings[phase] = Math.round((this.#timings[phase] ?? 0) + this.#options.elapsed() - since);
  }

  async #backUp(): Promise<void> {
    const { backup } = this.#settings.configuration;
    if (!backup.enabled || !this.#options.backup) return;
    const { database, wallClock, observer, elapsed } = this.#options;
    observer.startPhase('backup');
    const since = elapsed();
    const request = {
      databasePath: database,
      directory: backup.directory,
      retentionDays: backup.retention_days,
    };
    this.#backup = (await backupDatabase({ ...request, now: wallClock() })).path;
    this.#addTime('backup', since);
  }

  get #holdReason(): string {
    const { runId } = this.#target;
    return `run ${runId} was taken back; the next run would plan the same again: mend its cause, then release`;
  }

  /** On hold before the first row comes back: a sender must not take it. */
  #beginApplying(before: Census, contacts: number): void {
    const { now } = this.#context.clock;
    this.#store.transaction(() => {
      this.#store.holds.placeHold({
        reason: this.#holdReason,
        createdBy: this.#options.holder.command,
        createdAt: now,
      });
      this.#checkpoints.beginApplying(this.#facts(before, contacts));
    });
  }

  async #takeBack(contacts: readonly number[]): Promise<void> {
    const { configuration } = this.#settings;
    const { observer, database, elapsed, wait } = this.#options;
    const { max_attempts: maxAttempts, base_delay_ms: baseDelayMs } = configuration.retry;
    const writer = this.#createWriter();
    observer.startPhase('undo', contacts.length);
    const since = elapsed();
    let done = 0;
    for (const batch of inBatches(contacts, configuration.runs.batch_size)) {
      await this.#stopIfAsked();
      const retry = { maxAttempts, baseDelayMs, where: database, wait };
      this.#tally.batches.retried += await withRetry(retry, () => this.#takeBackBatch(batch, writer));
      this.#tally.batches.count++;
      done += batch.length;
      observer.advance(done);
    }
    this.#addTime('undo', since);
  }

  /** A signal is only noticed when the event loop has had its turn. */
  async #stopIfAsked(): Promise<void> {
    await setImmediate();
    const { database, signal } = this.#options;
    if (signal?.aborted !== true) return;
    throw new SendwindowError(
      'STOPPED',
      `${database}: the undo was stopped (${String(signal.reason)}) between two batches; what was taken back is whole, repeating it goes on`,
    );
  }

  #createWriter(): UndoWriter {
    return {
      store: this.#store,
      writes: this.#store.undoWrites(this.#options.runId),
      verify: createRowVerifier(this.#context, this.#planSettings),
      now: this.#context.clock.now,
    };
  }

  /** Read, judged and written in one transaction: a sender comes before it or after it. */
  #takeBackBatch(batch: readonly number[], writer: UndoWriter): void {
    const { runId } = this.#target;
    const written = this.#store.transaction(() => {
      const inputs = new Map([...this.#source.readSelected(batch)].map((input) => [input.id, input]));
      return batch.map((id) => {
        const input = inputs.get(id) ?? nothingOf(id);
        const stored = this.#reads.readRows(id);
        return writeContactUndo(
          { input, stored, changes: this.#reads.readChanges(runId, id), runId },
          writer,
        );
      });
    });
    for (const undo of written) this.#tally.add(undo);
  }

  #facts(before: Census, contacts: number) {
    return {
      runId: this.#options.runId,
      contactsChecksum: before.contacts.toString(),
      schedulesBeforeChecksum: before.schedules.toString(),
      contactsProcessed: contacts,
      invalidContactCount: 0,
    };
  }

  #complete(before: Census, after: Census, contacts: number, report: UndoReport): void {
    this.#checkpoints.completeRun({
      ...this.#facts(before, contacts),
      schedulesAfterChecksum: after.schedules.toString(),
      emailsScheduled: after.preScheduled,
      emailsSkipped: after.skipped,
      completedAt: wallTimeOf(this.#options),
      report: JSON.stringify(report),
    });
  }

  #report(before: Census, after: Census): UndoReport {
    const { runId, asOf } = this.#options;
    const { timezone } = this.#settings.configuration;
    const target = this.#target;
    return {
      run_id: runId,
      status: 'completed',
      as_of: asOf.toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never' }),
      today: formatDate(this.#context.clock.today),
      undone: { run_id: target.runId, kind: target.kind, run_timestamp: target.runTimestamp },
      rows: this.#tally.rows,
      targets: this.#tally.targets,
      left: this.#tally.left,
      hold: this.#holdReason,
      backup: this.#backup,
      batches: this.#tally.batches,
      checksums: {
        schedules_before: before.schedules.toString(),
        schedules_after: after.schedules.toString(),
        schedules_before_run: target.kind === 'partial' ? null : target.schedulesBeforeChecksum,
      },
      timings_ms: this.#timings,
    };
  }
}

async function undoOn(store: Store, options: UndoOptions): Promise<UndoReport> {
  let undo: Undo | undefined;
  try {
    undo = new Undo(store, options, await resolveSettings(store, options.settings, options.asOf));
    return await undo.run();
  } catch (error) {
    const translated = translateSqliteError(error, options.database);
    undo?.fail(translated);
    throw translated;
  }
}

/**
 * Takes back the newest run that wrote rows; repeated, the one before it (spec 4.1, `runs undo`). Rows come back as they
 * were, run ids and times included, if they are still the planner's, are as the run left them, and would break no rule
 * today; the others are listed and left. The organisation is on hold from the first change on.
 *
 * An undo is a run of its own: it takes the lock, makes a backup, and its changes are kept under its run id. Killed at
 * any instant it leaves whole contacts; repeating it goes on. What is not taken back: `contact_issues`, which say what
 * is wrong with a contact's data, and an undo does not mend that.
 *
 * @throws NO_SUCH_RUN (nothing to take back), LOCKED, BACKUP_FAILED, and what opening the database throws
 */
export async function undoRun(options: UndoOptions): Promise<UndoReport> {
  existingDatabasePath(options.database);
  using _lock = acquireRunLock(options.database, options.holder);
  using store = Store.open(options.database, { mode: 'read-write' });
  return await undoOn(store, options);
}
