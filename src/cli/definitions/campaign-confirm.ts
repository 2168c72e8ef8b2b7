import { type CommandShape, defineCommand } from '../command-definition.ts';
import { byOption, databaseArgument, reportOptions } from './common-options.ts';

export const campaignConfirmShape = {
  arguments: {
    ...databaseArgument,
    instance: { name: 'INSTANCE', text: 'the campaign instance: its id, or type/name' },
  },
  options: { ...byOption, ...reportOptions },
} as const satisfies CommandShape;

export const campaignConfirmDefinition = defineCommand({
  name: 'campaign confirm',
  summary: 'let an instance count whose id was another instance had before',
  details:
    'Mails and targets of a deleted instance are kept under its id. An instance that has come by the id under another type or name is not planned until this is said; then what was sent under the id counts as its own.',
  examples: ['campaign confirm org.db 3', 'campaign confirm org.db initial_blast/april'],
  ...campaignConfirmShape,
});
