import type { ConfigurationLayer, ConfigurationValues } from './configuration-layer.ts';
import { findConfigurationProblems } from './find-configuration-problems.ts';
import { findSourceProblems } from './input/check-source.ts';
import { InvalidInputError } from './input/problem.ts';
import { readInputFile } from './input/read-input-file.ts';
import { readYamlSource } from './input/yaml-source.ts';
import { listLayerEntries } from './layer-entries.ts';

/**
 * Reads a configuration from YAML or JSON text (spec 3.2).
 *
 * @param name how messages and provenance call the text: `config.yaml`
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem
 */
export function parseConfiguration(text: string, name: string): ConfigurationLayer {
  const source = readYamlSource(text, name);
  const problems = findSourceProblems(source, name, findConfigurationProblems);
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
  const values = source.value as ConfigurationValues;
  const positions = listLayerEntries(values).map(
    ([key]) => [key, source.locate(key.split('.'), 'key')] as const,
  );
  return { source: name, values, positions: new Map(positions) };
}

/**
 * Reads a configuration file (spec 3.2): YAML or JSON, UTF-8, at most 1 MiB, not empty.
 *
 * @throws SendwindowError BAD_CONFIGURATION with a line for each problem; NO_SUCH_FILE; BAD_USAGE if it cannot be read
 */
export const loadConfigurationFile = (path: string): ConfigurationLayer =>
  parseConfiguration(readInputFile(path, 'BAD_CONFIGURATION'), path);
