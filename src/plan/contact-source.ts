import { formatDate } from '../domain/calendar/date-text.ts';
import type { Target } from '../domain/campaign/campaign.ts';
import type { ContactRecord } from '../domain/contact/contact.ts';
import { type Behaviour, noBehaviour } from '../domain/event/behaviour.ts';
import { beginningOfTime } from '../domain/exclusion/contact-windows.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import { allHistory, type HistoryBound } from '../domain/plan/history-bound.ts';
import type { OpenIssue } from '../domain/plan/open-issue.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { ContactSelection, IdRange } from '../store/contact-selection.ts';
import { mostRows } from '../store/email-schedules.ts';
import type { OfContact } from '../store/planning-reads.ts';
import { TooManyRecords } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { ContactCursor } from './contact-cursor.ts';
import type { UnfinishedWrites } from './find-unfinished-writes.ts';
import { findLateRows, type LateRows, mostLateContacts } from './late-rows.ts';
import { PassedOver } from './passed-over.ts';

/** Every id there is. */
export const allIds: IdRange = { after: Number.MIN_SAFE_INTEGER, upTo: Number.MAX_SAFE_INTEGER };

/** What is read at once (spec 4.4). */
export interface SourceLimits {
  /** Contacts: larger chunks survive garbage collections, and cost time and memory (docs/performance.md). */
  readonly contacts: number;
  /** Rows, targets, issues, clicks, answers, of each so many; a contact that has more is passed over. */
  readonly rows: number;
  /** {@link mostLateContacts} */
  readonly lateContacts: number;
}

const sourceLimits: SourceLimits = { contacts: 64, rows: mostRows, lateContacts: mostLateContacts };

/** If at most one in so many ids of a span is wanted, those are looked up instead of reading the whole span. */
const sparse = 4;

/** The span of some ids, which are in ascending order; undefined where they are too far apart to read it all. */
function findDenseSpan(ids: readonly number[]): IdRange | undefined {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined || last - first >= ids.length * sparse) return undefined;
  return { after: first - 1, upTo: last };
}

const nothing: readonly never[] = [];
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
  readonly lateRows: readonly ScheduleRow[];
  readonly targets: readonly OfContact<Target>[];
  readonly issues: readonly OfContact<OpenIssue>[];
}

/** The lowest id that counts (spec 2.2, "Ids"); rows of lower ones are those of contacts that are gone. */
const firstId = 1;

/** Reads what planning needs, contact by contact, merged by contact id from several tables. */
export class ContactSource {
  readonly #contacts: Store['contacts'];
  readonly #schedules: ReturnType<Store['schedules']>;
  readonly #reads: ReturnType<Store['planning']>;

  readonly #history: HistoryBound;
  readonly #limits: SourceLimits;
  /** `all`: there are so many that all rows are read. */
  #lateRows: LateRows | 'all' | undefined;

  readonly #unfinished: UnfinishedWrites | undefined;

  /** Contacts that have more rows than are read at once. */
  readonly passedOver = new PassedOver();

  /**
   * @param history how far back rows are read; {@link findHistoryBound}
   * @param unfinished what runs have written today that were killed; {@link findUnfinishedWrites}
   * @param limits tests hand in lower ones
   */
  constructor(
    store: Store,
    history: HistoryBound = allHistory,
    unfinished?: UnfinishedWrites | undefined,
    limits: SourceLimits = sourceLimits,
  ) {
    this.#history = history;
    this.#limits = limits;
    this.#unfinished = unfinished;
    this.#contacts = store.contacts;
    this.#schedules = store.schedules(limits.rows);
    this.#reads = store.planning(limits.rows);
  }

  /** The contacts of a range in the order of ids, contacts that are gone but have rows among them. */
  *readRange(range: IdRange): Generator<ContactInput> {
    const { contacts: chunkSize } = this.#limits;
    let { after } = range;
    for (;;) {
      const records = this.#contacts.read({ after, upTo: range.upTo }, chunkSize);
      const isLast = records.length < chunkSize;
      const upTo = isLast ? range.upTo : (records.at(-1) as ContactRecord).id;
      const chunk = this.#tryChunk({ after, upTo }, records);
      if (chunk === undefined) yield* this.#readCrowded({ after, upTo }, records);
      // Not yield*, which passes each contact through a second iterator.
      else for (const input of this.#merge(chunk)) yield input;
      if (isLast) return;
      after = upTo;
    }
  }

  /** The contacts of a span, or of a list in ascending order. */
  read(selection: ContactSelection): Generator<ContactInput> {
    return 'after' in selection ? this.readRange(selection) : this.readSelected(selection);
  }

  /** The contacts of the given ids, which are in ascending order; one without record and rows is left out. */
  *readSelected(ids: readonly number[]): Generator<ContactInput> {
    const span = findDenseSpan(ids);
    if (span === undefined) {
      const { contacts: chunkSize } = this.#limits;
      for (let next = 0; next < ids.length; next += chunkSize) {
        yield* this.#readListed(ids.slice(next, next + chunkSize));
      }
      return;
    }
    let next = 0;
    for (const input of this.readRange(span)) {
      while ((ids[next] as number) < input.id) next++;
      if (ids[next] === input.id) yield input;
    }
  }

  *#readListed(ids: readonly number[]): Generator<ContactInput> {
    const chunk = this.#tryChunk(ids, this.#contacts.read(ids, ids.length));
    if (chunk !== undefined) yield* this.#merge(chunk);
    else for (const id of ids) yield* this.readRange({ after: id - 1, upTo: id });
  }

