import { backupDatabase } from '../backup/backup-database.ts';
import { distinctIds } from '../domain/arithmetic/distinct-ids.ts';
import { createRunClock, type RunClock } from '../domain/calendar/run-clock.ts';
import { findHistoryBound } from '../domain/plan/history-bound.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { buildPlanContext, type PlanSettings } from '../plan/build-plan-context.ts';
import { ContactSource } from '../plan/contact-source.ts';
import { describeBounds, tooManyRows } from '../plan/describe-bounds.ts';
import { findUnfinishedWrites } from '../plan/find-unfinished-writes.ts';
import { listOddWarnings } from '../plan/list-odd-warnings.ts';
import { toSendTime } from '../plan/plan-ledger.ts';
import { BatchPreparer, type PreparedBatch } from '../plan/prepare-batch.ts';
import { makePlan, makePlanOnTwoThreads, type PlanningDesk, type VerifiedPlan } from '../plan/run-planner.ts';
import { PlanningThread } from '../plan/threads/planning-thread.ts';
import { type EffectiveSettings, resolveSettings } from '../settings/effective-settings.ts';
import { StalePlan } from '../settings/stale/stale-plan.ts';
import type { Checkpoints } from '../store/checkpoints.ts';
import { acquireRunLock } from '../store/run-lock.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { type ApplyRequest, type ApplyResult, applyPlan } from './apply/apply-plan.ts';
import { ApplyOrder } from './apply/order-batches.ts';
import { Quarantine } from './apply/quarantine.ts';
import { isBulkLoad, sizeBatches } from './apply/size-batches.ts';
import { UnwrittenContacts } from './apply/unwritten.ts';
import { checkPlanner } from './check-planner.ts';
import { enterCheckpoint } from './enter-checkpoint.ts';
import { PhaseTimer } from './phase-timer.ts';
import type { RunOptions } from './run-options.ts';
import type { RunReport } from './run-report.ts';
import { buildReport, describeOvertaken } from './run-report-builder.ts';
import { wallTimeOf, warnOfAsOf } from './wall-time.ts';
import { warnOfIneligible } from './warn-of-ineligible.ts';

/** How often contacts that were overtaken are planned again before the run leaves them to the next one. */
const overtakenRounds = 5;

/** One run from its checkpoint to its report (spec 4.1); the lock is held, or the run is dry. */
class PlanRun {
  readonly #options: RunOptions;
  readonly #store: Store;
  readonly #settings: EffectiveSettings;
  readonly #planSettings: PlanSettings;
  readonly #timer: PhaseTimer;
  readonly #checkpoints: Checkpoints;
  readonly #stale: StalePlan;
  readonly #clock: RunClock;
  readonly #quarantine = new Quarantine();
  readonly #unwritten = new UnwrittenContacts();
  readonly #warnings: string[] = [];
  /** Of the snapshot that was begun last. */
  #source!: ContactSource;
  #context!: PlanContext;
  #isEntered = false;
  #hasWritten = false;

  constructor(store: Store, options: RunOptions, settings: EffectiveSettings) {
    this.#store = store;
    this.#options = options;
    this.#timer = new PhaseTimer(options);
    this.#timer.start('prepare');
    this.#settings = settings;
    const { configuration, policy, stateBuffers } = this.#settings;
    this.#planSettings = { configuration, policy, stateBuffers, now: options.asOf, replan: options.replan };
    this.#checkpoints = store.checkpoints;
    this.#stale = StalePlan.begin(store, settings, options.dryRun);
    this.#clock = createRunClock(options.asOf, configuration.timezone, configuration.send_time);
  }

