import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';

export const orgListShape = {
  arguments: { central: { name: 'CENTRAL', text: 'the central database, a SQLite file (made by `init`)' } },
  options: reportOptions,
} as const satisfies CommandShape;

export const orgListDefinition = defineCommand({
  name: 'org list',
  summary: 'list the organisations of the central database',
  examples: ['org list central.db'],
  ...orgListShape,
});
