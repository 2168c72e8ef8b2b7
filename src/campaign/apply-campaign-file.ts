import type { Store } from '../store/store.ts';
import type { CampaignApplyReport } from './campaign-apply-report.ts';
import type { CampaignFile } from './campaign-file.ts';
import type { CampaignProblems } from './campaign-problem.ts';
import { CampaignComparison } from './compare-campaign-file.ts';

/** How a campaign file is applied. */
export interface CampaignApplyOptions {
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  /** Say what would be done, and write nothing. */
  readonly dryRun: boolean;
  /** A target with a new date is one more, not a corrected one. */
  readonly additional: boolean;
}

function writeComparison(store: Store, { types, instances }: CampaignComparison, now: string): void {
  const campaigns = store.campaigns;
  const targets = store.targets;
  for (const { result, row } of types) {
    if (result === 'added') campaigns.insertType(row, now);
    if (result === 'changed') campaigns.updateType(row, now);
  }
  for (const { result, row, newTargets, allMoves } of instances) {
    if (result === 'changed') campaigns.updateInstance(row, now);
    const instanceId = result === 'added' ? campaigns.insertInstance(row, now) : row.id;
    for (const { target_id: id, to } of allMoves) targets.moveTarget(id, to, now);
    for (const target of newTargets) targets.insertTarget({ ...target, instanceId }, now);
  }
}

/**
 * Brings campaign types, instances and targets of a database in step with a file (docs/campaigns.md): in one
 * transaction, nothing at all if the file has a mistake. Applying the same file again changes nothing.
 *
 * @param problems what reading the file has found; its mistakes against the database are added
 * @throws SendwindowError BAD_CAMPAIGN_FILE
 */
export function applyCampaignFile(
  store: Store,
  file: CampaignFile,
  problems: CampaignProblems,
  { now, dryRun, additional }: CampaignApplyOptions,
): Pick<CampaignApplyReport, 'types' | 'instances' | 'warnings'> {
  const compare = (): CampaignComparison => {
    const comparison = new CampaignComparison(store, file, problems, additional);
    problems.refuse();
    if (!dryRun) writeComparison(store, comparison, now);
    return comparison;
  };
  const { types, instances, warnings } = dryRun ? compare() : store.transaction(compare);
  return {
    types: types.map(({ row: _row, ...type }) => type),
    instances: instances.map(({ row: _row, newTargets: _new, allMoves: _moves, ...instance }) => instance),
    warnings,
  };
}
