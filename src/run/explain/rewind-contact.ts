import { readJsonObject } from '../../domain/arithmetic/json-object.ts';
import { readDate } from '../../domain/calendar/date-text.ts';
import type { EpochDay } from '../../domain/calendar/epoch-day.ts';
import { normalizeDateTime } from '../../domain/calendar/run-clock.ts';
import type { ContactRecord } from '../../domain/contact/contact.ts';
import { type Behaviour, noBehaviour } from '../../domain/event/behaviour.ts';
import type { ContactInput } from '../../domain/plan/plan-contact.ts';
import {
  isOwned,
  readEventDate,
  type ScheduleRow,
  unreadableDate,
} from '../../domain/schedule/schedule-row.ts';
import type {
  ExplainReads,
  RowOrigin,
  StoredContactChange,
  StoredRowChange,
} from '../../store/explain-reads.ts';

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
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const day = (value: unknown): EpochDay => readDate(value) ?? unreadableDate;

/** A row as `schedule_changes` has kept it. */
function readRow(change: StoredRowChange, contactId: number): ScheduleRow {
  const row = readJsonObject(change.before);
  return {
    id: change.rowId,
    contactId,
    emailType: text(row['email_type']) ?? '',
    eventDate: readEventDate(text(row['event_date']), day(row['scheduled_send_date'])),
    idealDate: day(row['ideal_send_date']),
    sendDate: day(row['scheduled_send_date']),
    sendTime: text(row['scheduled_send_time']) ?? '',
    status: text(row['status']) ?? '',
    skipReason: text(row['skip_reason']),
    skipDetail: text(row['skip_detail']),
    adjustment: text(row['adjustment']),
    priority: number(row['priority']) ?? 0,
    instanceId: number(row['campaign_instance_id']),
    targetId: number(row['target_id']),
    parentId: number(row['parent_email_id']),
    emailTemplate: text(row['email_template']),
    smsTemplate: text(row['sms_template']),
    metadata: text(row['metadata']),
    actualSendDateTime: null,
    eventDateText: text(row['event_date']),
    idealDateText: text(row['ideal_send_date']),
    sendDateText: text(row['scheduled_send_date']),
  };
}

const readOrigin = (change: StoredRowChange): RowOrigin => {
  const row = readJsonObject(change.before);
  return {
    id: change.rowId,
    runId: text(row['scheduler_run_id']),
    createdAt: text(row['created_at']),
    updatedAt: text(row['updated_at']),
  };
};

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
      this.rows.set(change.rowId, readRow(change, this.#contactId));
      this.origins.set(change.rowId, readOrigin(change));
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

const nothing = (id: number): ContactInput => ({
  id,
  record: undefined,
  rows: [],
  targets: [],
  openIssues: [],
  readBehaviour: () => noBehaviour,
});

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
  const input = found ?? nothing(contactId);
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
