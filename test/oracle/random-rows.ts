import fc from 'fast-check';
import { formatDay, parseRowDay, readDate } from './calendar.ts';
import { planByOracle, planPhases } from './oracle.ts';
import type { OracleCase, PlannedColumns, ScheduleRow } from './oracle-case.ts';
import { behaviourArbitrary, buildBehaviour, type RawBehaviour } from './random-behaviour.ts';
import { instantOf, type MomentForm, momentFormArbitrary, momentTextOf } from './random-clock.ts';
import { followUpTypes } from './rows.ts';
import type { World } from './world.ts';

/** A row like one that the planner would write, changed here and there. */
interface RawRow {
  /** Which mail it resembles, of those that the oracle plans without rows. */
  mail: number;
  eventShift: number;
  idealShift: number;
  /** The send date: the planned one, or so many days after the day of the run. */
  sendOffset: number | null;
  status: string;
  skipReason: string;
  adjustment: string | null;
  sent: RawSent;
  contact: 'same' | 'gone';
  emailType: string | null;
  target: 'same' | 'null' | 'gone' | 'another';
  /** How its event date is written; of a foreign row perhaps no date can be read at all. */
  dates: 'sound' | 'with_time' | 'no_event_date' | 'empty_event_date' | 'none';
  isIdOutOfRange: boolean;
  /** A mail as planned, but dated today: due, if the send time is past. */
  isForToday: boolean;
  /** Whether it may be the second row of a mail. */
  isExtra: boolean;
}

/** When the sender sent it, if it says so: days after the send date, and an hour of UTC. */
type RawSent = { lateDays: number; hour: number; form: MomentForm } | null;

interface RawFollowUp {
  parent: number;
  kind: number;
  idealOffset: number;
  sendOffset: number;
  status: string;
  skipReason: string;
  adjustment: string | null;
  parentStatus: string | null;
  /** When its initial row went out, in days before the day of the run. */
  parentAge: number;
}

export interface RawRows {
  rows: RawRow[];
  followUps: RawFollowUp[];
  behaviour: RawBehaviour[];
}

const ownedStatus = fc.constantFrom('pre-scheduled', 'pre-scheduled', 'skipped');
const foreignStatus = fc.constantFrom(
  'sent',
  'sent',
  'delivered',
  'scheduled',
  'processing',
  'accepted',
  'deferred',
  'failed',
  'bounced',
  'dropped',
  'cancelled',
  'weird',
  'Sent',
  ' DELIVERED',
  'Failed ',
  'CANCELLED',
  'Pre-Scheduled',
);
const status = fc.oneof({ weight: 3, arbitrary: ownedStatus }, { weight: 2, arbitrary: foreignStatus });
const skipReason = fc.constantFrom(
  'exclusion_window',
  'exclusion_window',
  'suppressed',
  'window_unknown',
  'frequency_limit',
  'campaign_conflict',
  'missed',
);

/** At, inside and outside of the limits of identity. */
const eventShift = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(1, -1, 20, -30, 40) },
  { weight: 2, arbitrary: fc.constantFrom(59, -59, 60, -60, 90, -90, 91, -91, 182, -182, 183, -183) },
  { weight: 1, arbitrary: fc.constantFrom(365, -365) },
);

const sentArbitrary: fc.Arbitrary<RawSent> = fc.option(
  fc.record({
    lateDays: fc.constantFrom(0, 0, 0, 1, -1),
    hour: fc.constantFrom(0, 4, 5, 14, 23),
    form: fc.oneof(
      { weight: 6, arbitrary: momentFormArbitrary },
      { weight: 1, arbitrary: fc.constant('date' as const) },
    ),
  }),
  { freq: 2 },
);

const anyRowArbitrary: fc.Arbitrary<RawRow> = fc.record({
  mail: fc.nat({ max: 60 }),
  eventShift,
  idealShift: fc.constantFrom(0, 0, 0, 1, -3),
  sendOffset: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.integer({ min: -3, max: 4 }) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -60, max: 60 }) },
  ),
  status,
  skipReason,
  adjustment: fc.constantFrom(null, null, 'catch_up', 'smoothed', 'capped'),
  sent: sentArbitrary,
  contact: fc.constantFrom('same', 'same', 'same', 'same', 'same', 'same', 'same', 'gone'),
  emailType: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('scheduled_rate_increase', 'post_window', 'birthday', 'newsletter'),
    },
  ),
  target: fc.constantFrom('same', 'same', 'same', 'null', 'gone', 'another'),
  dates: fc.oneof(
    { weight: 12, arbitrary: fc.constant('sound' as const) },
    { weight: 1, arbitrary: fc.constantFrom('with_time', 'no_event_date', 'empty_event_date', 'none') },
  ),
  isIdOutOfRange: fc.oneof(
    { weight: 40, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  isForToday: fc.constantFrom(false, false, false, false, true),
  isExtra: fc.constantFrom(false, false, true),
});

