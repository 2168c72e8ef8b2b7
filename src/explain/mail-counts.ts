import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import { isWithoutEffect } from '../domain/mail/schedule-row.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { ExplainReads } from '../store/explain-reads.ts';

/** Which effective-date mails may share an ideal date: their send dates are within these. */
export interface SharedIdealDate {
  readonly idealDate: EpochDay;
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly limit: number;
}

/** Rows that the sender has taken and that count for the daily cap (spec 2.6). */
const countForeign = (reads: ExplainReads, date: string): number =>
  reads
    .countForeignOn(date)
    .reduce((sum, [status, count]) => (isWithoutEffect(status) ? sum : sum + count), 0);

/**
 * How many mails a date holds (spec 2.6, "Daily cap"), asked date by date and remembered: `explain` needs a handful of
 * dates, where counting all of them takes seconds on millions of rows.
 */
export class MailCounts {
  readonly dailyCap: number;
  readonly #reads: ExplainReads;
  readonly #input: ContactInput;
  readonly #counts = new Map<EpochDay, number>();
  readonly #shared = new Map<EpochDay, number>();

  constructor(reads: ExplainReads, input: ContactInput, dailyCap: number) {
    this.#reads = reads;
    this.#input = input;
    this.dailyCap = dailyCap;
  }

  /** Every contact's mails of a date, as stored: pre-scheduled ones, and those of the sender that go or went out. */
  on(date: EpochDay): number {
    let count = this.#counts.get(date);
    if (count === undefined) {
      const text = formatDate(date);
      count = this.#reads.countPreScheduledOn(text) + countForeign(this.#reads, text);
      this.#counts.set(date, count);
    }
    return count;
  }

  /** The same without the contact's own pre-scheduled rows: its plan places them, or counts them itself. */
  fixedOn(date: EpochDay): number {
    const own = this.#input.rows.filter((row) => row.status === 'pre-scheduled' && row.sendDate === date);
    return this.on(date) - own.length;
  }

  /** Other contacts' pre-scheduled effective-date mails of one ideal date, counted no further than the limit. */
  countSharing({ idealDate, from, to, limit }: SharedIdealDate): number {
    let count = this.#shared.get(idealDate);
    if (count === undefined) {
      count = this.#reads.countEffectiveDates({
        idealDate: formatDate(idealDate),
        from: formatDate(from),
        to: formatDate(to),
        contactId: this.#input.id,
        limit,
      });
      this.#shared.set(idealDate, count);
    }
    return count;
  }
}

/** The dates of a span, both ends included. */
export function* eachDate(first: EpochDay, last: EpochDay): Generator<EpochDay> {
  for (let date = first; date <= last; date = addDays(date, 1)) yield date;
}
