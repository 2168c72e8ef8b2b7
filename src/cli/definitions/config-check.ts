import { type CommandShape, defineCommand } from '../command-definition.ts';
import { asOfOption, reportOptions } from './common-options.ts';

export const configCheckShape = {
  arguments: { file: { name: 'FILE', text: 'a configuration file, YAML or JSON' } },
  options: { ...asOfOption, ...reportOptions },
} as const satisfies CommandShape;

export const configCheckDefinition = defineCommand({
  name: 'config check',
  summary: 'check a configuration file',
  details:
    'Lists all problems at once, each with its line and column. Exit code 2 if there is one; warnings do not change the exit code.',
  examples: ['config check sendwindow.yaml'],
  ...configCheckShape,
});
