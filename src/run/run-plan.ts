import type { DatabaseSync } from 'node:sqlite';
import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays } from '../domain/calendar/epoch-day.ts';
import { findHistoryBound } from '../domain/plan/history-bound.ts';
import type { PlanContext } from '../domain/plan/plan-context.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import { prepareBulkLoad } from '../store/bulk-load.ts';
import { type Checkpoints, prepareCheckpoints } from '../store/checkpoints.ts';
import { existingDatabasePath } from '../store/database-path.ts';
import { prepareScheduleReads } from '../store/email-schedules.ts';
import { openDatabase } from '../store/open-database.ts';
import { prepareRunReads } from '../store/run-reads.ts';
import { transaction } from '../store/transaction.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { type ApplyRequest, type ApplyResult, applyPlan } from './apply/apply-plan.ts';
import { ApplyOrder } from './apply/order-batches.ts';
import { BatchPreparer, type PreparedBatch } from './apply/prepare-batch.ts';
import { backupDatabase } from './backup/backup-database.ts';
import { type EffectiveSettings, resolveSettings } from './effective-settings.ts';
import { enterCheckpoint } from './enter-checkpoint.ts';
import { buildPlanContext, type PlanSettings } from './plan/build-plan-context.ts';
import { ContactSource } from './plan/contact-source.ts';
import { findUnfinishedWrites } from './plan/find-unfinished-writes.ts';
import { toSendTime } from './plan/plan-ledger.ts';
import { acquireRunLock } from './run-lock.ts';
import type { RunOptions } from './run-options.ts';
import { makePlan, makePlanOnTwoThreads, type PlanningDesk, type VerifiedPlan } from './run-planner.ts';
import type { RunReport } from './run-report.ts';
import { describeOverCapDays, describeViolations, summarizeMails } from './run-report-builder.ts';
import { PlanningThread } from './threads/planning-thread.ts';
import { warnOfIneligible } from './warn-of-ineligible.ts';

/** How often contacts that were overtaken are planned again before the run leaves them to the next one. */
const overtakenRounds = 5;

/** More contacts in violation than one in this many: nothing but withdrawals is applied at all (spec 4.1). */
const violationTolerance = 1000;

/** From this many rows on, and where most rows are new, the index by date is built afterwards. */
const bulkRows = 100_000;

const isBulkLoad = ({ ledger, schedulesChecksum }: VerifiedPlan): boolean =>
  ledger.mailCount >= bulkRows && ledger.mailCount > 4 * schedulesChecksum.count;

/** One thread prepares batches while the other writes them: there must be several, and each worth its commit. */
const sizeBatches = ({ contactCount }: ApplyOrder, largest: number): number =>
  Math.min(largest, Math.max(1000, Math.ceil(contactCount / 16)));

const describeOvertaken = (contacts: readonly number[]): string =>
  `OVERTAKEN: ${contacts.length} contacts were changed by others each time they were planned (${contacts.slice(0, 5).join(', ')}${contacts.length > 5 ? ', ...' : ''}); the next run plans them`;

