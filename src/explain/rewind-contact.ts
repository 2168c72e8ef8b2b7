import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { normalizeDateTime } from '../domain/calendar/run-clock.ts';
import type { ContactRecord } from '../domain/contact/contact.ts';
import type { Behaviour } from '../domain/event/behaviour.ts';
import { isOwned, type ScheduleRow } from '../domain/mail/schedule-row.ts';
import { type ContactInput, goneContact } from '../domain/plan/plan-contact.ts';
import type {
  ExplainReads,
  RowOrigin,
  StoredContactChange,
  StoredRowChange,
} from '../store/explain-reads.ts';
import { type StoredColumns, toScheduleRow, withStoredColumns } from '../store/stored-content.ts';

/** A run whose end a contact is taken back to. */
export interface RewindTarget {
  readonly checkpointId: number;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly runTimestamp: string;
  readonly today: EpochDay;
}

/** A contact as a run of the past left it, as far as the database remembers. */
export interface RewoundContact {
  readonly input: ContactInput;
  readonly origins: ReadonlyMap<number, RowOrigin>;
  /** What was taken back, a sentence each. */
  readonly notes: readonly string[];
}

const recordFields: Readonly<Record<string, keyof ContactRecord>> = {
  email: 'email',
  zip_code: 'zipCode',
  state: 'state',
  birth_date: 'birthDate',
  effective_date: 'effectiveDate',
  status: 'status',
  phone_number: 'phoneNumber',
};

const emptyRecord = (id: number): ContactRecord => ({
  id,
  email: null,
  zipCode: null,
  state: null,
  birthDate: null,
  effectiveDate: null,
  phoneNumber: null,
  status: null,
});

