import type { DatabaseSync } from 'node:sqlite';
import { dayInYear } from '../../src/domain/calendar/anniversary.ts';
import { formatDate } from '../../src/domain/calendar/date-text.ts';
import { addDays, type EpochDay, toYearMonthDay } from '../../src/domain/calendar/epoch-day.ts';
import { SendwindowError } from '../../src/error/sendwindow-error.ts';
import { recentDays } from '../../src/generate/due-mail.ts';
import { createGenerationContext, type GenerationContext } from '../../src/generate/generation-context.ts';
import { createRandom, type Random } from '../../src/generate/random.ts';
import { readAsOf } from '../../src/generate/read-as-of.ts';
import { createWeightedChoice } from '../../src/generate/weighted-choice.ts';
import { createWithholding, type IsWithheld } from '../../src/generate/withheld-dates.ts';
import { transaction } from '../../src/store/transaction.ts';
import { anchorDatesAt, type HistoryPeople, readHistoryPeople } from './history-people.ts';
import { gatherSlices, type HistorySlice, sliceHistory } from './history-slices.ts';
import { createHistoryWriter, type WriteSlice } from './history-writer.ts';
import { withoutIdentityIndex } from './without-identity-index.ts';

/** What past to generate. */
export interface HistoryOptions {
  /** How many years before `asOf` the first mails went out; a whole number, 1 or more. */
  readonly years: number;
  /** What today is for the data, `YYYY-MM-DD`: that of {@link generateOrganisation}. */
  readonly asOf: string;
  readonly seed: string | number;
  /** Called after each batch of 50,000 mails. */
  readonly onProgress?: ((mails: number) => void) | undefined;
}

/** What was generated, in rows of `email_schedules`. */
export interface HistoryCounts {
  readonly mails: number;
  /** Those among them that an exclusion window held back: skipped, not sent. */
  readonly skipped: number;
}

/** Mails per transaction. */
const mailsPerBatch = 50_000;

/** What becomes of the mails: most arrive; the default policy's windows hold some back. */
class HistoryGenerator {
  readonly #people: HistoryPeople;
  readonly #random: Random;
  readonly #isWithheld: IsWithheld = createWithholding();
  readonly #pickStatus = createWeightedChoice([
    ['delivered', 88],
    ['sent', 9],
    ['bounced', 2],
    ['failed', 1],
  ]);
  #mails = 0;
  #skipped = 0;

  constructor(people: HistoryPeople, random: Random) {
    this.#people = people;
    this.#random = random;
  }

  get counts(): HistoryCounts {
    return { mails: this.#mails, skipped: this.#skipped };
  }

  write(slices: readonly HistorySlice[], writeSlice: WriteSlice): void {
    for (const slice of slices) {
      writeSlice(slice, (position) => [
        this.#people.ids[position] as number,
        this.#decideStatus(position, slice.sendDate),
      ]);
    }
  }

  #decideStatus(position: number, date: EpochDay): string {
    this.#mails++;
    const status = this.#pickStatus(this.#random);
    if (!this.#isWithheld(anchorDatesAt(this.#people, position), date)) return status;
    this.#skipped++;
    return 'skipped';
  }
}

function checkYears(years: number): void {
  if (Number.isSafeInteger(years) && years >= 1 && years <= 100) return;
  throw new SendwindowError('BAD_USAGE', `history: ${years} is not a number of years; write 1 to 100`);
}

/** Two histories would hold the same mails twice. */
function requireNoHistory(db: DatabaseSync, before: string): void {
  const found = db
    .prepare(
      `select count(*) as mails from (select 1 from email_schedules
       where scheduled_send_date < :before and status not in ('pre-scheduled', 'skipped') limit 1)`,
    )
    .get({ before });
  if (found?.mails === 0) return;
  throw new SendwindowError(
    'BAD_USAGE',
    `history: the database already holds mails that went out before ${before}; name one without history`,
  );
}

/** The first day of the history and its last: where the mails of {@link generateOrganisation} begin, it ends. */
function findSpan(today: EpochDay, years: number): readonly [first: EpochDay, last: EpochDay] {
  const { year, month, day } = toYearMonthDay(today);
  return [dayInYear(month, day, year - years), addDays(today, -recentDays - 1)];
}

/**
 * Adds years of past anniversary mails (birthday, effective_date, aep) to a database with contacts, whoever they are:
 * inserted day by day, each in a row of its own, as daily runs would have left them. It is for benchmarks: the unique
 * index is dropped meanwhile and rebuilt at the end, so a killed generation leaves a database to throw away.
 *
 * @throws BAD_USAGE (a number of years that is none; a database that has a history), BAD_DATE
 */
export function generateHistory(db: DatabaseSync, options: HistoryOptions): HistoryCounts {
  checkYears(options.years);
  const context = createGenerationContext(readAsOf(options.asOf));
  const [first, last] = findSpan(context.today, options.years);
  requireNoHistory(db, formatDate(addDays(last, 1)));
  return withoutIdentityIndex(db, () => writeHistory(db, context, first, last, options));
}

function writeHistory(
  db: DatabaseSync,
  context: GenerationContext,
  first: EpochDay,
  last: EpochDay,
  { seed, onProgress }: HistoryOptions,
): HistoryCounts {
  const people = readHistoryPeople(db, context);
  const generator = new HistoryGenerator(people, createRandom(seed, 'history'));
  const writeSlice = createHistoryWriter(db);
  for (const batch of gatherSlices(sliceHistory(people, first, last), mailsPerBatch)) {
    transaction(db, () => generator.write(batch, writeSlice));
    onProgress?.(generator.counts.mails);
  }
  return generator.counts;
}
