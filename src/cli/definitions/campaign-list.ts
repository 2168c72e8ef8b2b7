import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const campaignListShape = {
  arguments: databaseArgument,
  options: reportOptions,
} as const satisfies CommandShape;

export const campaignListDefinition = defineCommand({
  name: 'campaign list',
  summary: 'show the campaign types and instances, with their targets by status',
  examples: ['campaign list org.db'],
  ...campaignListShape,
});
