import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import { userVariable } from '../config/user-variable.ts';
import type { Io } from './io.ts';
import { resolvePath } from './open-call-database.ts';

/** The flags that are configuration. */
export interface ConfigurationFlags {
  /** `--config` */
  readonly config?: string | undefined;
  /** `--horizon`: days. */
  readonly horizon?: number | undefined;
}

const variablePrefix = 'SENDWINDOW_';

async function fileLayer(io: Io, path: string): Promise<ConfigurationLayer> {
  const { loadConfigurationFile } = await import('../config/load-configuration-file.ts');
  return loadConfigurationFile(resolvePath(io, path));
}

async function flagLayer(horizon: number): Promise<ConfigurationLayer> {
  const { createPlacedLayer } = await import('../config/create-placed-layer.ts');
  return createPlacedLayer('flags', [{ key: 'horizon_days', value: horizon, place: '--horizon' }]);
}

/**
 * The configuration layers that a call brings (spec 3.2), lower first: `--config` file, environment, flags. What reads
 * and checks them takes longer to load than a small command takes to run, so it is loaded only where a layer is there.
 *
 * @throws SendwindowError BAD_CONFIGURATION, NO_SUCH_FILE, BAD_USAGE
 */
export async function collectLayers(io: Io, flags: ConfigurationFlags): Promise<ConfigurationLayer[]> {
  const layers: ConfigurationLayer[] = [];
  if (flags.config !== undefined) layers.push(await fileLayer(io, flags.config));
  if (Object.keys(io.env).some((name) => name.startsWith(variablePrefix) && name !== userVariable)) {
    const { environmentLayer } = await import('../config/environment-layer.ts');
    layers.push(environmentLayer(io.env));
  }
  if (flags.horizon !== undefined) layers.push(await flagLayer(flags.horizon));
  return layers;
}
