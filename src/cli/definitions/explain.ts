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
    contact: { name: 'CONTACT', text: `a contact: ${contactForms}; a deleted contact only by its id` },
  },
  options: {
    run: {
      flags: '--run <run-id>',
      kind: 'text',
      text: 'explain what this run decided, with the configuration, policy, time and contact data of that run',
    },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const explainDefinition = defineCommand({
  name: 'explain',
  summary: "explain one contact's year: windows, every mail, its verdict and why",
  details:
    'The timeline shows what a run would decide, the rule of the specification that decided, and each stored row with the run that wrote it. It says where the stored plan differs from what a run would write. Writes nothing. With --run, campaigns, targets and suppressions are used as they are now, because they have no history.',
  examples: [
    'explain org.db 17',
    'explain org.db ann@example.com',
    'explain org.db 17 --as-of 2027-03-01 --json',
    'explain org.db 17 --run run-20270301T143000Z-3f9a2c1b',
  ],
  ...explainShape,
});
