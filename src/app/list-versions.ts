import { type ReportedVersion, reportVersion } from '../settings/report-version.ts';
import type { ConfigType } from '../store/config-versions.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Of which database, and of what. */
export interface ListVersionsRequest {
  readonly database: string;
  readonly type: ConfigType;
}

/** Versions, the newest first. */
export interface VersionList {
  readonly database: string;
  readonly versions: readonly ReportedVersion[];
}

/** Lists the versions of the configuration or of the policy (spec 3.2, "Versions"). */
export async function listVersions(
  { database, type }: ListVersionsRequest,
  session: Session,
): Promise<VersionList> {
  const versions = await useDatabase(session, database, 'read-only', (store) =>
    store.configVersions.listVersions(type),
  );
  return { database, versions: versions.map(reportVersion) };
}
