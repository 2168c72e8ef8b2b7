import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { userVariable } from '../config/user-variable.ts';
import type { Caller } from './caller.ts';

/** What a request says of the configuration. */
export interface ConfigurationChoice {
  /** A configuration file on top of what the database holds. */
  readonly config?: string | undefined;
  /** `horizon_days`. */
  readonly horizon?: number | undefined;
}

const variablePrefix = 'SENDWINDOW_';

async function fileLayer(caller: Caller, path: string): Promise<ConfigurationLayer> {
  const { loadConfigurationFile } = await import('../config/load-configuration-file.ts');
  return loadConfigurationFile(resolvePath(caller, path));
}

async function requestLayer(horizon: number): Promise<ConfigurationLayer> {
  const { createPlacedLayer } = await import('../config/create-placed-layer.ts');
  return createPlacedLayer('flags', [{ key: 'horizon_days', value: horizon, place: '--horizon' }]);
}

/**
 * The configuration layers that a request brings (spec 3.2), lower first: file, environment, the request itself. What
 * reads and checks them takes longer to load than a small command takes to run, so it is loaded only where a layer is
 * there.
 *
 * @throws SendwindowError BAD_CONFIGURATION, NO_SUCH_FILE, BAD_USAGE
 */
export async function collectLayers(
  caller: Caller,
  { config, horizon }: ConfigurationChoice,
): Promise<ConfigurationLayer[]> {
  const layers: ConfigurationLayer[] = [];
  if (config !== undefined) layers.push(await fileLayer(caller, config));
  if (Object.keys(caller.env).some((name) => name.startsWith(variablePrefix) && name !== userVariable)) {
    const { environmentLayer } = await import('../config/environment-layer.ts');
    layers.push(environmentLayer(caller.env));
  }
  if (horizon !== undefined) layers.push(await requestLayer(horizon));
  return layers;
}
