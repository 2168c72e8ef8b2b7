import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';

export const orgShowShape = {
  arguments: {
    central: { name: 'CENTRAL', text: 'the central database, a SQLite file (made by `init`)' },
    id: { name: 'ID', text: 'the id of the organisation' },
  },
  options: reportOptions,
} as const satisfies CommandShape;

export const orgShowDefinition = defineCommand({
  name: 'org show',
  summary: 'show the settings of an organisation',
  details: 'To see what is in force, all layers together: config show DB --central CENTRAL --org ID.',
  examples: ['org show central.db 206'],
  ...orgShowShape,
});
