import { readDate } from '../../domain/calendar/date-text.ts';
import type { EpochDay } from '../../domain/calendar/epoch-day.ts';
import type { DayCount } from '../../store/volume.ts';

/** How mails are spread over the dates of a span. */
export interface VolumeDistribution {
  /** Dates of the span, those without mail included. */
  readonly days: number;
  readonly days_with_mail: number;
  readonly mails: number;
  /** Mails per date of the span. */
  readonly mean: number;
  /** The date with most mails, the earliest of several; null where there is no mail. */
  readonly peak: { readonly date: string; readonly mails: number } | null;
  /** Standard deviation over all dates of the span, in mails. */
  readonly spread: number;
  /** The same as a share of the mean: 0 is perfectly level; null where there is no mail. */
  readonly relative_spread: number | null;
}

/** One date. */
export interface VolumeDay {
  readonly date: string;
  readonly mails: number;
}

/** What `volume --json` prints. */
export interface VolumeReport {
  /** The organisation's calendar date. */
  readonly today: string;
  readonly from: string;
  readonly to: string;
  readonly contacts: number;
  /** Mails per date that the daily cap allows (spec 2.6). */
  readonly cap: number;
  readonly distribution: VolumeDistribution;
  /** Dates with more mails than the cap. */
  readonly days_over_cap: readonly VolumeDay[];
  /** Every date of the span that has mail. */
  readonly days: readonly VolumeDay[];
  /** With `--by type`. */
  readonly types?: readonly VolumeType[];
}

/** The mails of one email type. */
export interface VolumeType extends VolumeDistribution {
  readonly email_type: string;
}

const round = (value: number): number => Math.round(value * 100) / 100;

const dayNumber = (date: string): EpochDay => readDate(date) as EpochDay;

/** Dates from one to another, both included; 0 where the span is empty. */
export const countDates = (from: string, to: string): number =>
  Math.max(0, dayNumber(to) - dayNumber(from) + 1);

/** Adds up counts of the same date, in the order of dates. */
export function mergeDays(...lists: readonly (readonly DayCount[])[]): VolumeDay[] {
  const sums = new Map<string, number>();
  for (const [date, mails] of lists.flat()) sums.set(date, (sums.get(date) ?? 0) + mails);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, mails]) => ({ date, mails }));
}

/** Sums up mails over a span of `days` dates. */
export function describeDistribution(counted: readonly VolumeDay[], days: number): VolumeDistribution {
  const mails = counted.reduce((sum, day) => sum + day.mails, 0);
  const mean = days === 0 ? 0 : mails / days;
  const squares = counted.reduce((sum, day) => sum + (day.mails - mean) ** 2, 0);
  // Dates without mail are not in the list, and lie a whole mean off.
  const spread = days === 0 ? 0 : Math.sqrt((squares + (days - counted.length) * mean ** 2) / days);
  const peak = counted.reduce<VolumeDay | null>(
    (most, day) => (most === null || day.mails > most.mails ? day : most),
    null,
  );
  return {
    days,
    days_with_mail: counted.length,
    mails,
    mean: round(mean),
    peak,
    spread: round(spread),
    relative_spread: mean === 0 ? null : round(spread / mean),
  };
}
