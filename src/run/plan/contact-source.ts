import type { DatabaseSync } from 'node:sqlite';
import { formatDate } from '../../domain/calendar/date-text.ts';
import type { Target } from '../../domain/campaign/campaign.ts';
import type { ContactRecord } from '../../domain/contact/contact.ts';
import { type Answer, type Behaviour, type Click, noBehaviour } from '../../domain/event/behaviour.ts';
import { beginningOfTime } from '../../domain/exclusion/contact-windows.ts';
import { allHistory, type HistoryBound } from '../../domain/plan/history-bound.ts';
import type { OpenIssue } from '../../domain/plan/open-issue.ts';
import type { ContactInput } from '../../domain/plan/plan-contact.ts';
import type { ScheduleRow } from '../../domain/schedule/schedule-row.ts';
import type { ContactSelection, IdRange } from '../../store/contact-selection.ts';
import { prepareContacts } from '../../store/contacts.ts';
import { prepareScheduleReads } from '../../store/email-schedules.ts';
import { type OfContact, preparePlanningReads } from '../../store/planning-reads.ts';
import type { UnfinishedWrites } from './find-unfinished-writes.ts';
import { type LateRows, readLateRows } from './late-rows.ts';

/** Every id there is. */
export const allIds: IdRange = { after: Number.MIN_SAFE_INTEGER, upTo: Number.MAX_SAFE_INTEGER };

/** Contacts read at a time: more live on past a collection of garbage, and cost time and memory (docs/performance.md). */
const chunkSize = 64;

/** Where at most one in so many ids of a span is wanted, the wanted ones are looked up instead of reading them all. */
const sparse = 4;

/** The span of some ids, which are in ascending order; undefined where they are too far apart to read it all. */
function findDenseSpan(ids: readonly number[]): IdRange | undefined {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined || last - first >= ids.length * sparse) return undefined;
  return { after: first - 1, upTo: last };
}

const nothing: readonly never[] = [];

/** A list in the order of contact ids, taken contact by contact. */
class ContactCursor<T> {
  readonly #list: readonly T[];
  readonly #idOf: (item: T) => number;
  #next = 0;

  constructor(list: readonly T[], idOf: (item: T) => number) {
    this.#list = list;
    this.#idOf = idOf;
  }

  /** The contact id of the next item; infinity at the end. */
  get id(): number {
    const item = this.#list[this.#next];
    return item === undefined ? Number.POSITIVE_INFINITY : this.#idOf(item);
  }

  /** The items of a contact; those of contacts before it are passed over. */
  take(contactId: number): readonly T[] {
    while (this.id < contactId) this.#next++;
    if (this.id !== contactId) return nothing;
    const first = this.#next;
    while (this.id === contactId) this.#next++;
    return this.#list.slice(first, this.#next);
  }
}

const valuesOf = <T>(items: readonly OfContact<T>[]): readonly T[] => items.map((item) => item.value);
const contactIdOf = (item: OfContact<unknown>): number => item.contactId;

function groupByContact<T>(items: readonly OfContact<T>[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const { contactId, value } of items) {
    const group = groups.get(contactId);
    if (group === undefined) groups.set(contactId, [value]);
    else group.push(value);
  }
  return groups;
}

/** One chunk of contacts with everything that belongs to them. */
interface Chunk {
  readonly selection: ContactSelection;
  readonly records: readonly ContactRecord[];
  readonly rows: readonly ScheduleRow[];
  readonly targets: readonly OfContact<Target>[];
  readonly issues: readonly OfContact<OpenIssue>[];
}

/** Reads what planning needs, contact by contact, merged by contact id from the tables it lies in. */
export class ContactSource {
  readonly #contacts: ReturnType<typeof prepareContacts>;
  readonly #schedules: ReturnType<typeof prepareScheduleReads>;
  readonly #reads: ReturnType<typeof preparePlanningReads>;

  readonly #history: HistoryBound;
  #lateRows: LateRows | undefined;

  readonly #unfinished: UnfinishedWrites | undefined;

  /**
   * @param history how far back rows are read; {@link findHistoryBound}
   * @param unfinished what runs have written today that were killed; {@link findUnfinishedWrites}
   */
  constructor(
    db: DatabaseSync,
    history: HistoryBound = allHistory,
    unfinished?: UnfinishedWrites | undefined,
  ) {
    this.#history = history;
    this.#unfinished = unfinished;
    this.#contacts = prepareContacts(db);
    this.#schedules = prepareScheduleReads(db);
    this.#reads = preparePlanningReads(db);
  }

