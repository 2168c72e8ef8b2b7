import type { ConfigurationLayer } from './configuration-layer.ts';
import { parseConfiguration } from './load-configuration-file.ts';

/**
 * The layer of a configuration version (spec 3.2): the `config_data` of a row of `config_versions`.
 *
 * @param source how messages and provenance call it: `config version 3`
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem; an older product may have stored what this
 * one refuses
 */
export function storedConfigurationLayer(configData: string, source: string): ConfigurationLayer {
  const { values } = parseConfiguration(configData, source);
  // Lines and columns of a stored text say nothing to anybody: provenance is the version itself.
  return { source, values };
}