  async run(): Promise<RunReport> {
    const { dryRun, checkpoint, contacts, database } = this.#options;
    this.#warnings.push(...checkPlanner(this.#store, database, this.#options), ...warnOfAsOf(this.#options));
    if (!dryRun) this.#store.bulkLoad.ensureIndex();
    if (!dryRun) this.#store.ensureIndexes();
    if (!dryRun && checkpoint) this.#enterCheckpoint();
    const reads = this.#store.runReads;
    const lastChange = reads.findLastContactChange();
    const ids = contacts && distinctIds(contacts);
    await using thread = ids === undefined ? this.#startThread() : undefined;
    const desk = this.#desk();
    const selection = ids && { ids, mustExist: true };
    const plan = thread === undefined ? makePlan(desk, selection) : await makePlanOnTwoThreads(desk, thread);
    this.#noteBounds(plan);
    this.#quarantine.setContactCount(plan.ledger.contactCount);
    this.#quarantine.add(plan.violations);
    const applied = await this.#apply(plan, thread);
    const rounds = await this.#planOvertaken(applied, lastChange, thread);
    await this.#recordOutOfRangeIds(plan);
    if (this.#hasWritten) this.#finishBulkLoad();
    if (!dryRun) this.#completeStale();
    this.#timer.stop();
    const report = this.#report(plan, [applied, ...rounds]);
    if (this.#isEntered) this.#completeCheckpoint(plan, report);
    return report;
  }

  /** A second thread pays from some tens of thousands of contacts on. A dry run may not even take a write lock. */
  #startThread(): PlanningThread | undefined {
    const { dryRun, database, threadsFrom, observer } = this.#options;
    if (dryRun || this.#settings.contactCount < threadsFrom) return undefined;
    const { now, ...settings } = this.#planSettings;
    return new PlanningThread({ database, settings, now: now.toString() }, (done) =>
      observer.advance(2 * done),
    );
  }

  /** Keeps the failure in the checkpoint; the batches done so far stay (spec 4.1). */
  fail({ code, message }: SendwindowError): void {
    if (!this.#isEntered) return;
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
      this.#options.observer.log('error', 'the checkpoint could not be marked as failed', {
        error: String(error),
      });
    }
  }

  /** Campaigns and suppressions are of the same moment as contacts and rows. */
  #beginRead(): void {
    const scope = this.#options.contacts === undefined ? 'all' : 'few';
    this.#context = buildPlanContext(this.#store, this.#planSettings, scope);
    const unfinished = findUnfinishedWrites(this.#store, this.#clock, this.#options.runId);
    this.#source = new ContactSource(this.#store, findHistoryBound(this.#context), unfinished);
  }

