import type { ConfigurationValues } from '../config/configuration-layer.ts';
import { storedConfigurationLayer } from '../config/stored-configuration-layer.ts';
import { requireVersion } from '../settings/add-version.ts';
import { type ConfigurationReport, storeConfiguration } from '../settings/store-configuration.ts';
import { nameVersion } from '../settings/stored-layers.ts';
import type { VersionChoice } from '../settings/version-stamp.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A configuration version whose content shall count again. */
export interface RollBackConfigurationRequest extends VersionChoice {
  readonly database: string;
  /** Its number; 0: what was before the first version, which is nothing. */
  readonly version: number;
}

function readContent(store: Store, id: number): ConfigurationValues {
  if (id === 0) return {};
  const { configData } = requireVersion(store, 'configuration', id);
  return storedConfigurationLayer(configData, nameVersion('configuration', id)).values;
}

/**
 * Makes a new version of an old one's content (spec 3.2, "Versions").
 *
 * @throws SendwindowError BAD_USAGE (no such version), BAD_CONFIGURATION, BAD_POLICY, BAD_DATE
 */
export async function rollBackConfiguration(
  { version, ...request }: RollBackConfigurationRequest,
  session: Session,
): Promise<ConfigurationReport> {
  return await useDatabase(session, request.database, 'read-write', (store) =>
    storeConfiguration(session, store, readContent(store, version), { ...request, dryRun: false }),
  );
}
