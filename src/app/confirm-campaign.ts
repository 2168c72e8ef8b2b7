import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { NamedInstance } from '../store/confirmations.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A campaign instance whose id another one had before (spec 2.2, "Whose history?"). */
export interface ConfirmCampaignRequest {
  readonly database: string;
  /** Its id, or `type/name`. */
  readonly instance: string;
  /** Default: who works in the session. */
  readonly by?: string | undefined;
}

/** Which instance counts now. */
export interface ConfirmCampaignReport {
  readonly database: string;
  readonly instance: number;
  readonly campaign_type: string;
  readonly instance_name: string;
}

function confirm(store: Store, request: ConfirmCampaignRequest, session: Session): NamedInstance {
  const { database, instance, by } = request;
  const { confirmations } = store;
  const found = confirmations.findInstance(instance.trim());
  if (found === undefined) {
    throw new SendwindowError(
      'NO_SUCH_INSTANCE',
      `${database}: there is no campaign instance ${JSON.stringify(instance)}; name its id or type/name, see \`sendwindow campaign list\``,
    );
  }
  const confirmation = { by: by ?? session.who, at: formatDateTime(session.now()) };
  if (confirmations.confirmInstance(found.id, confirmation) > 0) return found;
  throw new SendwindowError(
    'NOTHING_TO_CONFIRM',
    `${database}: no other instance had the id ${found.id} before, so there is nothing to confirm; nothing was changed`,
  );
}

/** @throws SendwindowError NO_SUCH_INSTANCE, NOTHING_TO_CONFIRM */
export async function confirmCampaign(
  request: ConfirmCampaignRequest,
  session: Session,
): Promise<ConfirmCampaignReport> {
  const { database } = request;
  const { id, campaignType, instanceName } = await useDatabase(session, database, 'read-write', (store) =>
    store.transaction(() => confirm(store, request, session)),
  );
  return { database, instance: id, campaign_type: campaignType, instance_name: instanceName };
}
