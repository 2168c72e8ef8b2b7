import { type Assignment, applyAssignments } from '../config/assignments.ts';
import type { ConfigurationValues } from '../config/configuration-layer.ts';
import { loadConfigurationFile } from '../config/load-configuration-file.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { readCurrentConfiguration } from '../settings/change-configuration.ts';
import {
  type ConfigurationReport,
  type StoreRequest,
  storeConfiguration,
} from '../settings/store-configuration.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A new configuration version: a file, or the version in force, with some keys set. */
export interface SetConfigurationRequest extends StoreRequest {
  /** A file that replaces the version in force; absent: that version is changed. */
  readonly file?: string | undefined;
  readonly assignments?: readonly Assignment[] | undefined;
}

function readContent(
  { file, assignments = [] }: SetConfigurationRequest,
  store: Store,
  session: Session,
): ConfigurationValues {
  const base =
    file === undefined
      ? readCurrentConfiguration(store, session.now())
      : loadConfigurationFile(resolvePath(session, file)).values;
  return applyAssignments(base, assignments);
}

/**
 * Makes a configuration version, or says what it would change (spec 3.2, "Versions").
 *
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY, NO_SUCH_FILE, BAD_DATE
 */
export async function setConfiguration(
  request: SetConfigurationRequest,
  session: Session,
): Promise<ConfigurationReport> {
  const mode = request.dryRun ? 'read-only' : 'read-write';
  return await useDatabase(session, request.database, mode, (store) =>
    storeConfiguration(session, store, readContent(request, store, session), request),
  );
}