/** The oldest of the later changes says what a field held before them. */
function rewindRecord(
  id: number,
  record: ContactRecord | undefined,
  later: readonly StoredContactChange[],
): ContactRecord | undefined {
  if (later.length === 0) return record;
  const values: Record<string, unknown> = { ...(record ?? emptyRecord(id)) };
  for (const { field, oldValue } of [...later].reverse()) {
    // A deletion is one entry with all that the contact was.
    const before = field === 'contact' ? readJsonObject(oldValue) : { [field]: oldValue };
    for (const [column, name] of Object.entries(recordFields)) {
      if (column in before) values[name] = before[column];
    }
  }
  return values as unknown as ContactRecord;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A row before a change; undefined: it was not there, or is gone and the entry does not hold all of it. */
function rewindRow(
  row: ScheduleRow | undefined,
  change: StoredRowChange,
  contactId: number,
): ScheduleRow | undefined {
  if (change.change === 'insert') return undefined;
  const before = readJsonObject(change.before) as StoredColumns;
  if (row !== undefined && change.change === 'update') return withStoredColumns(row, before);
  return before['email_type'] === undefined ? undefined : toScheduleRow(change.rowId, contactId, before);
}

function rewindOrigin(origin: RowOrigin | undefined, change: StoredRowChange): RowOrigin {
  const before = readJsonObject(change.before);
  const read = (column: string, present: string | null | undefined): string | null =>
    column in before ? text(before[column]) : (present ?? null);
  return {
    id: change.rowId,
    runId: read('scheduler_run_id', origin?.runId),
    createdAt: read('created_at', origin?.createdAt),
    updatedAt: read('updated_at', origin?.updatedAt),
  };
}

/** The rows of a contact, taken back change by change. */
class RowRewinder {
  readonly rows: Map<number, ScheduleRow>;
  readonly origins: Map<number, RowOrigin>;
  readonly notes: string[] = [];
  readonly #contactId: number;
  readonly #isLater: (runId: string | null) => boolean;

  constructor(
    input: ContactInput,
    origins: readonly RowOrigin[],
    isLater: (runId: string | null) => boolean,
  ) {
    this.rows = new Map(input.rows.map((row) => [row.id, row]));
    this.origins = new Map(origins.map((origin) => [origin.id, origin]));
    this.#contactId = input.id;
    this.#isLater = isLater;
  }

  /** What later runs changed or deleted, the newest first. */
  undoChanges(changes: readonly StoredRowChange[]): void {
    const later = changes.filter(({ runId }) => this.#isLater(runId));
    for (const change of [...later].reverse()) {
      const row = rewindRow(this.rows.get(change.rowId), change, this.#contactId);
      if (row === undefined) this.rows.delete(change.rowId);
      else this.rows.set(change.rowId, row);
      this.origins.set(change.rowId, rewindOrigin(this.origins.get(change.rowId), change));
    }
    if (later.length > 0) this.notes.push(`Changes of rows by later runs are taken back: ${later.length}.`);
  }

  dropLaterRows(): void {
    const dropped = [...this.rows.keys()].filter((id) => this.#isLater(this.origins.get(id)?.runId ?? null));
    for (const id of dropped) this.rows.delete(id);
    if (dropped.length > 0)
      this.notes.push(`Rows that later runs have made are left out: ${dropped.length}.`);
  }

  /** A planner's row that the sender took after the run was pre-scheduled then. */
  returnTakenRows({ runTimestamp, today }: RewindTarget): void {
    const wasTakenLater = (row: ScheduleRow): boolean =>
      isLaterThan(row.actualSendDateTime, runTimestamp) ?? row.sendDate >= today;
    let returned = 0;
    for (const [id, row] of this.rows) {
      if (isOwned(row) || this.origins.get(id)?.runId == null || !wasTakenLater(row)) continue;
      this.rows.set(id, { ...row, status: 'pre-scheduled', actualSendDateTime: null });
      returned++;
    }
    if (returned > 0)
      this.notes.push(`Rows that the sender took later are shown as pre-scheduled: ${returned}.`);
  }
}

/** Undefined: there is no time that can be read. */
function isLaterThan(time: string | null, moment: string): boolean | undefined {
  const utc = time === null ? undefined : normalizeDateTime(time);
  return utc === undefined ? undefined : utc > moment;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which planning reads a contact's rows: that of their unique index. */
const inIndexOrder = (a: ScheduleRow, b: ScheduleRow): number =>
  compareText(a.eventDateText ?? '', b.eventDateText ?? '') ||
  compareText(a.emailType, b.emailType) ||
  (a.instanceId ?? 0) - (b.instanceId ?? 0) ||
  (a.targetId ?? 0) - (b.targetId ?? 0) ||
  (a.parentId ?? 0) - (b.parentId ?? 0);

function behaviourUntil(readBehaviour: () => Behaviour, until: string): () => Behaviour {
  return () => {
    const { clicks, answers } = readBehaviour();
    const wasThere = ({ at }: { readonly at: string }): boolean => isLaterThan(at, until) === false;
    return { clicks: clicks.filter(wasThere), answers: answers.filter(wasThere) };
  };
}

/**
 * Takes a contact back to how a run has left it: its data by `contact_changes`, its rows by `schedule_changes` and by
 * the runs that made them, its behaviour by time. Campaigns, targets and suppressions have no history: they stay as
 * they are now.
 *
 * @param found the contact as it is; undefined: nothing of it is left
 */
export function rewindContact(
  contactId: number,
  found: ContactInput | undefined,
  target: RewindTarget,
  reads: ExplainReads,
): RewoundContact {
  const input = found ?? goneContact(contactId);
  const isLater = (runId: string | null): boolean =>
    runId !== null && (reads.findRunMoment(runId)?.checkpointId ?? 0) > target.checkpointId;
  const laterChanges = reads
    .listContactChanges(contactId)
    .filter(({ changedAt }) => changedAt > target.runTimestamp);
  const rewinder = new RowRewinder(input, reads.listRowOrigins(contactId), isLater);
  rewinder.undoChanges(reads.listRowChanges(contactId));
  rewinder.dropLaterRows();
  rewinder.returnTakenRows(target);
  const dataNote = `Later changes of the contact's data are taken back: ${laterChanges.length}.`;
  return {
    input: {
      ...input,
      record: rewindRecord(contactId, input.record, laterChanges),
      rows: [...rewinder.rows.values()].sort(inIndexOrder),
      openIssues: [],
      readBehaviour: behaviourUntil(input.readBehaviour, target.runTimestamp),
    },
    origins: rewinder.origins,
    notes: [...(laterChanges.length > 0 ? [dataNote] : []), ...rewinder.notes],
  };
}
