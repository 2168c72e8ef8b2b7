import type { Suppression } from './contact.ts';
import type { SuppressedAddresses } from './suppressed-addresses.ts';

/** What suppresses contacts (spec 2.2). */
export interface SuppressionList {
  readonly addresses: SuppressedAddresses;
  readonly statuses: ReadonlySet<string>;
}

const unsubscribed = 'unsubscribed';
const notSuppressed: readonly string[] = [];

/** The reasons for which a contact gets no mail: the address list's and the status, each by itself (spec 2.2). */
export function findSuppressions(email: string, status: string, list: SuppressionList): readonly string[] {
  const listed = list.addresses.reasonOf(email);
  const byStatus = list.statuses.has(status);
  if (listed === undefined && !byStatus) return notSuppressed;
  const reasons: string[] = [];
  if (listed !== undefined) reasons.push(listed);
  if (byStatus) reasons.push(status);
  return reasons;
}

/** A contact whose only reason is `unsubscribed` still gets transactional mail (spec 2.4). */
export function toSuppression(reasons: readonly string[]): Suppression {
  if (reasons.length === 0) return 'none';
  return reasons.every((reason) => reason === unsubscribed) ? 'unsubscribed_only' : 'suppressed';
}
