import fc from 'fast-check';
import { formatDay, parseRowDay } from './calendar.ts';
import { type OracleOptions, planByOracle, planPhases } from './oracle.ts';
import type {
  CampaignInstanceRow,
  ContactRow,
  OracleCase,
  OracleTables,
  ScheduleRow,
} from './oracle-case.ts';
import {
  buildTarget,
  type RawTarget,
  targetArbitrary,
  triggerArbitrary,
  triggerTextOf,
  withoutDuplicateTargets,
} from './random-campaigns.ts';
import { asOfOf, databaseTextOf, instantOf, type RawClock } from './random-clock.ts';
import { contactArbitrary, dateTextOf, emailOf, type RawContact } from './random-contacts.ts';
import { behaviourArbitrary, buildBehaviour, type RawBehaviour } from './random-rows.ts';

/** What happens from one run to the next. */
interface RawPeriod {
  days: number;
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
}

type RawChange =
  | {
      kind: 'contact';
      contact: number;
      column: 'birthDate' | 'effectiveDate' | 'zip' | 'email' | 'status';
      from: RawContact;
    }
  | { kind: 'delete_contact'; contact: number }
  | { kind: 'retarget'; target: number; trigger: RawTarget['trigger'] }
  | { kind: 'delete_target'; target: number }
  | { kind: 'suppress'; contact: number; reason: string }
  | { kind: 'reschedule'; instance: number; start: number | null; length: number | null }
  | { kind: 'type'; type: number; active: boolean; priority: number };

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
  ),
  hour: fc.constantFrom(null, 0, 4, 5, 14, 23),
});

const index = fc.nat({ max: 13 });

const changeArbitrary: fc.Arbitrary<RawChange> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('contact' as const),
      contact: index,
      column: fc.constantFrom('birthDate', 'effectiveDate', 'zip', 'email', 'status'),
      from: contactArbitrary,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete_contact' as const), contact: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('retarget' as const),
      target: index,
      trigger: triggerArbitrary,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete_target' as const), target: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('suppress' as const),
      contact: index,
      reason: fc.constantFrom('unsubscribed', 'complained'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reschedule' as const),
      instance: fc.nat({ max: 4 }),
      start: fc.constantFrom(null, -10, 0, 3, 30),
      length: fc.constantFrom(null, 0, 20, 90),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      type: fc.nat({ max: 4 }),
      active: fc.boolean(),
      priority: fc.constantFrom(1, 5, 60),
    }),
  },
);

const periodArbitrary: fc.Arbitrary<RawPeriod> = fc.record({
  days: fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 45 }),
    fc.constantFrom(90, 200, 365),
  ),
  timeOfDay: fc.constantFrom('midnight', 'second_before', 'at_send_time', 'evening'),
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
    const nextDay = today + period.days;
    const sent = {
      ...planned,
      email_schedules: afterSending(planned.email_schedules, today, nextDay, period.sender),
    };
    today = nextDay;
    const changed = afterTargets(
      period.changes.reduce((tables, change) => afterChange(tables, change, today), sent),
      period.targets,
      today,
    );
    lived = {
      ...lived,
      as_of: asOfOf({ ...clock, today, timeOfDay: period.days === 0 ? 'last_second' : period.timeOfDay }),
      tables: changed,
    };
    lived = { ...lived, tables: afterBehaviour(lived, period.behaviour) };
  }
  return lived;
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
function afterSending(rows: ScheduleRow[], from: number, to: number, sender: RawSending[]): ScheduleRow[] {
  let turn = 0;
  return rows.map((row) => {
    const day = parseRowDay(row.scheduled_send_date);
    if (row.status !== 'pre-scheduled' || day < from || day > to) return row;
    const sending = sender[turn++ % sender.length];
    if (sending === undefined || sending.status === null) return row;
    const hasTime = sending.hour !== null && (sending.status === 'sent' || sending.status === 'delivered');
    const time = hasTime ? databaseTextOf(instantOf(day, (sending.hour ?? 0) * 3600 + 1800, 'UTC')) : null;
    return { ...row, status: sending.status, actual_send_datetime: time };
  });
}

function afterChange(tables: OracleTables, change: RawChange, today: number): OracleTables {
  switch (change.kind) {
    case 'contact':
      return {
        ...tables,
        contacts: tables.contacts.map((row, at) =>
          at === change.contact % tables.contacts.length ? changeContact(row, change, today) : row,
        ),
      };
    case 'delete_contact':
      if (tables.contacts.length === 1) return tables;
      return {
        ...tables,
        contacts: tables.contacts.filter((_, at) => at !== change.contact % tables.contacts.length),
      };
    case 'retarget':
      return {
        ...tables,
        contact_campaigns: withoutDuplicateTargets(
          tables.contact_campaigns.map((row, at) =>
            at === change.target ? { ...row, trigger_date: triggerTextOf(change.trigger, today) } : row,
          ),
        ),
      };
    case 'delete_target':
      return {
        ...tables,
        contact_campaigns: tables.contact_campaigns.filter((_, at) => at !== change.target),
      };
    case 'reschedule':
      return {
        ...tables,
        campaign_instances: tables.campaign_instances.map((row, at) =>
          at === change.instance ? reschedule(row, change.start, change.length, today) : row,
        ),
      };
    case 'type':
      return {
        ...tables,
        campaign_types: tables.campaign_types.map((row, at) =>
          at === change.type ? { ...row, active: Number(change.active), priority: change.priority } : row,
        ),
      };
    case 'suppress': {
      const email = tables.contacts[change.contact % tables.contacts.length]?.email;
      if (!email || tables.suppressions.some((row) => row.email === email)) return tables;
      return { ...tables, suppressions: [...tables.suppressions, { email, reason: change.reason }] };
    }
  }
}

function reschedule(
  row: CampaignInstanceRow,
  start: number | null,
  length: number | null,
  today: number,
): CampaignInstanceRow {
  return {
    ...row,
    active_start_date: start === null ? null : formatDay(today + start),
    active_end_date: length === null ? null : formatDay(today + (start ?? 0) + length),
  };
}

function changeContact(row: ContactRow, change: RawChange & { kind: 'contact' }, today: number): ContactRow {
  switch (change.column) {
    case 'birthDate':
      return { ...row, birth_date: dateTextOf(change.from.birthDate, today) };
    case 'effectiveDate':
      return { ...row, effective_date: dateTextOf(change.from.effectiveDate, today) };
    case 'zip':
      return { ...row, zip_code: change.from.zip };
    case 'email':
      return { ...row, email: emailOf(change.from, row.id) };
    case 'status':
      return { ...row, status: change.from.status };
  }
}

function afterTargets(tables: OracleTables, raw: RawTarget[], today: number): OracleTables {
  let nextId = Math.max(0, ...tables.contact_campaigns.map(({ id }) => id)) + 1;
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
    tracking_clicks: [...tables.tracking_clicks, ...tracking_clicks].map((row, at) => ({
      ...row,
      id: at + 1,
    })),
    contact_events: [...tables.contact_events, ...contact_events].map((row, at) => ({ ...row, id: at + 1 })),
  };
}
