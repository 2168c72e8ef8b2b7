import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';

export const configVersionsShape = {
  arguments: { db: { name: 'DB', text: 'the org database or the central database, a SQLite file' } },
  options: reportOptions,
} as const satisfies CommandShape;

export const configVersionsDefinition = defineCommand({
  name: 'config versions',
  summary: 'list the configuration versions, the newest first',
  details: 'With --json, the content of each version is included.',
  examples: ['config versions org.db'],
  ...configVersionsShape,
});
