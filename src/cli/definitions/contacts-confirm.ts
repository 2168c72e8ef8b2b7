import { type CommandShape, defineCommand } from '../command-definition.ts';
import { byOption, databaseArgument, reportOptions } from './common-options.ts';

export const contactsConfirmShape = {
  arguments: {
    ...databaseArgument,
    contact: { name: 'ID', text: 'the contact whose id a deleted contact had before, issue `id_reused`' },
  },
  options: {
    same: {
      flags: '--same',
      kind: 'switch',
      text: 'it is the same person as before: the history counts',
    },
    new: {
      flags: '--new',
      kind: 'switch',
      text: 'it is another person: the contact gets a new id, and the history stays with the old one',
    },
    ...byOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const contactsConfirmDefinition = defineCommand({
  name: 'contacts confirm',
  summary: 'say whose history it is if the id of a deleted contact is used again',
  details:
    'If email and birth date show that the id belonged to another person, the contact gets no mail (issue and reason `id_reused`) until you confirm one of the two. With --new, targets, clicks and answers stay with the old id, too. The next run plans the contact.',
  examples: ['contacts confirm org.db 17 --same', 'contacts confirm org.db 17 --new'],
  ...contactsConfirmShape,
});
