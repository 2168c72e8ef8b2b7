import fc from 'fast-check';
import { readDate, readInstant } from './calendar.ts';
import type { ContactEventRow, ContactRow, ScheduleRow, TrackingClickRow } from './oracle-case.ts';
import { instantOf, type MomentForm, momentFormArbitrary, momentTextOf } from './random-clock.ts';
import type { World } from './world.ts';

export interface RawBehaviour {
  contact: number;
  offset: number;
  hour: number;
  /** Instead of the offset: within a second of the time at which a row of the contact went out. */
  around: { row: number; seconds: number } | null;
  form: MomentForm;
  kind: 'click' | 'page_view' | 'answer';
  metadata: string | null;
  isIdOutOfRange: boolean;
}

export const behaviourArbitrary: fc.Arbitrary<RawBehaviour> = fc.record({
  contact: fc.nat({ max: 11 }),
  offset: fc.integer({ min: -15, max: 2 }),
  hour: fc.constantFrom(0, 4, 5, 14, 23),
  around: fc.option(fc.record({ row: fc.nat({ max: 20 }), seconds: fc.constantFrom(-1, 0, 1) }), { freq: 2 }),
  form: momentFormArbitrary,
  kind: fc.constantFrom('click', 'page_view', 'answer', 'answer'),
  metadata: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom('{}', null, '{"has_medical_conditions": ', '[]', 'null', '"yes"'),
    },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(true, false, 'true', 'false', 'yes', 'no', '1', '0', 1, 0, null)
        .map(conditions),
    },
    { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, '0', '2', '10', '', 'many', null, -1, true).map(count) },
  ),
  isIdOutOfRange: fc.oneof(
    { weight: 30, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

function conditions(value: unknown): string {
  return JSON.stringify({ has_medical_conditions: value });
}

function count(value: unknown): string {
  return JSON.stringify({ has_medical_conditions: false, main_questions_yes_count: value });
}

/** Clicks and answers. Those of contacts that are gone stay in a database, too. */
export function buildBehaviour(
  raw: RawBehaviour[],
  rows: ScheduleRow[],
  contacts: ContactRow[],
  world: World,
): { tracking_clicks: TrackingClickRow[]; contact_events: ContactEventRow[] } {
  const clicks: TrackingClickRow[] = [];
  const events: ContactEventRow[] = [];
  for (const one of raw) {
    const near = one.around === null ? undefined : rows[one.around.row % Math.max(1, rows.length)];
    const contact_id = near?.contact_id ?? contacts[one.contact % contacts.length]?.id ?? 998;
    const instant =
      near === undefined
        ? instantOf(world.today + one.offset, one.hour * 3600 + 1800, 'UTC')
        : new Date(momentOf(near, world).getTime() + (one.around?.seconds ?? 0) * 1000);
    const time = momentTextOf(instant, one.form, world.config.timezone);
    const sign = one.isIdOutOfRange ? -1 : 1;
    if (one.kind === 'click') {
      clicks.push({ id: sign * (clicks.length + 1), contact_id, clicked_at: time });
    } else {
      const event_type = one.kind === 'answer' ? 'eligibility_answered' : 'page_view';
      const id = sign * (events.length + 1);
      events.push({ id, contact_id, event_type, metadata: one.metadata, created_at: time });
    }
  }
  return { tracking_clicks: clicks, contact_events: events };
}

/** When a row went out, or when its send date began where nobody noted that. */
function momentOf(row: ScheduleRow, world: World): Date {
  const sendDay = readDate(row.scheduled_send_date) ?? world.today;
  return readInstant(row.actual_send_datetime) ?? instantOf(sendDay, 0, world.config.timezone);
}
