import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';

export const policyVersionsShape = {
  arguments: { db: { name: 'DB', text: 'the org database or the central database, a SQLite file' } },
  options: reportOptions,
} as const satisfies CommandShape;

export const policyVersionsDefinition = defineCommand({
  name: 'policy versions',
  summary: 'list the versions of the exclusion policy, the newest first',
  details: 'With --json, the content of each version is included.',
  examples: ['policy versions org.db'],
  ...policyVersionsShape,
});
