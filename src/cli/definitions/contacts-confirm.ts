import { type CommandShape, defineCommand } from '../command-definition.ts';
import { byOption, databaseArgument, reportOptions } from './common-options.ts';

export const contactsConfirmShape = {
  arguments: {
    ...databaseArgument,
    contact: { name: 'ID', text: 'the contact whose id has come back, issue `id_reused`' },
  },
  options: {
    same: {
      flags: '--same',
      kind: 'switch',
      text: 'it is the person who was deleted: the history is theirs',
    },
    new: {
      flags: '--new',
      kind: 'switch',
      text: 'it is somebody else: they get a new id, and the history stays with the old one',
    },
    ...byOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const contactsConfirmDefinition = defineCommand({
  name: 'contacts confirm',
  summary: 'say whose history it is where the id of a deleted contact has come back',
  details:
    'A contact whose id belonged to somebody else, as far as email and birth date tell, gets no mail (issue and reason `id_reused`) until this is said. With --new targets, clicks and answers stay under the old id, too. The next run plans the contact.',
  examples: ['contacts confirm org.db 17 --same', 'contacts confirm org.db 17 --new'],
  ...contactsConfirmShape,
});