  #desk(): PlanningDesk {
    const run = this;
    return {
      store: this.#store,
      beginRead: () => this.#beginRead(),
      get source() {
        return run.#source;
      },
      get context() {
        return run.#context;
      },
      settings: this.#planSettings,
      database: this.#options.database,
      expectedContacts: this.#settings.contactCount,
      onPhase: (phase, total) => this.#timer.start(phase, total),
      onContact: (done) => this.#options.observer.advance(done),
    };
  }

  /** The batches of a plan, prepared here one after another. */
  *#prepareBatches(plan: VerifiedPlan, batches: Iterable<readonly number[]>): Generator<PreparedBatch> {
    const { heldBack } = this.#quarantine;
    const held = new Set(heldBack ?? []);
    const preparer = new BatchPreparer({
      source: this.#source,
      context: this.#context,
      ledger: plan.ledger,
      isHeldBack: (contactId) => heldBack === null || held.has(contactId),
    });
    for (const indices of batches) yield preparer.prepare(indices);
  }

  async #apply(plan: VerifiedPlan, thread?: PlanningThread): Promise<ApplyResult> {
    const order = new ApplyOrder(plan.ledger);
    this.#timer.start('apply', order.contactCount);
    const { retry, runs } = this.#settings.configuration;
    const { runId, dryRun, database, observer, wait, signal } = this.#options;
    const batches = order.batches(
      thread === undefined ? runs.batch_size : sizeBatches(order, runs.batch_size),
    );
    if (thread !== undefined) await thread.call('holdBack', { contactIds: this.#quarantine.heldBack });
    const prepared = thread === undefined ? this.#prepareBatches(plan, batches) : thread.prepareAll(batches);
    const request: ApplyRequest = {
      store: this.#store,
      ledger: plan.ledger,
      sendTime: toSendTime(this.#settings.configuration.send_time),
      runId,
      now: this.#clock.now,
      dryRun,
      retry: { maxAttempts: retry.max_attempts, baseDelayMs: retry.base_delay_ms, where: database, wait },
      unwritten: this.#unwritten,
      isStopped: () => signal?.aborted === true,
      beforeWrite: () => this.#beforeFirstWrite(plan, thread !== undefined),
      onBatch: (done) => {
        observer.advance(done);
        if (this.#hasWritten) thread?.copyLog();
      },
    };
    const applied = await applyPlan(request, prepared);
    if (applied.isStopped) throw this.#stopped();
    return applied;
  }

  /** The index that a bulk load has put off is made now: the database stays in use. */
  #stopped(): SendwindowError {
    const { database, signal } = this.#options;
    if (this.#hasWritten) this.#finishBulkLoad();
    return new SendwindowError(
      'STOPPED',
      `${database}: the run was stopped (${String(signal?.reason)}) between two batches; what was written is whole, the next run finishes the work`,
    );
  }

  /** The backup, and the checkpoint that says that writing has begun: once, when it is known that something is written. */
  async #beforeFirstWrite(plan: VerifiedPlan, hasThread: boolean): Promise<void> {
    if (this.#hasWritten) return;
    this.#hasWritten = true;
    const { backup } = this.#settings.configuration;
    if (backup.enabled && this.#options.backup) {
      this.#timer.start('backup');
      const { database, wallClock } = this.#options;
      const request = {
        databasePath: database,
        directory: backup.directory,
        retentionDays: backup.retention_days,
      };
      const { warnings } = await backupDatabase({ ...request, now: wallClock() });
      this.#warnings.push(...warnings.map((warning) => `OLD_BACKUP_KEPT: ${warning}`));
      this.#timer.start('apply');
    }
    if (!this.#isEntered) this.#enterCheckpoint();
    this.#checkpoints.beginApplying(this.#planFacts(plan));
    if (isBulkLoad(plan)) this.#store.bulkLoad.begin();
    if (hasThread) this.#store.bulkLoad.growLog();
  }

  #finishBulkLoad(): void {
    this.#timer.start('index');
    this.#store.bulkLoad.ensureIndex();
  }

  /** Contacts that a sender or an importer has changed since they were read are planned again, alone. */
  async #planOvertaken(
    applied: ApplyResult,
    lastChange: number,
    thread: PlanningThread | undefined,
  ): Promise<ApplyResult[]> {
    if (this.#options.dryRun) return [];
    const reads = this.#store.runReads;
    const rounds: ApplyResult[] = [];
    let overtaken = applied.overtaken;
    let since = lastChange;
    for (;;) {
      // In this order: what is changed between the two is listed once more, not forgotten.
      const last = reads.findLastContactChange();
      const ids = this.#concerned(distinctIds(overtaken, reads.listContactsChangedSince(since)));
      since = last;
      if (ids.length === 0) return rounds;
      if (rounds.length === overtakenRounds) {
        this.#warnings.push(describeOvertaken(ids));
        return rounds;
      }
      this.#options.observer.log('info', 'contacts changed during the run are planned again', {
        contacts: ids.length,
      });
      // Everybody else's mails are counted by date: without its index each count would read the whole table.
      if (this.#hasWritten) this.#finishBulkLoad();
      // As the whole plan, where there are many: they may be everybody.
      const helper = ids.length < this.#options.threadsFrom ? undefined : thread;
      // Of contacts that are gone with all their rows nothing is left to plan.
      const selection = { ids, mustExist: false };
      const plan =
        helper === undefined
          ? makePlan(this.#desk(), selection)
          : await makePlanOnTwoThreads(this.#desk(), helper, ids);
      this.#noteBounds(plan);
      this.#quarantine.add(plan.violations);
      const result = await this.#apply(plan, helper);
      rounds.push(result);
      overtaken = result.overtaken;
    }
  }

  /** Of a partial run's contacts only those that it is about (spec 4.1). */
  #concerned(ids: readonly number[]): readonly number[] {
    if (this.#options.contacts === undefined) return ids;
    const wanted = new Set(this.#options.contacts);
    return ids.filter((id) => wanted.has(id));
  }

  /** Says what the plan was not made for, and names the contacts of which nothing was planned. */
  #noteBounds(plan: VerifiedPlan): void {
    for (const warning of describeBounds(plan))
      if (!this.#warnings.includes(warning)) this.#warnings.push(warning);
    for (const contactId of plan.passedOver.contactIds) this.#unwritten.add(contactId, tooManyRows);
  }

  /** By SQL alone: no plan can name these contacts (spec 2.2, "Ids"). */
  async #recordOutOfRangeIds(plan: VerifiedPlan): Promise<void> {
    if (this.#options.dryRun || this.#options.contacts !== undefined) return;
    const issues = this.#store.outOfRangeIssues;
    if (!issues.isPending()) return;
    await this.#beforeFirstWrite(plan, false);
    this.#store.transaction(() => issues.record(this.#options.runId));
  }

  #planFacts({ contacts, contactsChecksum, schedulesChecksum }: VerifiedPlan) {
    return {
      runId: this.#options.runId,
      contactsChecksum: contactsChecksum.toString(),
      schedulesBeforeChecksum: schedulesChecksum.toString(),
      contactsProcessed: contacts.total,
      invalidContactCount: contacts.ineligible,
    };
  }

  #enterCheckpoint(): void {
    const { runId, runBy, contacts, plannedBy } = this.#options;
    const { now } = this.#clock;
    const kind = contacts === undefined ? 'run' : 'partial';
    const startedAt = wallTimeOf(this.#options);
    this.#store.transaction(() => {
      enterCheckpoint(this.#store, { runId, kind, now, startedAt, runBy, settings: this.#settings });
      if (plannedBy !== undefined) this.#store.plannedBy.mark(plannedBy, startedAt);
    });
    this.#isEntered = true;
  }

  /**
   * What is held back or could not be written stays stale, and so is not sent (spec 6.3). Where too many are in violation
   * nothing was placed at all, so everything stays as stale as it is.
   */
  #completeStale(): void {
    const { heldBack } = this.#quarantine;
    if (heldBack === null) return;
    const { runId, contacts } = this.#options;
    const unwritten = this.#unwritten.list.map(({ contact }) => contact);
    this.#stale.complete({ runId, contacts, heldBack: [...heldBack, ...unwritten] });
  }

  #completeCheckpoint(plan: VerifiedPlan, report: RunReport): void {
    const counts = Object.values(report.planned);
    this.#checkpoints.completeRun({
      ...this.#planFacts(plan),
      schedulesAfterChecksum: report.checksums.schedules_after,
      emailsScheduled: counts.reduce((sum, { pre_scheduled }) => sum + pre_scheduled, 0),
      emailsSkipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
      completedAt: wallTimeOf(this.#options),
      report: JSON.stringify(report),
    });
  }

  #report(plan: VerifiedPlan, results: readonly ApplyResult[]): RunReport {
    return buildReport({
      store: this.#store,
      options: this.#options,
      timezone: this.#settings.configuration.timezone,
      clock: this.#clock,
      plan,
      results,
      quarantine: this.#quarantine,
      unwritten: this.#unwritten.list,
      timings: this.#timer.timings,
      warnings: [
        ...this.#settings.warnings,
        ...listOddWarnings(this.#store, this.#context, plan),
        ...this.#warnings,
        ...warnOfIneligible(plan.contacts),
      ],
    });
  }
}

async function runOn(store: Store, options: RunOptions): Promise<RunReport> {
  let run: PlanRun | undefined;
  try {
    run = new PlanRun(store, options, await resolveSettings(store, options.settings, options.asOf));
    return await run.run();
  } catch (error) {
    const translated = translateSqliteError(error, options.database);
    run?.fail(translated);
    throw translated;
  }
}

/**
 * One run (spec 4.1): lock, checkpoint, read, plan, verify, back up, apply, report. May be repeated at any time; killed
 * at any instant it leaves a whole database, and the next run finishes the work.
 *
 * @throws SendwindowError; batches that were committed before stay
 */
export async function runPlan(options: RunOptions): Promise<RunReport> {
  if (options.dryRun) {
    using store = Store.open(options.database, { mode: 'read-only' });
    return await runOn(store, options);
  }
  // Before the lock, whose files would be made beside a mistyped name or a file that is no database.
  Store.open(options.database, { mode: 'read-only' })[Symbol.dispose]();
  using _lock = acquireRunLock(options.database, options.holder);
  using store = Store.open(options.database, { mode: 'read-write' });
  return await runOn(store, options);
}
