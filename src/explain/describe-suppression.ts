import type { Contact } from '../domain/contact/contact.ts';
import { shorten } from './explain-subject.ts';

/** A reason in words, where the word itself does not say enough. */
function describeReason(reason: string, contact: Contact): string {
  switch (reason) {
    case 'unknown_status':
      return 'unknown_status (its status is in neither active_statuses nor suppressed_statuses)';
    case 'duplicate':
      return `duplicate (the same email and dates as contact ${contact.duplicateOf})`;
    case 'id_reused':
      return 'id_reused (its id belonged to another person: sendwindow contacts confirm)';
    default:
      return shorten(reason);
  }
}

/** Why a contact is suppressed (spec 2.2): `The contact is suppressed: bounced.` */
export function describeSuppression(contact: Contact): string {
  const reasons = contact.suppressedBy
    .filter((reason) => reason !== '')
    .map((reason) => describeReason(reason, contact));
  return `The contact is suppressed${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}.`;
}
