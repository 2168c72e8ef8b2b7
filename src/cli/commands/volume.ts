import { findDailyCap } from '../../domain/balance/daily-limit.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Store } from '../../store/store.ts';
import { type DateSpan, tableEnd, tableStart, type Volume } from '../../store/volume.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { volumeShape } from '../definitions/volume.ts';
import { useDatabase } from '../open-call-database.ts';
import type { Progress } from '../progress/progress.ts';
import { formatInteger, formatPercent } from '../render/format-number.ts';
import { chooseGlyphs } from '../render/glyphs.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle } from '../render/style.ts';
import { type Column, renderTable } from '../render/table.ts';
import { type SettingsInForce, settingsInForce } from '../settings-in-force.ts';
import { renderVolume } from '../volume/render-volume.ts';
import {
  countDates,
  describeDistribution,
  mergeDays,
  type VolumeDay,
  type VolumeReport,
  type VolumeType,
} from '../volume/volume-report.ts';

type Call = CommandCall<typeof volumeShape>;

const lastPossibleDate = '9999-12-31';
/** Rows that are counted by type at a time: few enough to be sorted in memory. */
const rowsAtATime = 50_000;

function refuseEmptySpan(from: string, to: string): void {
  if (from <= to) return;
  throw new SendwindowError(
    'BAD_USAGE',
    `sendwindow volume: --from ${from} is after --to ${to}; exchange them, or leave one out (--from is today by default)`,
  );
}

/** Goes through the whole table, a piece at a time. */
function countTypes(volume: Volume, span: DateSpan, progress: Progress): Map<string, Map<string, number>> {
  const types = new Map<string, Map<string, number>>();
  progress.start('count', volume.countRows());
  // Ids may lie far apart: pieces are counted in rows.
  for (let after = tableStart, done = 0; after !== tableEnd; ) {
    const upTo = volume.findEnd(after, rowsAtATime) ?? tableEnd;
    for (const [date, type, mails] of volume.countByType(span, after, upTo)) {
      const days = types.get(type) ?? new Map<string, number>();
      days.set(date, (days.get(date) ?? 0) + mails);
      types.set(type, days);
    }
    after = upTo;
    done += rowsAtATime;
    progress.update(done);
  }
  progress.stop();
  return types;
}

function describeTypes(types: ReadonlyMap<string, ReadonlyMap<string, number>>, days: number): VolumeType[] {
  return [...types]
    .map(([email_type, counts]) => ({ email_type, ...describeDistribution(mergeDays([...counts]), days) }))
    .sort((a, b) => b.mails - a.mails || (a.email_type < b.email_type ? -1 : 1));
}

interface Counted {
  readonly to: string;
  readonly days: readonly VolumeDay[];
}

/** Without `--to` the span ends with the last date that has mail. */
function countDays(volume: Volume, from: string, to: string | undefined): Counted {
  const span = { from, to: to ?? lastPossibleDate };
  const days = mergeDays(volume.countPlanned(span), volume.countTaken(span));
  return { days, to: to ?? days.at(-1)?.date ?? from };
}

function report(
  store: Store,
  call: Call,
  inForce: SettingsInForce,
  progress: Progress | undefined,
): VolumeReport {
  const { today, contacts } = inForce;
  const { options } = call;
  const from = options.from ?? today;
  if (options.to !== undefined) refuseEmptySpan(from, options.to);
  const volume = store.volume;
  const { days, to } = countDays(volume, from, options.to);
  const cap = findDailyCap(inForce.settings.configuration.load_balancing, contacts);
  const span = countDates(from, to);
  return {
    today,
    from,
    to,
    contacts,
    cap,
    distribution: describeDistribution(days, span),
    days_over_cap: days.filter(({ mails }) => mails > cap),
    days,
    ...(progress === undefined
      ? {}
      : { types: describeTypes(countTypes(volume, { from, to }, progress), span) }),
  };
}

const typeColumns: readonly Column<VolumeType>[] = [
  { title: 'email type', cell: ({ email_type }) => email_type },
  { title: 'mails', cell: ({ mails }) => formatInteger(mails), align: 'right' },
  { title: 'days', cell: ({ days_with_mail }) => formatInteger(days_with_mail), align: 'right' },
  { title: 'mean', cell: ({ mean }) => formatInteger(Math.round(mean)), align: 'right' },
  { title: 'peak', cell: ({ peak }) => formatInteger(peak?.mails ?? 0), align: 'right' },
  { title: 'on', cell: ({ peak }) => peak?.date ?? null, keep: true },
  {
    title: 'spread',
    cell: ({ relative_spread }) => formatPercent(relative_spread ?? Number.NaN),
    align: 'right',
  },
];

function renderText(found: VolumeReport, { io, options }: Call): string {
  if (found.types !== undefined && found.types.length > 0) return renderTable(found.types, typeColumns, io);
  const unit = options.by === 'type' ? undefined : options.by;
  return renderVolume(found, { columns: io.columns, style: chooseStyle(io), glyphs: chooseGlyphs(io), unit });
}

/** `sendwindow volume DB` (spec 4.2). */
export async function volume(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const progress = options.by === 'type' ? await call.openProgress() : undefined;
  const found = await useDatabase(io, call.arguments.db, 'read-only', async (store) =>
    report(store, call, await settingsInForce(io, store, options), progress),
  );
  io.stdout(options.json ? renderJson(found) : renderText(found, call));
  return 0;
}
