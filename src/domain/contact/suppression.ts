import type { Suppression } from './contact.ts';

/** The addresses of `suppressions` (spec 2.2). */
export interface SuppressedAddresses {
  /** The reasons of all entries of an address, in compared form; empty: it is not listed. */
  reasonsOf(email: string): readonly string[];
}

/** What suppresses contacts (spec 2.2). */
export interface SuppressionList {
  readonly addresses: SuppressedAddresses;
  readonly statuses: ReadonlySet<string>;
}

const unsubscribed = 'unsubscribed';
const notSuppressed: readonly string[] = [];

/** The reasons for which a contact gets no mail: the address list's and the status, each by itself (spec 2.2). */
export function findSuppressions(email: string, status: string, list: SuppressionList): readonly string[] {
  const listed = list.addresses.reasonsOf(email);
  const byStatus = list.statuses.has(status);
  if (listed.length === 0 && !byStatus) return notSuppressed;
  return byStatus ? [...listed, status] : listed;
}

/** A contact whose only reason is `unsubscribed` still gets transactional mail (spec 2.4). */
export function toSuppression(reasons: readonly string[]): Suppression {
  if (reasons.length === 0) return 'none';
  return reasons.every((reason) => reason === unsubscribed) ? 'unsubscribed_only' : 'suppressed';
}
