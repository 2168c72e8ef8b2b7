import { type CommandShape, defineCommand } from '../command-definition.ts';
import { byOption, databaseArgument, reportOptions } from './common-options.ts';

export const holdShape = {
  arguments: databaseArgument,
  options: {
    reason: {
      flags: '--reason <text>',
      kind: 'text',
      required: true,
      text: 'why; shown with the hold',
    },
    ...byOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const holdDefinition = defineCommand({
  name: 'hold',
  summary: 'emergency stop: nothing may be sent until `release`',
  details: 'The view `sendable_emails`, which senders read, is empty from now on. Runs still plan.',
  examples: ['hold org.db --reason "wrong template in the January campaign"'],
  ...holdShape,
});
