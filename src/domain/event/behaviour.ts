import { readJsonObject } from '../arithmetic/json-object.ts';
import { normalizeDateTime } from '../calendar/run-clock.ts';
import type { FollowUpType } from '../mail/mail-event.ts';
import { toComparedText } from '../text/compared-text.ts';

/** A row of `tracking_clicks` as read; the time is a date-time as people write it (spec 2.2). */
export interface Click {
  readonly id: number;
  readonly at: string;
}

/** A row of `contact_events` of type `eligibility_answered` as read. */
export interface Answer {
  readonly id: number;
  readonly at: string;
  readonly metadata: string | null;
}

/** What a contact has done, of what counts for follow-ups (spec 2.8). */
export interface Behaviour {
  readonly clicks: readonly Click[];
  readonly answers: readonly Answer[];
}

export const noBehaviour: Behaviour = { clicks: [], answers: [] };

/** The kind of follow-up that a behaviour leads to, and the ids of what decided it; never a health answer. */
export interface BehaviourVerdict {
  readonly kind: FollowUpType;
  readonly clicked: boolean;
  readonly answered: boolean;
  readonly decidedBy: readonly number[];
}

const yes: ReadonlySet<unknown> = new Set(['true', 'yes', '1', 1, true]);

/** Forms send what was answered as text, too. */
const isYes = (value: unknown): boolean => yes.has(typeof value === 'string' ? toComparedText(value) : value);

const isAboveZero = (value: unknown): boolean =>
  (typeof value === 'number' || typeof value === 'string') && Number(value) > 0;

/** The answers name a medical condition or a yes to a main question; what cannot be read names none. */
function hasYes(answer: Answer): boolean {
  const { has_medical_conditions: conditions, main_questions_yes_count: count } = readJsonObject(
    answer.metadata,
  );
  return isYes(conditions) || isAboveZero(count);
}

/** What happened at that moment or later; what has no time that can be read does not count (spec 2.2). */
function happenedSince<T extends { readonly at: string }>(happenings: readonly T[], from: string): T[] {
  return happenings.filter(({ at }) => {
    const time = normalizeDateTime(at);
    return time !== undefined && time >= from;
  });
}

const ids = (events: readonly { readonly id: number }[]): number[] => events.map((event) => event.id);

/** Judges what a contact has done from a UTC date-time on (spec 2.8). */
export function judgeBehaviour(behaviour: Behaviour, from: string): BehaviourVerdict {
  const clicks = happenedSince(behaviour.clicks, from);
  const answers = happenedSince(behaviour.answers, from);
  const clicked = clicks.length > 0;
  const withYes = answers.filter(hasYes);
  if (withYes.length > 0) {
    return { kind: 'followup_4_hq_with_yes', clicked, answered: true, decidedBy: ids(withYes) };
  }
  if (answers.length > 0) {
    return { kind: 'followup_3_hq_no_yes', clicked, answered: true, decidedBy: ids(answers) };
  }
  const kind = clicked ? 'followup_2_clicked_no_hq' : 'followup_1_cold';
  return { kind, clicked, answered: false, decidedBy: ids(clicks) };
}
