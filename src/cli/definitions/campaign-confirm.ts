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
  summary: 'confirm a campaign instance whose id a deleted instance had before',
  details:
    'Mails and targets of a deleted instance are kept under its id. If another instance, of another type or name, gets that id, it is not planned until you confirm it. After that, mail sent under the id counts for the new instance.',
  examples: ['campaign confirm org.db 3', 'campaign confirm org.db initial_blast/april'],
  ...campaignConfirmShape,
});
