import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import type { MailEvent } from '../domain/mail/mail-event.ts';
import type { BehaviourSeen } from './contact-explanation.ts';

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** What decided the kind of a follow-up (spec 2.8), from the metadata that its row gets; never a health answer. */
export function findBehaviourSeen(event: MailEvent): BehaviourSeen | null {
  if (event.kind !== 'followup') return null;
  const metadata = readJsonObject(event.metadata);
  const behaviour = metadata['followup_behavior'] as {
    clicked: boolean;
    answered: boolean;
    decided_by: unknown[];
  };
  return {
    initial_row_id: event.parentId as number,
    initial_email_type: String(metadata['initial_email_type']),
    clicked: behaviour.clicked,
    answered: behaviour.answered,
    decided_by: behaviour.decided_by.filter(isNumber),
  };
}

const list = (ids: readonly number[]): string =>
  ids.length > 5 ? `${ids.slice(0, 5).join(', ')}, ...` : ids.join(', ');

/** `Since then: clicked (click 33), health questions not answered.` */
export function describeBehaviour(seen: BehaviourSeen): string {
  const { clicked, answered, decided_by: ids } = seen;
  if (answered) {
    const click = clicked ? 'clicked, ' : '';
    return `Since then: ${click}health questions answered (event ${list(ids)}).`;
  }
  if (clicked) return `Since then: clicked (click ${list(ids)}), health questions not answered.`;
  return 'Since then: no click, no health questions answered.';
}
