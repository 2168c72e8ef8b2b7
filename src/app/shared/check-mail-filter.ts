import { checkWord } from '../../config/input/check-word.ts';
import { calendarTypes, followUpTypes } from '../../domain/mail/mail-event.ts';
import type { Store } from '../../store/store.ts';

/** The email types of the product (spec 1); campaigns add one for each campaign type. */
const ownTypes: readonly string[] = [...calendarTypes, ...followUpTypes];

/** The statuses of the planner and of senders (docs/senders.md). */
const knownStatuses = [
  'pre-scheduled',
  'skipped',
  'scheduled',
  'processing',
  'accepted',
  'sent',
  'delivered',
  'deferred',
  'failed',
  'bounced',
  'dropped',
  'cancelled',
];

/**
 * Refuses an email type or a status that is misspelt: neither known to the product nor found in any row. The rows are only
 * searched for a word that is not known.
 *
 * @throws SendwindowError BAD_USAGE
 */
export function checkMailFilter(
  store: Store,
  { type, status }: { readonly type?: string | undefined; readonly status?: string | undefined },
): void {
  const words = store.mailWords;
  if (type !== undefined) {
    const allowed = [...ownTypes, ...words.listCampaignTypes().map((name) => `campaign_${name}`)];
    if (!allowed.includes(type) && !words.hasType(type))
      checkWord({ where: 'schedule: type', text: type, allowed });
  }
  if (status === undefined || status === 'all' || knownStatuses.includes(status) || words.hasStatus(status))
    return;
  checkWord({ where: 'schedule: status', text: status, allowed: [...knownStatuses, 'all'] });
}
