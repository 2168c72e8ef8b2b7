import type { Configuration } from '../configuration.ts';
import { toComparedReason } from '../text/compared-text.ts';
import type { Suppression } from './contact.ts';

/** The addresses of `suppressions` (spec 2.2). */
export interface SuppressedAddresses {
  /** The reasons of all entries of an address, in compared form; empty: it is not listed. */
  reasonsOf(email: string): readonly string[];
}

/** What suppresses contacts (spec 2.2). Statuses are in compared form. */
export interface SuppressionList {
  readonly addresses: SuppressedAddresses;
  readonly suppressedStatuses: ReadonlySet<string>;
  readonly activeStatuses: ReadonlySet<string>;
  /** Those of {@link activeStatuses} that no list suppresses: a contact with one of these very texts is active. */
  readonly plainActiveStatuses: ReadonlySet<string>;
  /** `on_unknown_status` */
  readonly onUnknownStatus: 'withhold' | 'send';
}

/** What a contact's own status says. */
export type StatusVerdict = 'active' | 'suppressed' | 'unknown';

const toStatusSet = (statuses: readonly string[]): Set<string> => new Set(statuses.map(toComparedReason));

/** What suppresses contacts under a configuration. */
export function createSuppressionList(
  configuration: Pick<Configuration, 'suppressed_statuses' | 'active_statuses' | 'on_unknown_status'>,
  addresses: SuppressedAddresses,
): SuppressionList {
  const suppressedStatuses = toStatusSet(configuration.suppressed_statuses);
  const activeStatuses = toStatusSet(configuration.active_statuses);
  return {
    addresses,
    suppressedStatuses,
    activeStatuses,
    plainActiveStatuses: activeStatuses.difference(suppressedStatuses),
    onUnknownStatus: configuration.on_unknown_status,
  };
}

/** A contact's status in compared form; an absent or empty one reads as `active`. */
export function readStatus(status: string | null): string {
  const compared = toComparedReason(status ?? '');
  return compared === '' ? 'active' : compared;
}

/** Judges a status in compared form (spec 2.2). */
export function judgeStatus(status: string, list: SuppressionList): StatusVerdict {
  if (list.suppressedStatuses.has(status)) return 'suppressed';
  return list.activeStatuses.has(status) ? 'active' : 'unknown';
}

/** A contact whose only reason is `unsubscribed` still gets transactional mail (spec 2.4). */
export function toSuppression(reasons: readonly string[]): Suppression {
  if (reasons.length === 0) return 'none';
  return reasons.every((reason) => reason === 'unsubscribed') ? 'unsubscribed_only' : 'suppressed';
}
