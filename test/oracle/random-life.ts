import fc from 'fast-check';
import { type Day, parseRowDay } from './calendar.ts';
import { type OracleOptions, planByOracle, planPhases } from './oracle.ts';
import type { OracleCase, OracleTables, ScheduleRow } from './oracle-case.ts';
import { behaviourArbitrary, buildBehaviour, type RawBehaviour } from './random-behaviour.ts';
import { buildTarget, type RawTarget, targetArbitrary, withoutDuplicateTargets } from './random-campaigns.ts';
import { afterChange, changeArbitrary, type RawChange } from './random-changes.ts';
import {
  asOfOf,
  instantOf,
  type MomentForm,
  momentFormArbitrary,
  momentTextOf,
  type RawClock,
} from './random-clock.ts';

/** What happens from one run to the next. */
interface RawPeriod {
  days: number;
  /** Instead: until one of the planned mails is due. */
  untilMail: number | null;
  /** Whether the sender works on the last day, too; if not, its mails are due. */
  hasLastDay: boolean;
  timeOfDay: RawClock['timeOfDay'];
  /** What the sender does with each row that is due, in turn; 0 is to leave it. */
  sender: RawSending[];
  changes: RawChange[];
  targets: RawTarget[];
  behaviour: RawBehaviour[];
}

interface RawSending {
  status: string | null;
  hour: number | null;
  form: MomentForm;
}

const sendingArbitrary: fc.Arbitrary<RawSending> = fc.record({
  status: fc.constantFrom(
    'sent',
    'sent',
    'sent',
    'delivered',
    'delivered',
    null,
    'failed',
    'bounced',
    'processing',
    'scheduled',
    'deferred',
    'dropped',
    'cancelled',
    'accepted',
    'weird',
    'Sent',
    'DELIVERED ',
    'Failed',
    'pre-Scheduled',
  ),
  hour: fc.constantFrom(null, 0, 4, 5, 14, 23),
  form: fc.oneof(
    { weight: 5, arbitrary: momentFormArbitrary },
    { weight: 1, arbitrary: fc.constant('date' as const) },
  ),
});

const periodArbitrary: fc.Arbitrary<RawPeriod> = fc.record({
  days: fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 45 }),
    fc.constantFrom(90, 200, 365),
  ),
  untilMail: fc.option(fc.nat({ max: 30 }), { freq: 2 }),
  hasLastDay: fc.boolean(),
  timeOfDay: fc.constantFrom('midnight', 'second_before', 'at_send_time', 'second_after', 'evening'),
  sender: fc.array(sendingArbitrary, { minLength: 1, maxLength: 8 }),
  changes: fc.array(changeArbitrary, { maxLength: 3, size: 'max' }),
  targets: fc.array(targetArbitrary, { maxLength: 2 }),
  behaviour: fc.array(behaviourArbitrary, { maxLength: 3 }),
});

export const periodsArbitrary: fc.Arbitrary<RawPeriod[]> = fc.array(periodArbitrary, {
  minLength: 1,
  maxLength: 5,
  size: 'max',
});

/** Plans and lives through the periods; the run after the last of them is the case. */
export function liveThrough(organisation: OracleCase, clock: RawClock, periods: RawPeriod[]): OracleCase {
  let lived = organisation;
  let today = clock.today;
  for (const period of periods) {
    const planned = afterRun(lived);
    const nextDay = endOf(period, planned.email_schedules, today);
    const lastDayOfSender = period.hasLastDay ? nextDay : nextDay - 1;
    const sent = {
      ...planned,
      email_schedules: afterSending(
        planned.email_schedules,
        today,
        lastDayOfSender,
        period.sender,
        clock.timezone,
      ),
    };
    // A second run on one day is the day's last.
    const timeOfDay = nextDay === today ? 'last_second' : period.timeOfDay;
    today = nextDay;
    const changed = afterTargets(
      period.changes.reduce((tables, change) => afterChange(tables, change, today), sent),
      period.targets,
      today,
    );
    lived = {
      ...lived,
      as_of: asOfOf({ ...clock, today, timeOfDay }),
      tables: changed,
    };
    lived = { ...lived, tables: afterBehaviour(lived, period.behaviour) };
  }
  return lived;
}

function endOf({ days, untilMail }: RawPeriod, rows: ScheduleRow[], today: Day): Day {
  const ahead = rows
    .filter(({ status }) => status === 'pre-scheduled')
    .map((row) => parseRowDay(row.scheduled_send_date))
    .filter((day) => day >= today);
  return (untilMail === null ? undefined : ahead[untilMail % Math.max(1, ahead.length)]) ?? today + days;
}

/** The database after a run: the rows that are kept have their ids, new ones the next. */
export function afterRun(organisation: OracleCase, options: OracleOptions = {}): OracleTables {
  const { tables } = organisation;
  let nextId = Math.max(0, ...tables.email_schedules.map(({ id }) => id)) + 1;
  const email_schedules = planByOracle(organisation, options).email_schedules.map((row): ScheduleRow => {
    const before = tables.email_schedules.find(({ id }) => id === row.id);
    const id = row.id ?? nextId++;
    return { ...row, id, actual_send_datetime: before?.actual_send_datetime ?? null };
  });
  return { ...tables, email_schedules };
}

/** The sender takes what is due from one day to the next, mostly on its date, and the last day perhaps only in part. */
function afterSending(
  rows: ScheduleRow[],
  from: number,
  to: number,
  sender: RawSending[],
  timeZone: string,
): ScheduleRow[] {
  let turn = 0;
  return rows.map((row) => {
    if (row.status !== 'pre-scheduled') return row;
    const day = parseRowDay(row.scheduled_send_date);
    if (day < from || day > to) return row;
    const sending = sender[turn++ % sender.length];
    if (sending === undefined || sending.status === null) return row;
    const hasTime = sending.hour !== null && /sent|delivered/i.test(sending.status);
    const instant = instantOf(day, (sending.hour ?? 0) * 3600 + 1800, 'UTC');
    const time = hasTime ? momentTextOf(instant, sending.form, timeZone) : null;
    return { ...row, status: sending.status, actual_send_datetime: time };
  });
}

function afterTargets(tables: OracleTables, raw: RawTarget[], today: number): OracleTables {
  let nextId = Math.max(0, ...tables.contact_campaigns.map(({ id }) => Math.abs(id))) + 1;
  const added = raw.flatMap((target) =>
    buildTarget(target, nextId++, tables.contacts, tables.campaign_instances, today),
  );
  return { ...tables, contact_campaigns: withoutDuplicateTargets([...tables.contact_campaigns, ...added]) };
}

function afterBehaviour(organisation: OracleCase, raw: RawBehaviour[]): OracleTables {
  const { tables } = organisation;
  const { world } = planPhases(organisation, { dailyCap: false });
  const { tracking_clicks, contact_events } = buildBehaviour(
    raw,
    tables.email_schedules,
    tables.contacts,
    world,
  );
  return {
    ...tables,
    tracking_clicks: numberAnew([...tables.tracking_clicks, ...tracking_clicks]),
    contact_events: numberAnew([...tables.contact_events, ...contact_events]),
  };
}

/** Ids without a gap; one out of range stays so. */
function numberAnew<Row extends { id: number }>(rows: Row[]): Row[] {
  return rows.map((row, at) => ({ ...row, id: row.id < 0 ? -at - 1 : at + 1 }));
}
