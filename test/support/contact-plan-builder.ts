import type { Contact } from '../../src/domain/contact/contact.ts';
import type { ContactPlan } from '../../src/domain/plan/plan-contact.ts';
import { buildContactState } from './contact-state-builder.ts';

/** The plan of contact 7, for whom nothing is planned. */
export function buildContactPlan(
  overrides: Partial<ContactPlan> = {},
  contact: Partial<Contact> = {},
): ContactPlan {
  return {
    id: contact.id ?? 7,
    state: buildContactState([], contact),
    mails: [],
    unplanned: [],
    leftovers: [],
    occupied: [],
    unplacedDates: [],
    issues: [],
    eventOfTarget: new Map(),
    ...overrides,
  };
}
