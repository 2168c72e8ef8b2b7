import { finishSteps } from '../arithmetic/finish-steps.ts';
import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import type { Configuration } from '../configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { adjustmentCode } from '../ledger/ledger-codes.ts';
import { mailFlag } from '../ledger/ledger-columns.ts';
import type { BalanceContext } from './balance-context.ts';
import { findOverageLimit } from './daily-limit.ts';

/** A date that stays over its threshold because nothing on it can move any more (spec 2.6). */
export interface OverCapDay {
  readonly date: EpochDay;
  readonly mails: number;
}

const none = -1;

/**
 * How many mails every date from earliest on has, and which: as linked lists in arrays, since they change while dates
 * give up mails. The lists are made when the first date has too many; in most runs none has.
 */
class DateBook {
  readonly #ledger: Ledger;
  readonly #earliest: EpochDay;
  readonly #counts: Int32Array;
  readonly #heads: Int32Array;
  #next: Int32Array | undefined;

  constructor(ledger: Ledger, context: BalanceContext) {
    this.#ledger = ledger;
    this.#earliest = context.earliest;
    const days = Math.max(1, findLastDate(ledger, context) - context.earliest + 1);
    this.#counts = new Int32Array(days);
    this.#heads = new Int32Array(days).fill(none);
    for (const counts of [context.fixedCounts, ledger.unplacedCounts]) {
      for (const [date, count] of counts) if (date - this.#earliest in this.#counts) this.#count(date, count);
    }
    const { sendDate, verdict } = ledger.mails;
    for (let mail = 0; mail < ledger.mailCount; mail++) {
      const date = sendDate[mail] as EpochDay;
      if (verdict[mail] === 0 && date >= this.#earliest) this.#count(date, 1);
    }
  }

  #link(): Int32Array {
    const next = new Int32Array(this.#ledger.mailCount);
    const { sendDate, verdict } = this.#ledger.mails;
    for (let mail = this.#ledger.mailCount - 1; mail >= 0; mail--) {
      const date = sendDate[mail] as EpochDay;
      if (verdict[mail] === 0 && date >= this.#earliest) this.#push(next, mail, date);
    }
    return next;
  }

  get lastDate(): EpochDay {
    return addDays(this.#earliest, this.#counts.length - 1);
  }

  countOn(date: EpochDay): number {
    return this.#counts[date - this.#earliest] as number;
  }

  /** The mails of a date, by index, so that the order in which they came does not matter. */
  mailsOn(date: EpochDay): Int32Array {
    this.#next ??= this.#link();
    const next = this.#next;
    const mails = new Int32Array(this.countOn(date));
    let length = 0;
    for (
      let mail = this.#heads[date - this.#earliest] as number;
      mail !== none;
      mail = next[mail] as number
    ) {
      mails[length++] = mail;
    }
    return mails.subarray(0, length).sort();
  }

  /** Counts a mail that moves; {@link relink} sees to the lists. */
  move(from: EpochDay, to: EpochDay): void {
    this.#count(from, -1);
    this.#count(to, 1);
  }

  /** Puts the mails of a date, as {@link mailsOn} gave them, where their send date now says. */
  relink(date: EpochDay, mails: Int32Array): void {
    const { sendDate } = this.#ledger.mails;
    this.#heads[date - this.#earliest] = none;
    for (const mail of mails) this.#push(this.#next as Int32Array, mail, sendDate[mail] as EpochDay);
  }

  #count(date: EpochDay, change: number): void {
    const index = date - this.#earliest;
    this.#counts[index] = (this.#counts[index] as number) + change;
  }

  #push(next: Int32Array, mail: number, date: EpochDay): void {
    const index = date - this.#earliest;
    next[mail] = this.#heads[index] as number;
    this.#heads[index] = mail;
  }
}

/** The latest date that holds a mail, or that a mail could be moved to. */
function findLastDate(ledger: Ledger, context: BalanceContext): number {
  const { sendDate, lastDate, verdict } = ledger.mails;
  let last = context.earliest as number;
  for (const date of [...context.fixedCounts.keys(), ...ledger.unplacedCounts.keys()])
    last = Math.max(last, date);
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    if (verdict[mail] === 0) last = Math.max(last, sendDate[mail] as number, lastDate[mail] as number);
  }
  return last;
}

/** Indices in the order in which mails are given up: highest priority number first, then lowest contact id. */
function orderForMoving(mails: Int32Array, ledger: Ledger): Int32Array {
  const byPriority = new Map<number, number>();
  for (const mail of mails) {
    const priority = ledger.priorityOf(mail);
    byPriority.set(priority, (byPriority.get(priority) ?? 0) + 1);
  }
  const places = new Map<number, number>();
  let place = 0;
  for (const [priority, count] of [...byPriority].sort(([a], [b]) => b - a)) {
    places.set(priority, place);
    place += count;
  }
  const ordered = new Int32Array(mails.length);
  for (const mail of mails) {
    const priority = ledger.priorityOf(mail);
    const at = places.get(priority) as number;
    ordered[at] = mail;
    places.set(priority, at + 1);
  }
  return ordered;
}

/** Moves mails from over-full dates (spec 2.6, "Daily cap"). */
class CapMover {
  readonly #ledger: Ledger;
  readonly #context: BalanceContext;
  readonly #book: DateBook;

