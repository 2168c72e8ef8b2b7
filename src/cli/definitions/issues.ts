import { contactForms } from '../../people/contact-forms.ts';
import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const issuesShape = {
  arguments: databaseArgument,
  options: {
    kind: {
      flags: '--kind <issue>',
      kind: 'text',
      text: 'list the contacts with this issue: missing_email, unknown_zip, ...',
    },
    contact: {
      flags: '--contact <contact>',
      kind: 'text',
      text: `list the issues of this contact: ${contactForms}`,
    },
    limit: {
      flags: '--limit <number>',
      kind: 'integer',
      minimum: 1,
      text: 'list at most this many (default: 20 in a table, all in CSV and JSON)',
    },
    csv: { flags: '--csv', kind: 'switch', text: 'print the list as CSV with a header line' },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const issuesDefinition = defineCommand({
  name: 'issues',
  summary: 'show the contacts with data problems, by kind',
  details:
    'Shows what the last run found, with what each kind means, what is allowed, and a line that corrects it.',
  examples: ['issues org.db', 'issues org.db --kind unknown_zip --csv'],
  ...issuesShape,
});
