import type { Configuration } from '../domain/configuration.ts';
import { toComparedReason } from '../domain/text/compared-text.ts';

/** Statuses in both lists, and lists that would mail contacts who unsubscribed, or no contact. Each line starts with a code. */
export function listStatusWarnings(configuration: Configuration): string[] {
  const suppressed = new Set(configuration.suppressed_statuses.map(toComparedReason));
  const active = new Set(configuration.active_statuses.map(toComparedReason));
  const warnings: string[] = [];
  const both = [...active].filter((status) => suppressed.has(status));
  if (both.length > 0) {
    warnings.push(
      `STATUS_IN_BOTH_LISTS: ${both.join(', ')} is in active_statuses and in suppressed_statuses; such contacts get no mail; remove it from one list`,
    );
  }
  const withholds = configuration.on_unknown_status === 'withhold';
  if (!active.has('active') && !suppressed.has('active') && withholds) {
    warnings.push(
      'ACTIVE_IS_UNKNOWN: active_statuses lacks active; a contact without a status counts as active and gets no mail; add active',
    );
  }
  const unknownIsSent = !withholds || active.has('unsubscribed');
  if (!suppressed.has('unsubscribed') && unknownIsSent) {
    warnings.push(
      'UNSUBSCRIBED_GETS_MAIL: suppressed_statuses lacks unsubscribed; contacts with that status get mail; add unsubscribed',
    );
  }
  return warnings;
}