const asPlanned = {
  eventShift: 0,
  idealShift: 0,
  emailType: null,
  contact: 'same',
  target: 'same',
  dates: 'sound',
} as const;

const rowArbitrary = anyRowArbitrary.map(
  (row): RawRow => (row.isForToday ? { ...row, ...asPlanned, sendOffset: 0, status: 'pre-scheduled' } : row),
);

const followUpArbitrary: fc.Arbitrary<RawFollowUp> = fc.record({
  parent: fc.nat({ max: 20 }),
  kind: fc.nat({ max: 3 }),
  idealOffset: fc.integer({ min: -3, max: 5 }),
  sendOffset: fc.integer({ min: -10, max: 10 }),
  status,
  skipReason: fc.constantFrom('exclusion_window', 'suppressed', 'window_unknown', 'missed'),
  adjustment: fc.constantFrom(null, 'catch_up'),
  parentStatus: fc.constantFrom('sent', 'sent', 'delivered', 'Sent', null),
  parentAge: fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 10 }) },
    { weight: 1, arbitrary: fc.constantFrom(34, 35, 36, 41, 42, 43, 70, 71) },
  ),
});

export const rowsArbitrary: fc.Arbitrary<RawRows> = fc.record({
  rows: fc.array(rowArbitrary, { maxLength: 20, size: 'max' }),
  followUps: fc.array(followUpArbitrary, { maxLength: 4, size: 'max' }),
  behaviour: fc.array(behaviourArbitrary, { maxLength: 8, size: 'max' }),
});

/** The organisation with rows that resemble its plan, and with what its contacts did. */
export function addRows(organisation: OracleCase, raw: RawRows): OracleCase {
  const { world } = planPhases(organisation, { dailyCap: false });
  const plan = planByOracle(organisation, { dailyCap: false }).email_schedules;
  const rows: ScheduleRow[] = [];
  const mailsWithRow = new Set<number>();
  for (const one of raw.rows) {
    const mail = one.mail % Math.max(1, plan.length);
    if (mailsWithRow.has(mail) && !one.isExtra) continue;
    mailsWithRow.add(mail);
    rows.push(...buildRow(one, rows.length + 1, plan, world));
  }
  for (const one of raw.followUps) rows.push(...buildFollowUp(one, rows, world));
  return {
    ...organisation,
    tables: {
      ...organisation.tables,
      email_schedules: withoutDuplicateRows(rows),
      ...buildBehaviour(raw.behaviour, rows, organisation.tables.contacts, world),
    },
  };
}

function buildRow(raw: RawRow, id: number, plan: PlannedColumns[], world: World): ScheduleRow[] {
  const mail = plan[raw.mail % Math.max(1, plan.length)];
  if (mail === undefined) return [];
  const sendDay =
    raw.sendOffset === null ? parseRowDay(mail.scheduled_send_date) : world.today + raw.sendOffset;
  const isForeign = !['pre-scheduled', 'skipped'].includes(raw.status);
  return [
    {
      ...columnsOf(mail),
      // A row that went out under an id out of range would be followed up under that id: nobody says how.
      id: raw.isIdOutOfRange && !hasGoneOut(raw.status) ? -id : id,
      contact_id: raw.contact === 'gone' ? 999 : mail.contact_id,
      email_type: raw.emailType ?? mail.email_type,
      event_date: eventTextOf(raw, parseRowDay(mail.event_date)),
      ideal_send_date: formatDay(parseRowDay(mail.ideal_send_date) + raw.idealShift),
      scheduled_send_date: raw.dates === 'none' && isForeign ? 'some day' : formatDay(sendDay),
      status: raw.status,
      skip_reason: raw.status === 'skipped' ? raw.skipReason : null,
      adjustment: raw.adjustment,
      target_id: targetOf(raw, mail, world),
      actual_send_datetime:
        hasGoneOut(raw.status) && raw.dates !== 'none' ? sentTextOf(raw.sent, sendDay, world) : null,
    },
  ];
}