  constructor(ledger: Ledger, context: BalanceContext, book: DateBook) {
    this.#ledger = ledger;
    this.#context = context;
    this.#book = book;
  }

  /** Moves mails away from a date until it holds the cap. @returns the number of mails moved */
  relieve(date: EpochDay): number {
    const mails = this.#book.mailsOn(date);
    const ordered = orderForMoving(mails, this.#ledger);
    const before = this.#book.countOn(date);
    for (const findDate of [this.#findOpenDate, this.#findLevelDate]) {
      for (const mail of ordered) {
        if (this.#book.countOn(date) <= this.#context.dailyCap) break;
        if (this.#ledger.mails.sendDate[mail] !== date) continue;
        const target = findDate.call(this, mail, date);
        if (target !== undefined) this.#move(mail, date, target);
      }
    }
    const moved = before - this.#book.countOn(date);
    if (moved > 0) this.#book.relink(date, mails);
    return moved;
  }

  /** The first later permitted date that holds fewer than the cap. */
  #findOpenDate(mail: number, date: EpochDay): EpochDay | undefined {
    const last = this.#ledger.mails.lastDate[mail] as number;
    for (let later = addDays(date, 1); later <= last; later = addDays(later, 1)) {
      if (this.#book.countOn(later) < this.#context.dailyCap && this.#isPermitted(mail, later)) return later;
    }
    return undefined;
  }

  /** The later permitted date with the fewest mails, if with this one it still holds fewer than the date it leaves. */
  #findLevelDate(mail: number, date: EpochDay): EpochDay | undefined {
    const last = this.#ledger.mails.lastDate[mail] as number;
    let best: EpochDay | undefined;
    let fewest = this.#book.countOn(date) - 1;
    for (let later = addDays(date, 1); later <= last; later = addDays(later, 1)) {
      if (this.#book.countOn(later) >= fewest || !this.#isPermitted(mail, later)) continue;
      best = later;
      fewest = this.#book.countOn(later);
    }
    return best;
  }

  #isPermitted(mail: number, date: EpochDay): boolean {
    if (!this.#ledger.hasMailFlag(mail, mailFlag.respectsWindows)) return true;
    return !this.#context.windowsOf(this.#ledger.mails.contact[mail] as number).isExcluded(date);
  }

  #move(mail: number, from: EpochDay, to: EpochDay): void {
    this.#ledger.mails.sendDate[mail] = to;
    // A mail that smoothing had put before its ideal date may come back to it.
    const isIdeal = to === this.#ledger.mails.idealDate[mail];
    this.#ledger.mails.adjustment[mail] = adjustmentCode(isIdeal ? null : 'capped');
    this.#book.move(from, to);
  }
}

/**
 * The daily cap (spec 2.6): going through the dates, mails of each over-full date are moved until it holds the cap, again
 * and again until nothing moves. Every move takes a mail to a later date that then holds fewer than the one it left
 * held, so it ends. The dates left over their threshold are returned. Yields after each date that has given up mails.
 */
export function* capInSteps(
  ledger: Ledger,
  balancing: Configuration['load_balancing'],
  context: BalanceContext,
): Generator<void, OverCapDay[], void> {
  const book = new DateBook(ledger, context);
  const mover = new CapMover(ledger, context, book);
  const limit = findOverageLimit(balancing, context.dailyCap);
  const overfull = (): EpochDay[] => {
    const dates: EpochDay[] = [];
    for (let date = context.earliest; date <= book.lastDate; date = addDays(date, 1)) {
      if (book.countOn(date) > limit) dates.push(date);
    }
    return dates;
  };
  let moved = 1;
  while (moved > 0) {
    moved = 0;
    for (let date = context.earliest; date <= book.lastDate; date = addDays(date, 1)) {
      if (book.countOn(date) <= limit) continue;
      moved += mover.relieve(date);
      yield;
    }
  }
  return overfull().map((date) => ({ date, mails: book.countOn(date) }));
}

/** {@link capInSteps} without a pause. */
export const applyDailyCap = (...given: Parameters<typeof capInSteps>): OverCapDay[] =>
  finishSteps(capInSteps(...given));
