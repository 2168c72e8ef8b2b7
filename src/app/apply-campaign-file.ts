import { applyCampaignFile as applyToStore } from '../campaign/apply-campaign-file.ts';
import type { CampaignApplyReport } from '../campaign/campaign-apply-report.ts';
import { CampaignProblems } from '../campaign/campaign-problem.ts';
import { readCampaignFile } from '../campaign/read-campaign-file.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A campaign file (docs/campaigns.md), and how it is applied. */
export interface ApplyCampaignFileRequest {
  readonly database: string;
  /** The path of the file. */
  readonly file: string;
  /** Say what would be done, and write nothing. */
  readonly dryRun?: boolean | undefined;
  /** A target with a new date is one more, not a corrected one. */
  readonly additional?: boolean | undefined;
}

/**
 * Brings campaign types, instances and targets of a database in step with a file: nothing at all if the file has a
 * mistake. Applying the same file again changes nothing.
 *
 * @throws SendwindowError BAD_CAMPAIGN_FILE, NO_SUCH_FILE
 */
export async function applyCampaignFile(
  { database, file, dryRun = false, additional = false }: ApplyCampaignFileRequest,
  session: Session,
): Promise<CampaignApplyReport> {
  const problems = new CampaignProblems();
  const content = await readCampaignFile(resolvePath(session, file), problems);
  const options = { now: formatDateTime(session.now()), dryRun, additional };
  const applied = await useDatabase(session, database, dryRun ? 'read-only' : 'read-write', (store) =>
    applyToStore(store, content, problems, options),
  );
  return { file, database, dry_run: dryRun, ...applied };
}
