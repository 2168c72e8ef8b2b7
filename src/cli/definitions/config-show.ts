import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';

export const configShowShape = {
  arguments: databaseArgument,
  options: { ...asOfOption, ...configOption, ...organisationOptions, ...reportOptions },
} as const satisfies CommandShape;

export const configShowDefinition = defineCommand({
  name: 'config show',
  summary: 'show every value that is in force, and where it comes from',
  details:
    'Later layers win: built-in default, size profile, configuration version, policy version, the columns of the organisation, its config_overrides, --config, environment (SENDWINDOW_...), flags. Secrets are never shown.',
  examples: [
    'config show org.db',
    'config show org.db --config sendwindow.yaml --json',
    'config show org.db --central central.db --org 206',
  ],
  ...configShowShape,
});
