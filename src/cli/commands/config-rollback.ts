import type { ConfigurationValues } from '../../config/configuration-layer.ts';
import { storedConfigurationLayer } from '../../config/stored-configuration-layer.ts';
import { requireVersion } from '../../settings/add-version.ts';
import { nameVersion } from '../../settings/stored-layers.ts';
import type { Store } from '../../store/store.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configRollbackShape } from '../definitions/config-rollback.ts';
import { useDatabase } from '../open-call-database.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderConfigurationChange, storeConfiguration } from '../store-configuration.ts';

/** 0 is what was before the first version: nothing. */
function readContent(store: Store, id: number): ConfigurationValues {
  if (id === 0) return {};
  const { configData } = requireVersion(store, 'configuration', id);
  return storedConfigurationLayer(configData, nameVersion('configuration', id)).values;
}

/** `sendwindow config rollback DB N` (spec 3.2, "Versions"). */
export async function configRollback(call: CommandCall<typeof configRollbackShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path, version } = call.arguments;
  const id = readNumberArgument(version, 'sendwindow config rollback', 'N');
  const change = await useDatabase(io, path, 'read-write', (store) =>
    storeConfiguration(io, store, readContent(store, id), { ...options, dryRun: false }),
  );
  io.stdout(renderConfigurationChange(path, change, { io, json: options.json, dryRun: false }));
  return 0;
}
