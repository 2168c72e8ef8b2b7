import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { VerifyRows } from '../plan/verify-rows.ts';
import { type StoredColumns, toScheduleRow } from '../store/stored-content.ts';
import type { ScheduleChange, StoredRow } from '../store/undo-reads.ts';
import type { LeftReason, LeftRow } from './undo-report.ts';
import { judgeRow, type UndoStep } from './undo-step.ts';

/** Everything that is known of one contact whose rows a run wrote. */
export interface ContactFacts {
  readonly input: ContactInput;
  /** All its rows as they are. */
  readonly stored: readonly StoredRow[];
  /** What the run changed of them. */
  readonly changes: readonly ScheduleChange[];
  /** The run that is taken back. */
  readonly runId: string;
}

/** What is done to one contact's rows. */
export interface ContactUndo {
  readonly steps: readonly UndoStep[];
  readonly left: readonly LeftRow[];
  readonly already: number;
  /** All its rows as they are afterwards. */
  readonly rows: readonly ScheduleRow[];
}

const identityTaken = 'another row of the same contact, type, event date, instance, target and parent exists';

/** Rules that several mails break together: it may be enough to leave out one of them. */
const togetherRules: ReadonlySet<string> = new Set(['frequency_limit', 'duplicate_identity']);

const textOf = (value: StoredColumns[string]): string | null =>
  value === null || value === undefined ? null : String(value);

/** What the unique index of `email_schedules` calls one row (spec 3.1), together with the contact. */
const identityOf = (row: ScheduleRow): string =>
  JSON.stringify([
    row.eventDateText,
    row.emailType,
    row.instanceId ?? 0,
    row.targetId ?? 0,
    row.parentId ?? 0,
  ]);

/** Works out one contact's undo: steps that would break a rule today are dropped one after another. */
class ContactUndoPlanner {
  readonly #facts: ContactFacts;
  readonly #stored: ReadonlyMap<number, StoredRow>;
  readonly #read: ReadonlyMap<number, ScheduleRow>;
  readonly #steps = new Map<number, UndoStep>();
  readonly #left: LeftRow[] = [];
  #already = 0;

  constructor(facts: ContactFacts) {
    this.#facts = facts;
    this.#stored = new Map(facts.stored.map((row) => [row.id, row]));
    this.#read = new Map(facts.input.rows.map((row) => [row.id, row]));
  }

  plan(verify: VerifyRows, stuck: ReadonlySet<number>): ContactUndo {
    for (const [id, changes] of this.#groupChanges()) this.#judge(id, changes);
    for (const id of stuck) this.#drop(id, 'identity_taken', identityTaken);
    let dropped = true;
    while (dropped) dropped = this.#dropTakenIdentities() || this.#dropViolations(verify);
    return {
      steps: [...this.#steps.values()],
      left: this.#left,
      already: this.#already,
      rows: [...this.#rowsAfterwards().values()],
    };
  }

  /** Leaves a row as it is; false: it has no step any more. */
  #drop(id: number, reason: LeftReason, detail: string): boolean {
    const step = this.#steps.get(id);
    if (step === undefined) return false;
    this.#steps.delete(id);
    this.#leave(id, (step.present ?? step.former) as StoredColumns, reason, detail);
    return true;
  }

  /** The changes of every row the run wrote; of rows it inserted there are none. */
  #groupChanges(): Map<number, ScheduleChange[]> {
    const groups = new Map<number, ScheduleChange[]>();
    for (const { id, content } of this.#facts.stored) {
      if (content['scheduler_run_id'] === this.#facts.runId) groups.set(id, []);
    }
    for (const change of this.#facts.changes) {
      const group = groups.get(change.scheduleId);
      if (group === undefined) groups.set(change.scheduleId, [change]);
      else group.push(change);
    }
    return groups;
  }

  #judge(id: number, changes: readonly ScheduleChange[]): void {
    const row = this.#stored.get(id);
    const verdict = judgeRow(id, changes, row, this.#facts.runId);
    if (verdict === 'already') this.#already++;
    else if ('step' in verdict) this.#steps.set(id, verdict.step);
    else {
      const known = Object.assign({}, ...changes.map(({ before, after }) => ({ ...before, ...after })));
      this.#leave(id, row?.content ?? known, verdict.left, verdict.detail);
    }
  }

  #leave(id: number, content: StoredColumns, reason: LeftReason, detail: string): void {
    this.#left.push({
      schedule_id: id,
      contact_id: this.#facts.input.id,
      email_type: textOf(content['email_type']),
      send_date: textOf(content['scheduled_send_date']),
      status: textOf(content['status']),
      reason,
      detail,
    });
  }

  #rowsAfterwards(): Map<number, ScheduleRow> {
    const rows = new Map(this.#read);
    for (const { id, former } of this.#steps.values()) {
      if (former === undefined) rows.delete(id);
      else rows.set(id, toScheduleRow(id, this.#facts.input.id, former));
    }
    return rows;
  }

  /** A row whose identity another has taken meanwhile cannot come back. */
  #dropTakenIdentities(): boolean {
    const rows = this.#rowsAfterwards();
    const standing = new Set<string>();
    for (const [id, row] of rows) if (!this.#steps.has(id)) standing.add(identityOf(row));
    const taken = [...this.#steps.keys()].filter((id) => {
      const row = rows.get(id);
      return row !== undefined && standing.has(identityOf(row));
    });
    return taken.map((id) => this.#drop(id, 'identity_taken', identityTaken)).includes(true);
  }

  /** Drops steps that would bring back a mail that breaks a rule today; steps that take mail away always stay. */
  #dropViolations(verify: VerifyRows): boolean {
    const rows = this.#orderForVerifying(this.#rowsAfterwards());
    const moved = new Set(rows.filter((row) => this.#steps.has(row.id) && !this.#keepsItsDate(row)));
    const found = verify(this.#facts.input, rows, moved).violations.filter(({ row }) =>
      this.#steps.has(row.id),
    );
    const alone = found.filter(({ rule }) => !togetherRules.has(rule));
    const dropped = alone.length > 0 ? alone : found.slice(-1);
    for (const { row, rule, detail } of dropped) this.#drop(row.id, rule, detail);
    return dropped.length > 0;
  }

  /** Puts rows that come back last, the least important at the end: the check finds the last of too many. */
  #orderForVerifying(rows: ReadonlyMap<number, ScheduleRow>): ScheduleRow[] {
    const isComing = (row: ScheduleRow): number => (this.#steps.has(row.id) ? 1 : 0);
    return [...rows.values()].sort(
      (a, b) => isComing(a) - isComing(b) || a.priority - b.priority || a.sendDate - b.sendDate,
    );
  }

  /** It is pre-scheduled for the same date already: only something else of it changes. */
  #keepsItsDate(row: ScheduleRow): boolean {
    const present = this.#read.get(row.id);
    return present?.status === 'pre-scheduled' && present.sendDate === row.sendDate;
  }
}

/**
 * Works out how one contact's rows go back to what they were before a run (spec 4.1, `runs undo`). Pure: what is
 * written, the caller writes.
 *
 * @param stuck rows that could not be written because another has their identity: they are left
 */
export function planContactUndo(
  facts: ContactFacts,
  verify: VerifyRows,
  stuck: ReadonlySet<number>,
): ContactUndo {
  return new ContactUndoPlanner(facts).plan(verify, stuck);
}