  /** Those of the given contacts, in ascending order, that have rows by now. */
  findContactsWithRows(ids: readonly number[]): Set<number> {
    const withRows = this.#schedules.listContacts(findDenseSpan(ids) ?? ids);
    return new Set(withRows).intersection(new Set(ids));
  }

  /** Are all rows read, because too many old ones may matter? */
  get readsAllHistory(): boolean {
    return this.#lateRows === 'all';
  }

  get #late(): LateRows | 'all' {
    this.#lateRows ??= findLateRows(this.#schedules, this.#history, this.#limits.lateContacts) ?? 'all';
    return this.#lateRows;
  }

  get #since(): string {
    const { since } = this.#history;
    return since <= beginningOfTime || this.#late === 'all' ? '' : formatDate(since);
  }

  #readChunk(selection: ContactSelection, records: readonly ContactRecord[]): Chunk {
    return {
      selection,
      records,
      rows: this.#schedules.readOf(selection, this.#since),
      lateRows: this.#readLateRows(selection),
      targets: this.#reads.readTargets(selection),
      issues: this.#reads.readIssues(selection),
    };
  }

  /** Undefined: there is more than is read at once. */
  #tryChunk(selection: ContactSelection, records: readonly ContactRecord[]): Chunk | undefined {
    try {
      return this.#readChunk(selection, records);
    } catch (error) {
      if (error instanceof TooManyRecords) return undefined;
      throw error;
    }
  }

  /**
   * A span of which more is there than is read at once: rows of ids that no contact has, most often. It is read in
   * smaller spans; a single id that has more by itself is passed over.
   */
  *#readCrowded(span: IdRange, records: readonly ContactRecord[]): Generator<ContactInput> {
    let { after } = span;
    while (after < span.upTo) {
      const upTo = this.#findEnd({ after, upTo: span.upTo });
      if (upTo === after) {
        after++;
        this.passedOver.add(
          after,
          records.some(({ id }) => id === after),
        );
        continue;
      }
      const from = after;
      const own = records.filter(({ id }) => id > from && id <= upTo);
      const chunk = this.#tryChunk({ after, upTo }, own);
      // Outside a snapshot another process may have added rows since they were counted.
      if (chunk === undefined) continue;
      yield* this.#merge(chunk);
      after = upTo;
    }
  }

  /** How far a span can be read at once: up to the last id before one with which there is too much. */
  #findEnd(span: IdRange): number {
    const late = this.#late;
    const found = [
      this.#schedules.findBeyond(span, this.#since),
      late === 'all' ? undefined : this.#schedules.findLateBeyond(span, late.bounds),
      this.#reads.findBeyondTargets(span),
      this.#reads.findBeyondIssues(span),
    ];
    return Math.min(span.upTo, ...found.map((id) => (id === undefined ? span.upTo : id - 1)));
  }

  #withFormerRows(rows: readonly ScheduleRow[], selection: ContactSelection): readonly ScheduleRow[] {
    const former = this.#unfinished?.readFormerRows(selection);
    if (former === undefined || former.size === 0) return rows;
    return rows.map((row) => (former.has(row.id) ? { ...row, former: former.get(row.id) } : row));
  }

  #readLateRows(selection: ContactSelection): readonly ScheduleRow[] {
    const late = this.#late;
    if (late === 'all') return nothing;
    const contacts = late.contactsOf(selection);
    return contacts.length === 0 ? nothing : this.#schedules.readLateOf(contacts, late.bounds);
  }

  #withLateRows({ rows, lateRows }: Chunk): readonly ScheduleRow[] {
    return lateRows.length === 0 ? rows : [...rows, ...lateRows].sort((a, b) => a.contactId - b.contactId);
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
      const record = records.take(id)[0];
      inputs.push({
        id,
        record: id < firstId ? undefined : record,
        rows: rows.take(id),
        targets: valuesOf(targets.take(id) as OfContact<Target>[]),
        openIssues: valuesOf(issues.take(id) as OfContact<OpenIssue>[]),
        readBehaviour: () => readBehaviour(id),
      });
    }
  }

  /** Behaviour of a chunk is read when the first of its contacts asks: few have anything to follow up. */
  #behaviourReader(selection: ContactSelection): (contactId: number) => Behaviour {
    let ofChunk: Map<number, Behaviour> | 'each by itself' | undefined;
    return (contactId) => {
      ofChunk ??= this.#tryBehaviour(selection) ?? 'each by itself';
      if (ofChunk === 'each by itself') return this.#reads.readLatestBehaviour(contactId);
      return ofChunk.get(contactId) ?? noBehaviour;
    };
  }

  /** Undefined: there is more than is read at once. */
  #tryBehaviour(selection: ContactSelection): Map<number, Behaviour> | undefined {
    try {
      const clicks = groupByContact(this.#reads.readClicks(selection));
      const answers = groupByContact(this.#reads.readAnswers(selection));
      const ids = new Set([...clicks.keys(), ...answers.keys()]);
      return new Map(
        [...ids].map((id) => [
          id,
          {
            clicks: clicks.get(id) ?? noBehaviour.clicks,
            answers: answers.get(id) ?? noBehaviour.answers,
          },
        ]),
      );
    } catch (error) {
      if (error instanceof TooManyRecords) return undefined;
      throw error;
    }
  }
}
