import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';

type Counts = Map<EpochDay, number>;

/** What one thread sends to another of {@link StandingMails}. */
export interface StandingData {
  readonly byDate: ReadonlyMap<EpochDay, number>;
  readonly effectiveDates: ReadonlyMap<EpochDay, number>;
}

const addTo = (counts: Counts, date: EpochDay, count: number): void => {
  counts.set(date, (counts.get(date) ?? 0) + count);
};

/** Counts the pre-scheduled rows of the contacts that are planned, to subtract them from those of all contacts. */
export class StandingMails implements StandingData {
  /** By send date. */
  readonly byDate: Counts = new Map();
  /** Effective-date mails by ideal date. */
  readonly effectiveDates: Counts = new Map();

  add(row: ScheduleRow): void {
    if (row.status !== 'pre-scheduled') return;
    addTo(this.byDate, row.sendDate, 1);
    if (row.emailType === 'effective_date') addTo(this.effectiveDates, row.idealDate, 1);
  }

  /** Passes contacts on, and counts their rows. */
  *countIn(inputs: Iterable<ContactInput>): Generator<ContactInput> {
    for (const input of inputs) {
      for (const row of input.rows) this.add(row);
      yield input;
    }
  }

  merge({ byDate, effectiveDates }: StandingData): void {
    for (const [date, count] of byDate) addTo(this.byDate, date, count);
    for (const [date, count] of effectiveDates) addTo(this.effectiveDates, date, count);
  }
}