function eventTextOf({ dates, eventShift: shift }: RawRow, planned: number): string {
  switch (dates) {
    case 'sound':
      return formatDay(planned + shift);
    case 'with_time':
      return `${formatDay(planned + shift)} 00:00:00`;
    case 'no_event_date':
    case 'none':
      return 'no date';
    case 'empty_event_date':
      return '';
  }
}

function columnsOf(mail: PlannedColumns): PlannedColumns {
  const { id: _, ...columns } = mail as PlannedColumns & { id: number | null };
  return columns;
}

function targetOf(raw: RawRow, mail: PlannedColumns, world: World): number | null {
  if (mail.campaign_instance_id === null) return null;
  switch (raw.target) {
    case 'same':
      return mail.target_id;
    case 'null':
      return null;
    case 'gone':
      return 997;
    case 'another':
      return anotherTargetOf(mail, world);
  }
}

/** Another target of the same contact and instance, if there is one. */
function anotherTargetOf(mail: PlannedColumns, world: World): number | null {
  const targets = world.tables.contact_campaigns.filter(
    (target) =>
      target.contact_id === mail.contact_id &&
      target.campaign_instance_id === mail.campaign_instance_id &&
      target.id !== mail.target_id,
  );
  return targets[0]?.id ?? mail.target_id;
}

function hasGoneOut(status: string): boolean {
  return /sent|delivered/i.test(status);
}

function sentTextOf(sent: RawSent, sendDay: number, world: World): string | null {
  if (sent === null) return null;
  const instant = instantOf(sendDay + sent.lateDays, sent.hour * 3600 + 1800, 'UTC');
  return momentTextOf(instant, sent.form, world.config.timezone);
}

/**
 * A follow-up of one of the rows; that row is first made one that went out, if it is to be. The event date of a skipped
 * one was another: beside it there may be a pre-scheduled one, whose kind the next run may change to that of the skipped.
 */
function buildFollowUp(raw: RawFollowUp, rows: ScheduleRow[], world: World): ScheduleRow[] {
  const parent = rows[raw.parent % Math.max(1, rows.length)];
  if (parent === undefined || parent.parent_email_id !== null || parent.id < 1) return [];
  if (raw.parentStatus !== null) {
    const sentOn = formatDay(world.today - raw.parentAge);
    Object.assign(parent, { status: raw.parentStatus, skip_reason: null, actual_send_datetime: null });
    Object.assign(parent, { scheduled_send_date: sentOn });
  }
  const kind = followUpTypes[raw.kind] ?? 'followup_1_cold';
  const idealDay = (readDate(parent.scheduled_send_date) ?? world.today) + raw.idealOffset;
  return [
    {
      ...parent,
      id: rows.length + 1,
      email_type: kind,
      event_date:
        raw.status === 'skipped'
          ? formatDay((readDate(parent.event_date) ?? idealDay) + 1)
          : parent.event_date,
      ideal_send_date: formatDay(idealDay),
      scheduled_send_date: formatDay(world.today + raw.sendOffset),
      status: raw.status,
      skip_reason: raw.status === 'skipped' ? raw.skipReason : null,
      adjustment: raw.adjustment,
      priority: 50,
      target_id: null,
      parent_email_id: parent.id,
      email_template: kind,
      sms_template: null,
      actual_send_datetime: null,
    },
  ];
}

/** The unique identity of a row: (contact, type, event date, instance, target, parent). */
export function identityOf(row: PlannedColumns): string {
  return JSON.stringify([
    row.contact_id,
    row.email_type,
    row.event_date,
    row.campaign_instance_id,
    row.target_id,
    row.parent_email_id,
  ]);
}

/**
 * The first row of each identity, one pre-scheduled and one skipped follow-up of each initial row, and no follow-up
 * whose initial row was dropped for that.
 */
function withoutDuplicateRows(rows: ScheduleRow[]): ScheduleRow[] {
  const seen = new Set<string>();
  const kept = rows.filter((row) => {
    const isOwnedFollowUp =
      row.parent_email_id !== null && (row.status === 'pre-scheduled' || row.status === 'skipped');
    const keys = [identityOf(row), ...(isOwnedFollowUp ? [`${row.status} of ${row.parent_email_id}`] : [])];
    const isFirst = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isFirst;
  });
  return kept.filter(
    (row) => row.parent_email_id === null || kept.some(({ id }) => id === row.parent_email_id),
  );
}
