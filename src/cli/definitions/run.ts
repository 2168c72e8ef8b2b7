import { contactForms } from '../../people/contact-forms.ts';
import { type CommandShape, defineCommand } from '../command-definition.ts';
import { asOfOption, configOption, organisationOptions, reportOptions } from './common-options.ts';

export const runShape = {
  arguments: {
    db: { name: 'DB', optional: true, text: 'the org database, a SQLite file; not needed with --central' },
  },
  options: {
    dryRun: { flags: '--dry-run', kind: 'switch', text: 'plan and report, and write nothing at all' },
    replan: {
      flags: '--replan',
      kind: 'switch',
      text: 'place every mail again, instead of keeping the dates it already has',
    },
    horizon: {
      flags: '--horizon <days>',
      kind: 'integer',
      text: 'how far ahead to plan, in days (default: horizon_days of the configuration)',
    },
    contact: {
      flags: '--contact <contact>',
      kind: 'texts',
      text: `plan this contact only: ${contactForms}; repeat it for several`,
    },
    backup: { flags: '--no-backup', kind: 'switch', text: 'do not back up before the first write' },
    checkpoint: {
      flags: '--no-checkpoint',
      kind: 'switch',
      text: 'keep no record of the run if it changes nothing',
    },
    migrate: {
      flags: '--migrate',
      kind: 'switch',
      text: 'first create or upgrade the database, as `sendwindow init` does',
    },
    standalone: {
      flags: '--standalone',
      kind: 'switch',
      text: 'use the settings of the org database itself, although a central database holds settings for it',
    },
    all: {
      flags: '--all',
      kind: 'switch',
      text: 'with --central: every active organisation, one after the other',
    },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const runDefinition = defineCommand({
  name: 'run',
  summary: 'plan: decide which mail goes out when, and write what differs',
  details:
    'You can run it at any time and repeat it; a run that finds nothing to change writes only its record. Exit code 4: verification held back the placements of some contacts, or some could not be written; all others are planned. Exit code 3: another run is under way, nothing was done. Ctrl-C and SIGTERM stop it between two batches (exit codes 130 and 143); a second signal ends it at once, which is safe. With --all, one failure does not stop the others; the exit code is the worst of all: 1, then 2, 3, 4, 0.',
  examples: [
    'run org.db',
    'run org.db --dry-run --as-of 2027-03-01',
    'run org.db --contact 17 --contact 39 --json',
    'run --central central.db --org 206',
    'run --central central.db --all',
  ],
  ...runShape,
});
