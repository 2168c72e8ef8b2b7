import { type CommandShape, defineCommand } from '../command-definition.ts';
import { byOption, databaseArgument, reportOptions } from './common-options.ts';

export const releaseShape = {
  arguments: databaseArgument,
  options: { ...byOption, ...reportOptions },
} as const satisfies CommandShape;

export const releaseDefinition = defineCommand({
  name: 'release',
  summary: 'end every hold: senders may send again',
  details: 'The table holds records who ended a hold, and when.',
  examples: ['release org.db'],
  ...releaseShape,
});
