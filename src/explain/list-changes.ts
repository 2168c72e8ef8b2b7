import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import type { ExplainReads, StoredContactChange, StoredRowChange } from '../store/explain-reads.ts';
import type { ChangeEntry, ColumnChange } from './contact-explanation.ts';

/** The most changes of one contact that are shown: the newest ones. */
const changesTold = 200;

type Value = ColumnChange['before'];

const toValue = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

/** Columns that differ at every change and say nothing. */
const uninteresting: ReadonlySet<string> = new Set(['scheduler_run_id', 'created_at', 'updated_at']);

function listColumns(change: StoredRowChange): ColumnChange[] {
  const before = readJsonObject(change.before);
  const after = readJsonObject(change.after);
  return Object.keys(before)
    .filter((column) => !uninteresting.has(column) && before[column] !== after[column])
    .map((column) => ({ column, before: toValue(before[column]), after: toValue(after[column]) }));
}

/** A deleted row is described by its former content. */
function describeDeleted(change: StoredRowChange): ColumnChange[] {
  const before = readJsonObject(change.before);
  const told = ['email_type', 'scheduled_send_date', 'status'];
  return told.map((column) => ({ column, before: toValue(before[column]), after: null }));
}

function toRowChange(change: StoredRowChange, runTimestamp: string | null): ChangeEntry {
  const isDeleted = change.change === 'delete';
  return {
    kind: 'row',
    at: runTimestamp,
    run_id: change.runId,
    row_id: change.rowId,
    change: isDeleted ? 'delete' : 'update',
    columns: isDeleted ? describeDeleted(change) : listColumns(change),
  };
}

/** What a deleted contact was, column by column; the entry of a deletion holds it all. */
const describeDeletedContact = (content: string | null): ColumnChange[] =>
  Object.entries(readJsonObject(content)).map(([column, value]) => ({
    column,
    before: toValue(value),
    after: null,
  }));

function toContactChange({ field, oldValue, newValue, changedAt }: StoredContactChange): ChangeEntry {
  const isDeleted = field === 'contact';
  return {
    kind: 'contact',
    at: changedAt,
    run_id: null,
    row_id: null,
    change: isDeleted ? 'delete' : 'update',
    columns: isDeleted
      ? describeDeletedContact(oldValue)
      : [{ column: field, before: oldValue, after: newValue }],
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What was changed when: the contact's data by people and importers, its rows by runs. The newest last.
 *
 * @param runId only this run's changes of rows; undefined: every run's
 */
export function listChanges(
  reads: ExplainReads,
  contactId: number,
  runId: string | undefined,
  momentOf: (runId: string) => string | null,
): ChangeEntry[] {
  const rows = reads
    .listRowChanges(contactId)
    .filter((change) => runId === undefined || change.runId === runId);
  const changes = [
    ...reads.listContactChanges(contactId).map(toContactChange),
    ...rows.map((change) => toRowChange(change, momentOf(change.runId))),
  ];
  return changes.sort((a, b) => compareText(a.at ?? '', b.at ?? '')).slice(-changesTold);
}
