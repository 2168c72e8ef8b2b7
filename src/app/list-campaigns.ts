import type { CampaignInstanceRow, CampaignTypeRow } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** An instance, and how many contacts it has enrolled. */
export interface ListedInstance extends CampaignInstanceRow {
  /** Targets by status. */
  readonly targets: Readonly<Record<string, number>>;
}

/** The campaigns of a database. */
export interface CampaignList {
  readonly types: readonly CampaignTypeRow[];
  readonly instances: readonly ListedInstance[];
}

function readCampaigns(store: Store): CampaignList {
  const { campaigns, targets } = store;
  const counts = new Map<number, Record<string, number>>();
  for (const { instanceId, status, targets: count } of targets.countByStatus()) {
    counts.set(instanceId, { ...counts.get(instanceId), [status]: count });
  }
  const instances = campaigns.listInstances().map((row) => ({ ...row, targets: counts.get(row.id) ?? {} }));
  return { types: campaigns.listTypes(), instances };
}

/** Campaign types and instances (spec 4.2). */
export const listCampaigns = (
  { database }: { readonly database: string },
  session: Session,
): Promise<CampaignList> => useDatabase(session, database, 'read-only', readCampaigns);
