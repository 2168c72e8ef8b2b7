import type { VolumeReport } from '../../app/shared/volume-report.ts';
import { formatDate, readDate } from '../../domain/calendar/date-text.ts';
import type { EpochDay } from '../../domain/calendar/epoch-day.ts';

const dayNumber = (date: string): EpochDay => readDate(date) as EpochDay;

/** A bar of the chart: one date, or several. */
export interface VolumeBucket {
  /** Its first date. */
  readonly date: string;
  /** Dates of the span that fall into it. */
  readonly days: number;
  readonly mails: number;
  /** Mails of its fullest date. */
  readonly peak: number;
}

/** How dates are gathered into bars. */
export type BucketUnit = 'day' | 'week' | 'month';

/** 1970-01-01 was a Thursday: weeks begin on Monday. */
const mondayOf = (day: EpochDay): EpochDay => (day - ((((day + 3) % 7) + 7) % 7)) as EpochDay;

function startOfBucket(day: EpochDay, unit: BucketUnit): string {
  if (unit === 'month') return `${formatDate(day).slice(0, 7)}-01`;
  return formatDate(unit === 'week' ? mondayOf(day) : day);
}

/** Gathers the dates of a span, those without mail included, into days, weeks (from Monday) or months. */
export function gatherBuckets(
  report: Pick<VolumeReport, 'from' | 'to' | 'days'>,
  unit: BucketUnit,
): VolumeBucket[] {
  const mailsOf = new Map(report.days.map(({ date, mails }) => [date, mails]));
  const buckets = new Map<string, VolumeBucket>();
  const last = dayNumber(report.to);
  for (let day = dayNumber(report.from); day <= last; day++) {
    const mails = mailsOf.get(formatDate(day)) ?? 0;
    const start = startOfBucket(day, unit);
    const found = buckets.get(start) ?? { date: start, days: 0, mails: 0, peak: 0 };
    buckets.set(start, {
      date: start,
      days: found.days + 1,
      mails: found.mails + mails,
      peak: Math.max(found.peak, mails),
    });
  }
  return [...buckets.values()];
}