  /** The contacts of a range in the order of ids, contacts that are gone but have rows among them. */
  *readRange(range: IdRange): Generator<ContactInput> {
    let { after } = range;
    for (;;) {
      const records = this.#contacts.read({ after, upTo: range.upTo }, chunkSize);
      const isLast = records.length < chunkSize;
      const upTo = isLast ? range.upTo : (records.at(-1) as ContactRecord).id;
      // Not yield*, which passes each contact through a second iterator.
      for (const input of this.#merge(this.#readChunk({ after, upTo }, records))) yield input;
      if (isLast) return;
      after = upTo;
    }
  }

  /** The contacts of the given ids, which are in ascending order; one without record and rows is left out. */
  *readSelected(ids: readonly number[]): Generator<ContactInput> {
    const span = findDenseSpan(ids);
    if (span === undefined) {
      for (let next = 0; next < ids.length; next += chunkSize) {
        yield* this.#readListed(ids.slice(next, next + chunkSize));
      }
      return;
    }
    const wanted = new Set(ids);
    for (const input of this.readRange(span)) if (wanted.has(input.id)) yield input;
  }

  *#readListed(ids: readonly number[]): Generator<ContactInput> {
    yield* this.#merge(this.#readChunk(ids, this.#contacts.read(ids, ids.length)));
  }

  /** Those of the given contacts, in ascending order, that have rows by now. */
  findContactsWithRows(ids: readonly number[]): Set<number> {
    const withRows = this.#schedules.listContacts(findDenseSpan(ids) ?? ids);
    return new Set(withRows).intersection(new Set(ids));
  }

  get #since(): string {
    const { since } = this.#history;
    return since <= beginningOfTime ? '' : formatDate(since);
  }

  #readChunk(selection: ContactSelection, records: readonly ContactRecord[]): Chunk {
    return {
      selection,
      records,
      rows: this.#schedules.readOf(selection, this.#since),
      targets: this.#reads.readTargets(selection),
      issues: this.#reads.readIssues(selection),
    };
  }

  #withFormerRows(rows: readonly ScheduleRow[], selection: ContactSelection): readonly ScheduleRow[] {
    const former = this.#unfinished?.readFormerRows(selection);
    if (former === undefined || former.size === 0) return rows;
    return rows.map((row) => (former.has(row.id) ? { ...row, former: former.get(row.id) } : row));
  }

  #withLateRows({ rows, selection }: Chunk): readonly ScheduleRow[] {
    this.#lateRows ??= readLateRows(this.#schedules, this.#history);
    const late = this.#lateRows.of(selection);
    return late.length === 0 ? rows : [...rows, ...late].sort((a, b) => a.contactId - b.contactId);
  }

  #merge(chunk: Chunk): ContactInput[] {
    const inputs: ContactInput[] = [];
    const records = new ContactCursor(chunk.records, (record) => record.id);
    const rows = new ContactCursor(
      this.#withFormerRows(this.#withLateRows(chunk), chunk.selection),
      (row) => row.contactId,
    );
    const targets = new ContactCursor(chunk.targets, contactIdOf);
    const issues = new ContactCursor(chunk.issues, contactIdOf);
    const readBehaviour = this.#behaviourReader(chunk.selection);
    for (;;) {
      const id = Math.min(records.id, rows.id, issues.id);
      if (id === Number.POSITIVE_INFINITY) return inputs;
      inputs.push({
        id,
        record: records.take(id)[0],
        rows: rows.take(id),
        targets: valuesOf(targets.take(id) as OfContact<Target>[]),
        openIssues: valuesOf(issues.take(id) as OfContact<OpenIssue>[]),
        readBehaviour: () => readBehaviour(id),
      });
    }
  }

  /** Behaviour of a chunk is read when the first of its contacts asks: few have anything to follow up. */
  #behaviourReader(selection: ContactSelection): (contactId: number) => Behaviour {
    let clicks: Map<number, Click[]> | undefined;
    let answers: Map<number, Answer[]> | undefined;
    return (contactId) => {
      clicks ??= groupByContact(this.#reads.readClicks(selection));
      answers ??= groupByContact(this.#reads.readAnswers(selection));
      return {
        clicks: clicks.get(contactId) ?? noBehaviour.clicks,
        answers: answers.get(contactId) ?? noBehaviour.answers,
      };
    };
  }
}
