import { contactForms } from '../../people/contact-forms.ts';
import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';

export const explainShape = {
  arguments: {
    ...databaseArgument,
    contact: { name: 'CONTACT', text: `a contact: ${contactForms}; one that is gone by its id` },
  },
  options: {
    run: {
      flags: '--run <run-id>',
      kind: 'text',
      text: 'explain what this run decided: with its configuration, its policy, its moment, and the contact as it was then',
    },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const explainDefinition = defineCommand({
  name: 'explain',
  summary: "tell one contact's year: windows, every mail, its verdict and why",
  details:
    'The timeline shows what a run would decide, the rule of the specification that decided, and each stored row with the run that wrote it. Where the stored plan differs from what a run would leave, it says so. Nothing is written. With --run, what has no history (campaigns, targets, suppressions) is taken as it is now.',
  examples: [
    'explain org.db 17',
    'explain org.db ann@example.com',
    'explain org.db 17 --as-of 2027-03-01 --json',
    'explain org.db 17 --run run-20270301T143000Z-3f9a2c1b',
  ],
  ...explainShape,
});
