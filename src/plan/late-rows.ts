import { findFirst } from '../domain/arithmetic/find-first.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { beginningOfTime } from '../domain/exclusion/contact-windows.ts';
import type { HistoryBound } from '../domain/plan/history-bound.ts';
import type { ContactSelection } from '../store/contact-selection.ts';
import type { LateBounds } from '../store/email-schedules.ts';
import type { Store } from '../store/store.ts';

/** Contacts with late rows that are kept, in 8 MB: where there are more, a run reads all rows of all contacts instead. */
export const mostLateContacts = 1_000_000;

/** Which contacts have rows that matter although their event date is before the history bound. */
export class LateRows {
  /** Ids, ascending. */
  readonly #contacts: Float64Array;
  readonly bounds: LateBounds;

  constructor(contacts: Float64Array, bounds: LateBounds) {
    this.#contacts = contacts;
    this.bounds = bounds;
  }

  /** Which of these contacts have late rows, in ascending order. */
  contactsOf(selection: ContactSelection): readonly number[] {
    if (this.#contacts.length === 0) return [];
    if ('after' in selection) {
      const span = this.#contacts.subarray(this.#findFirst(selection.after), this.#findFirst(selection.upTo));
      return [...span];
    }
    return selection.filter((id) => this.#findFirst(id - 1) < this.#findFirst(id));
  }

  /** The place of the first contact with a higher id. */
  #findFirst(after: number): number {
    return findFirst(this.#contacts.length, (place) => (this.#contacts[place] as number) > after);
  }
}

/** Different ids in a typed array. */
class IdCollector {
  readonly #most: number;
  #ids = new Float64Array(64);
  #length = 0;

  /** @param most more are not kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** False: there are too many. */
  add(id: number): boolean {
    if (this.#length === this.#ids.length && !this.#makeRoom()) return false;
    this.#ids[this.#length++] = id;
    return true;
  }

  /** Ascending; undefined: there are too many. */
  finish(): Float64Array | undefined {
    this.#removeDoubles();
    return this.#length > this.#most ? undefined : this.#ids.slice(0, this.#length);
  }

  #makeRoom(): boolean {
    this.#removeDoubles();
    if (this.#length > this.#most) return false;
    if (this.#length <= this.#ids.length / 2) return true;
    const grown = new Float64Array(2 * this.#ids.length);
    grown.set(this.#ids.subarray(0, this.#length));
    this.#ids = grown;
    return true;
  }

  #removeDoubles(): void {
    const used = this.#ids.subarray(0, this.#length).sort();
    let kept = 0;
    for (const id of used) if (kept === 0 || used[kept - 1] !== id) used[kept++] = id;
    this.#length = kept;
  }
}

/** The contacts of all late rows, some of them several times. */
function* listLateContacts(
  schedules: ReturnType<Store['schedules']>,
  bounds: LateBounds,
  liveCampaigns: ReadonlySet<number>,
): Generator<number> {
  yield* schedules.listLate(bounds);
  for (const instance of schedules.listInstances()) {
    const from = liveCampaigns.has(instance) ? formatDate(beginningOfTime) : bounds.recentFrom;
    yield* schedules.listLateOfCampaign(instance, from, bounds.since);
  }
}

/**
 * Finds them once a plan; their rows are read chunk by chunk, since a campaign that is open for years may have
 * mailed all contacts.
 *
 * @returns undefined: there are too many contacts to keep, and all rows must be read
 */
export function findLateRows(
  schedules: ReturnType<Store['schedules']>,
  { recentFrom, today, liveCampaigns, since }: HistoryBound,
  most = mostLateContacts,
): LateRows | undefined {
  const bounds: LateBounds = {
    since: since <= beginningOfTime ? '' : formatDate(since),
    recentFrom: formatDate(recentFrom),
    today: formatDate(today),
    liveCampaigns: JSON.stringify([...liveCampaigns]),
  };
  if (bounds.since === '') return new LateRows(new Float64Array(0), bounds);
  const found = new IdCollector(most);
  for (const id of listLateContacts(schedules, bounds, liveCampaigns)) if (!found.add(id)) return undefined;
  const contacts = found.finish();
  return contacts && new LateRows(contacts, bounds);
}
