import { countDates, type VolumeReport } from '../../app/shared/volume-report.ts';
import { formatDecimal, formatInteger, formatPercent } from '../render/format-number.ts';
import type { Glyphs } from '../render/glyphs.ts';
import type { Style } from '../render/style.ts';
import { type BucketUnit, gatherBuckets, type VolumeBucket } from './gather-buckets.ts';

/** How a volume report is drawn. */
export interface VolumeRendering {
  readonly columns: number;
  readonly style: Style;
  readonly glyphs: Glyphs;
  /** Default: the shortest unit that gives at most {@link mostBars} bars. */
  readonly unit?: BucketUnit | undefined;
}

const mostBars = 62;
/** Less room than this and the bars say nothing: then there are numbers only. */
const narrowestBar = 8;

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function chooseUnit({ from, to }: VolumeReport): BucketUnit {
  const days = countDates(from, to);
  if (days <= mostBars) return 'day';
  return days / 7 <= mostBars ? 'week' : 'month';
}

function labelOf({ date }: VolumeBucket, unit: BucketUnit): string {
  if (unit === 'month') return date.slice(0, 7);
  if (unit === 'week') return date;
  return `${date} ${weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1]}`;
}

const meanOf = ({ mails, days }: VolumeBucket): number => Math.round(mails / days);

/** The text to the right of a bar: the date's mails; of several dates the mean and the fullest. */
function numbersOf(bucket: VolumeBucket, unit: BucketUnit, widths: readonly number[]): string {
  const mean = formatInteger(meanOf(bucket)).padStart(widths[0] ?? 0);
  return unit === 'day' ? mean : `${mean} ${formatInteger(bucket.peak).padStart(widths[1] ?? 0)}`;
}

/** One bar: solid up to the mean, shaded up to the fullest date, and where the cap lies. */
function drawBar(
  bucket: VolumeBucket,
  cap: number,
  width: number,
  perMail: number,
  { glyphs, style }: VolumeRendering,
): string {
  const length = (mails: number): number => (mails === 0 ? 0 : Math.max(1, Math.round(mails * perMail)));
  const solid = Math.min(width, length(meanOf(bucket)));
  const shaded = Math.min(width, Math.max(solid, length(bucket.peak)));
  const mark = Math.min(width, Math.max(1, Math.round(cap * perMail))) - 1;
  const colour = bucket.peak > cap ? style.bad : style.good;
  const gap = ' '.repeat(width - shaded);
  if (mark < shaded) return colour(glyphs.full.repeat(solid) + glyphs.shade.repeat(shaded - solid)) + gap;
  const rest = `${' '.repeat(mark - shaded)}${style.dim(glyphs.line)}${' '.repeat(width - mark - 1)}`;
  return colour(glyphs.full.repeat(solid) + glyphs.shade.repeat(shaded - solid)) + rest;
}

function drawChart(report: VolumeReport, unit: BucketUnit, rendering: VolumeRendering): string[] {
  const buckets = gatherBuckets(report, unit);
  const widest = (pick: (bucket: VolumeBucket) => number): number =>
    Math.max(5, ...buckets.map((bucket) => formatInteger(pick(bucket)).length));
  const widths = [widest(meanOf), widest(({ peak }) => peak)];
  const labelWidth = unit === 'day' ? 14 : unit === 'week' ? 10 : 7;
  const numbersWidth =
    unit === 'day' ? (widths[0] as number) : (widths[0] as number) + (widths[1] as number) + 1;
  // Over-full dates are marked with `!`, so that colour is not needed to see them.
  const width = rendering.columns - labelWidth - numbersWidth - 5;
  const most = Math.max(report.cap, ...buckets.map(({ peak }) => peak));
  const lines = buckets.map((bucket) => {
    const numbers = numbersOf(bucket, unit, widths);
    const bar = width < narrowestBar ? '' : `${drawBar(bucket, report.cap, width, width / most, rendering)} `;
    return `${labelOf(bucket, unit)}  ${bar}${numbers}${bucket.peak > report.cap ? ' !' : ''}`.trimEnd();
  });
  return [drawHeading(unit, labelWidth, width, widths), ...lines];
}

function drawHeading(unit: BucketUnit, labelWidth: number, width: number, widths: readonly number[]): string {
  const bar = width < narrowestBar ? '' : ' '.repeat(width + 1);
  const words =
    unit === 'day'
      ? ['mails'.padStart(widths[0] ?? 0)]
      : ['mean'.padStart(widths[0] ?? 0), 'peak'.padStart(widths[1] ?? 0)];
  const label = unit === 'week' ? 'week of' : unit === 'month' ? 'month' : 'date';
  return `${label.padEnd(labelWidth)}  ${bar}${words.join(' ')}`;
}

/** `312 days, 7,012,345 mails, mean 22,475, peak 30,100 on 2027-03-02, spread 1,204 (5 %)`. */
function describe({ distribution: d, cap, days_over_cap, from, to }: VolumeReport): string[] {
  const peak = d.peak === null ? '' : `, peak ${formatInteger(d.peak.mails)} on ${d.peak.date}`;
  // Of a mean below one mail a day no share says anything.
  const relative =
    d.relative_spread === null || d.mean < 1 ? '' : ` (${formatPercent(d.relative_spread)} of the mean)`;
  const over =
    days_over_cap.length === 0
      ? 'no date over the cap'
      : `${formatInteger(days_over_cap.length)} dates over the cap`;
  return [
    `${from} to ${to}: ${formatInteger(d.days)} days, ${formatInteger(d.days_with_mail)} with mail`,
    `${formatInteger(d.mails)} mails, mean ${formatDecimal(d.mean)} a day${peak}, spread ${formatDecimal(d.spread)}${relative}`,
    `daily cap ${formatInteger(cap)}: ${over}`,
  ];
}

/** The chart and the distribution (spec 4.2), fitted to the width of the terminal. */
export function renderVolume(report: VolumeReport, rendering: VolumeRendering): string {
  const lines = describe(report);
  if (report.distribution.mails === 0) return `${lines.join('\n')}\n`;
  const unit = rendering.unit ?? chooseUnit(report);
  const legend =
    unit === 'day' ? '' : `${rendering.glyphs.full} mean a day  ${rendering.glyphs.shade} fullest day  `;
  return `${[...drawChart(report, unit, rendering), '', `${legend}${rendering.glyphs.line} daily cap`, ...lines].join('\n')}\n`;
}
