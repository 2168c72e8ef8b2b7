import { findDailyCap } from '../domain/balance/daily-limit.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { RunObserver } from '../run/run-observer.ts';
import { type SettingsChoice, type SettingsInForce, settingsInForce } from '../settings/settings-in-force.ts';
import type { Store } from '../store/store.ts';
import { type DateSpan, tableEnd, tableStart, type Volume } from '../store/volume.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';
import {
  countDates,
  describeDistribution,
  mergeDays,
  type VolumeDay,
  type VolumeReport,
  type VolumeType,
} from './shared/volume-report.ts';

/** Of which dates the mails are counted. */
export interface VolumeRequest extends SettingsChoice {
  readonly database: string;
  /** `YYYY-MM-DD`; default: today. */
  readonly from?: string | undefined;
  /** `YYYY-MM-DD`; default: the last date that has mail. */
  readonly to?: string | undefined;
  /** Count by email type, too: goes through the whole table. */
  readonly byType?: boolean | undefined;
}

const lastPossibleDate = '9999-12-31';
/** Rows that are counted by type at a time: few enough to be sorted in memory. */
const rowsAtATime = 50_000;

function refuseEmptySpan(from: string, to: string): void {
  if (from <= to) return;
  throw new SendwindowError(
    'BAD_USAGE',
    `volume: from ${from} is after to ${to}; swap them, or leave one out (from is today by default)`,
  );
}

/** Goes through the whole table, a piece at a time. */
function countTypes(volume: Volume, span: DateSpan, observer: RunObserver): Map<string, Map<string, number>> {
  const types = new Map<string, Map<string, number>>();
  observer.startPhase('count', volume.countRows());
  // Ids may be far apart: pieces are counted in rows.
  for (let after = tableStart, done = 0; after !== tableEnd; ) {
    const upTo = volume.findEnd(after, rowsAtATime) ?? tableEnd;
    for (const [date, type, mails] of volume.countByType(span, after, upTo)) {
      const days = types.get(type) ?? new Map<string, number>();
      days.set(date, (days.get(date) ?? 0) + mails);
      types.set(type, days);
    }
    after = upTo;
    done += rowsAtATime;
    observer.advance(done);
  }
  return types;
}

function describeTypes(types: ReadonlyMap<string, ReadonlyMap<string, number>>, days: number): VolumeType[] {
  return [...types]
    .map(([email_type, counts]) => ({ email_type, ...describeDistribution(mergeDays([...counts]), days) }))
    .sort((a, b) => b.mails - a.mails || (a.email_type < b.email_type ? -1 : 1));
}

/** Without `to` the span ends with the last date that has mail. */
function countDays(volume: Volume, from: string, to: string | undefined) {
  const span = { from, to: to ?? lastPossibleDate };
  const days: readonly VolumeDay[] = mergeDays(volume.countPlanned(span), volume.countTaken(span));
  return { days, to: to ?? days.at(-1)?.date ?? from };
}

function report(
  store: Store,
  request: VolumeRequest,
  { today, contacts, settings }: SettingsInForce,
  observer: RunObserver,
): VolumeReport {
  const from = request.from ?? today;
  if (request.to !== undefined) refuseEmptySpan(from, request.to);
  const { volume } = store;
  const { days, to } = countDays(volume, from, request.to);
  const cap = findDailyCap(settings.configuration.load_balancing, contacts);
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
    ...(request.byType === true
      ? { types: describeTypes(countTypes(volume, { from, to }, observer), span) }
      : {}),
  };
}

/**
 * Mails per day against the daily cap, and how they are spread (spec 4.2).
 *
 * @throws SendwindowError BAD_USAGE (an empty span), and of the database or its settings
 */
export async function showVolume(request: VolumeRequest, session: Session): Promise<VolumeReport> {
  return await useDatabase(session, request.database, 'read-only', async (store) =>
    report(store, request, await settingsInForce(session, store, request), session.observer),
  );
}
