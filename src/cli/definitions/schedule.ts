import { contactForms } from '../../people/contact-forms.ts';
import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';

export const scheduleShape = {
  arguments: databaseArgument,
  options: {
    from: { flags: '--from <date>', kind: 'date', text: 'first send date, YYYY-MM-DD' },
    to: { flags: '--to <date>', kind: 'date', text: 'last send date, YYYY-MM-DD' },
    type: {
      flags: '--type <email-type>',
      kind: 'text',
      text: 'only this email type: birthday, campaign_rate_increase, ...',
    },
    status: {
      flags: '--status <status>',
      kind: 'text',
      text: 'only this status: pre-scheduled, skipped, sent, ...; `all` for any (default: pre-scheduled; with --contact: all)',
    },
    contact: { flags: '--contact <contact>', kind: 'text', text: `only this contact: ${contactForms}` },
    limit: {
      flags: '--limit <number>',
      kind: 'integer',
      minimum: 1,
      text: 'at most this many (default: 100 in a table, all in CSV and JSON)',
    },
    due: {
      flags: '--due',
      kind: 'switch',
      text: 'what a sender may send today: the rows of `sendable_emails` dated today',
    },
    csv: { flags: '--csv', kind: 'switch', text: 'print CSV with a header line instead of a table' },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const scheduleDefinition = defineCommand({
  name: 'schedule',
  summary: 'list and filter the planned mails',
  details:
    'Ordered by send date. --as-of and --config set what today is, for --due only. In CSV, an apostrophe is put before a text that a spreadsheet would read as a formula.',
  examples: [
    'schedule org.db --due --csv',
    'schedule org.db --contact 17',
    'schedule org.db --from 2027-01-01 --to 2027-01-31 --type birthday --json',
  ],
  ...scheduleShape,
});
