import type { VerifiedPlan } from '../plan/verified-plan.ts';
import { isBulkLoad } from './apply/size-batches.ts';
import { backUpFirst } from './back-up-first.ts';
import { enterRun } from './enter-run.ts';
import type { PlanFacts } from './job-checkpoint.ts';
import type { OpenJob } from './open-job.ts';
import type { RunOptions } from './run-options.ts';

/** What a run's checkpoint says of its plan. */
export const toPlanFacts = ({ contacts, contactsChecksum, schedulesChecksum }: VerifiedPlan): PlanFacts => ({
  contactsChecksum: contactsChecksum.toString(),
  schedulesBeforeChecksum: schedulesChecksum.toString(),
  contactsProcessed: contacts.total,
  invalidContactCount: contacts.ineligible,
});

/** The moment before a run's first write; a run that has nothing to write never reaches it. */
export class FirstWrite {
  readonly #job: OpenJob<RunOptions>;
  readonly #warnings: string[];
  #hasBegun = false;

  /** @param warnings takes what the backup warns of */
  constructor(job: OpenJob<RunOptions>, warnings: string[]) {
    this.#job = job;
    this.#warnings = warnings;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /**
   * Makes the backup, and then the checkpoint that says that writing has begun; does nothing when it has begun.
   *
   * @param growsLog a second thread copies the log into the database meanwhile
   */
  async prepare(plan: VerifiedPlan, growsLog: boolean): Promise<void> {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const { store, timer, checkpoint } = this.#job;
    const backup = await backUpFirst(this.#job);
    if (backup !== undefined) {
      this.#warnings.push(...backup.warnings.map((warning) => `OLD_BACKUP_KEPT: ${warning}`));
      timer.start('apply');
    }
    if (!checkpoint.isEntered) enterRun(this.#job);
    checkpoint.beginApplying(toPlanFacts(plan));
    if (isBulkLoad(plan)) store.bulkLoad.begin();
    if (growsLog) store.bulkLoad.growLog();
  }

  /** Makes the index that a bulk load has put off. */
  finishBulkLoad(): void {
    if (!this.#hasBegun) return;
    this.#job.timer.start('index');
    this.#job.store.bulkLoad.ensureIndex();
  }
}