/** Times phases and passes them on. */
class PhaseTimer {
  readonly timings: Record<string, number> = {};
  readonly #options: RunOptions;
  #phase: string | undefined;
  #since = 0;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  start(phase: string, total?: number): void {
    this.stop();
    this.#phase = phase;
    this.#since = this.#options.elapsed();
    this.#options.observer.startPhase(phase, total);
  }

  stop(): void {
    if (this.#phase === undefined) return;
    const spent = this.#options.elapsed() - this.#since;
    this.timings[this.#phase] = Math.round((this.timings[this.#phase] ?? 0) + spent);
    this.#phase = undefined;
  }
}

/** One run from its checkpoint to its report (spec 4.1); the lock is held, or the run is dry. */
class PlanRun {
  readonly #options: RunOptions;
  readonly #db: DatabaseSync;
  readonly #settings: EffectiveSettings;
  readonly #planSettings: PlanSettings;
  readonly #timer: PhaseTimer;
  readonly #checkpoints: Checkpoints;
  readonly #source: ContactSource;
  readonly #context: PlanContext;
  readonly #violations: Violation[] = [];
  readonly #warnings: string[] = [];
  #isEntered = false;
  #hasWritten = false;

  constructor(db: DatabaseSync, options: RunOptions, settings: EffectiveSettings) {
    this.#db = db;
    this.#options = options;
    this.#timer = new PhaseTimer(options);
    this.#timer.start('prepare');
    this.#settings = settings;
    const { configuration, policy, stateBuffers } = this.#settings;
    this.#planSettings = { configuration, policy, stateBuffers, now: options.asOf, replan: options.replan };
    this.#checkpoints = prepareCheckpoints(db);
    this.#context = buildPlanContext(db, this.#planSettings);
    const unfinished = findUnfinishedWrites(db, this.#context.clock);
    this.#source = new ContactSource(db, findHistoryBound(this.#context), unfinished);
  }

  async run(): Promise<RunReport> {
    const { dryRun, checkpoint, contacts } = this.#options;
    if (!dryRun) prepareBulkLoad(this.#db).ensureIndex();
    if (!dryRun && checkpoint) this.#enterCheckpoint();
    const reads = prepareRunReads(this.#db);
    const lastChange = reads.findLastContactChange();
    const ids = contacts && [...new Set(contacts)].sort((a, b) => a - b);
    await using thread = ids === undefined ? this.#startThread() : undefined;
    const desk = this.#desk();
    const plan = thread === undefined ? makePlan(desk, ids) : await makePlanOnTwoThreads(desk, thread);
    const applied = await this.#apply(plan, thread);
    this.#violations.push(...plan.violations);
    const rounds = await this.#planOvertaken(applied, lastChange);
    if (this.#hasWritten) this.#finishBulkLoad();
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
  fail(message: string): void {
    if (!this.#isEntered) return;
    try {
      this.#checkpoints.failRun(this.#options.runId, message, this.#context.clock.now);
    } catch (error) {
      // On a full disk not even this can be written; the next run finds the checkpoint open and supersedes it.
      this.#options.observer.log('error', 'the checkpoint could not be marked as failed', {
        error: String(error),
      });
    }
  }

  #desk(): PlanningDesk {
    return {
      db: this.#db,
      source: this.#source,
      context: this.#context,
      settings: this.#planSettings,
      database: this.#options.database,
      expectedContacts: this.#settings.contactCount,
      onPhase: (phase, total) => this.#timer.start(phase, total),
      onContact: (done) => this.#options.observer.advance(done),
    };
  }

  /** Contacts of which only withdrawals are applied; null: all, since too many are affected (spec 4.1). */
  #heldBack({ violations, ledger }: VerifiedPlan): readonly number[] | null {
    const contactIds = [...new Set(violations.map(({ contact_id }) => contact_id))];
    return contactIds.length * violationTolerance > ledger.contactCount ? null : contactIds;
  }

  /** The batches of a plan, prepared here one after another. */
  *#prepareBatches(plan: VerifiedPlan, batches: Iterable<readonly number[]>): Generator<PreparedBatch> {
    const heldBack = this.#heldBack(plan);
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
    const { runId, dryRun, database, observer } = this.#options;
    const batches = order.batches(
      thread === undefined ? runs.batch_size : sizeBatches(order, runs.batch_size),
    );
    if (thread !== undefined) await thread.call('holdBack', { contactIds: this.#heldBack(plan) });
    const prepared = thread === undefined ? this.#prepareBatches(plan, batches) : thread.prepareAll(batches);
    const request: ApplyRequest = {
      db: this.#db,
      ledger: plan.ledger,
      sendTime: toSendTime(this.#settings.configuration.send_time),
      runId,
      now: this.#context.clock.now,
      dryRun,
      retry: { maxAttempts: retry.max_attempts, baseDelayMs: retry.base_delay_ms, where: database },
      beforeWrite: () => this.#beforeFirstWrite(plan, thread !== undefined),
      onBatch: (done) => {
        observer.advance(done);
        if (this.#hasWritten) thread?.copyLog();
      },
    };
    return applyPlan(request, prepared);
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
      await backupDatabase({ ...request, now: wallClock() });
      this.#timer.start('apply');
    }
    if (!this.#isEntered) this.#enterCheckpoint();
    this.#checkpoints.beginApplying(this.#planFacts(plan));
    if (isBulkLoad(plan)) prepareBulkLoad(this.#db).begin();
    if (hasThread) prepareBulkLoad(this.#db).growLog();
  }

  #finishBulkLoad(): void {
    this.#timer.start('index');
    prepareBulkLoad(this.#db).ensureIndex();
  }

  /** Contacts that a sender or an importer has changed since they were read are planned again, alone. */
  async #planOvertaken(applied: ApplyResult, lastChange: number): Promise<ApplyResult[]> {
    if (this.#options.dryRun) return [];
    const reads = prepareRunReads(this.#db);
    const rounds: ApplyResult[] = [];
    let overtaken = applied.overtaken;
    let since = lastChange;
    for (;;) {
      // In this order: what is changed between the two is listed once more, not forgotten.
      const last = reads.findLastContactChange();
      const ids = this.#concerned([...overtaken, ...reads.listContactsChangedSince(since)]);
      since = last;
      if (ids.length === 0) return rounds;
      if (rounds.length === overtakenRounds) {
        this.#warnings.push(describeOvertaken(ids));
        return rounds;
      }
      this.#options.observer.log('info', 'contacts changed during the run are planned again', {
        contacts: ids.length,
      });
      const plan = makePlan(this.#desk(), this.#existing(ids));
      this.#violations.push(...plan.violations);
      const result = await this.#apply(plan);
      rounds.push(result);
      overtaken = result.overtaken;
    }
  }

  /** Each contact once, in order; of a partial run's only those that it is about (spec 4.1). */
  #concerned(contactIds: readonly number[]): number[] {
    const { contacts } = this.#options;
    const ids = new Set(contactIds);
    const concerned = contacts === undefined ? ids : ids.intersection(new Set(contacts));
    return [...concerned].sort((a, b) => a - b);
  }

  /** Of contacts that are gone with all their rows nothing is left to plan. */
  #existing(ids: readonly number[]): number[] {
    return [...this.#source.readSelected(ids)].map((input) => input.id);
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
    const { runId } = this.#options;
    const { now } = this.#context.clock;
    const kind = this.#options.contacts === undefined ? 'run' : 'partial';
    transaction(this.#db, () => {
      enterCheckpoint(this.#db, { runId, kind, now, settings: this.#settings });
      this.#keepSuppressedStatuses();
    });
    this.#isEntered = true;
  }

  /** The view `sendable_emails` withholds by the statuses of the configuration in force. */
  #keepSuppressedStatuses(): void {
    const reads = prepareRunReads(this.#db);
    const wanted = [...this.#settings.configuration.suppressed_statuses].sort();
    if (reads.listSuppressedStatuses().join('\n') !== wanted.join('\n'))
      reads.replaceSuppressedStatuses(wanted);
  }

  #completeCheckpoint(plan: VerifiedPlan, report: RunReport): void {
    const counts = Object.values(report.planned);
    this.#checkpoints.completeRun({
      ...this.#planFacts(plan),
      schedulesAfterChecksum: report.checksums.schedules_after,
      emailsScheduled: counts.reduce((sum, { pre_scheduled }) => sum + pre_scheduled, 0),
      emailsSkipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
      completedAt: this.#context.clock.now,
      report: JSON.stringify(report),
    });
  }

  #report(plan: VerifiedPlan, results: readonly ApplyResult[]): RunReport {
    const { ledger, schedulesChecksum } = plan;
    const violations = this.#violations;
    const { clock } = this.#context;
    const after = schedulesChecksum.clone();
    const writes = { inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
    const batches = { count: 0, retried: 0 };
    for (const { tally, batches: done } of results) {
      after.merge(tally.written.state);
      after.subtract(tally.removed.state);
      writes.inserted += tally.counts.inserted;
      writes.updated += tally.counts.updated;
      writes.deleted += tally.counts.deleted;
      batches.count += done.count;
      batches.retried += done.retried;
    }
    writes.unchanged = schedulesChecksum.count - writes.updated - writes.deleted;
    const quarantined = [...new Set(violations.map(({ contact_id }) => contact_id))];
    return {
      run_id: this.#options.runId,
      status: quarantined.length > 0 ? 'held_back' : 'completed',
      as_of: this.#options.asOf
        .toZonedDateTimeISO(this.#settings.configuration.timezone)
        .toString({ timeZoneName: 'never' }),
      today: formatDate(clock.today),
      dry_run: this.#options.dryRun,
      contacts: plan.contacts,
      issues: plan.issues,
      ...summarizeMails(ledger),
      writes,
      batches,
      quarantined,
      violations: describeViolations(violations),
      over_cap_days: describeOverCapDays(plan.overCapDays, plan.dailyCap),
      stuck: prepareScheduleReads(this.#db).listStuck(formatDate(addDays(clock.earliest, -1))),
      checksums: {
        contacts: plan.contactsChecksum.toString(),
        schedules_before: schedulesChecksum.toString(),
        schedules_after: after.toString(),
      },
      timings_ms: this.#timer.timings,
      peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
      warnings: [...this.#settings.warnings, ...this.#warnings, ...warnOfIneligible(plan.contacts)],
    };
  }
}

async function runOn(db: DatabaseSync, options: RunOptions): Promise<RunReport> {
  let run: PlanRun | undefined;
  try {
    run = new PlanRun(db, options, await resolveSettings(db, options.settings, options.asOf));
    return await run.run();
  } catch (error) {
    const translated = translateSqliteError(error, options.database);
    run?.fail(`${translated.code}: ${translated.message}`);
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
    using db = openDatabase(options.database, { mode: 'read-only' });
    return await runOn(db, options);
  }
  // Before the lock, whose files would be made beside a mistyped name.
  existingDatabasePath(options.database);
  using _lock = acquireRunLock(options.database, options.holder);
  using db = openDatabase(options.database, { mode: 'read-write' });
  return await runOn(db, options);
}
