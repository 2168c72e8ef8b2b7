import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';

export const orgAddShape = {
  arguments: {
    central: { name: 'CENTRAL', text: 'the central database, a SQLite file (made by `init`)' },
    changes: {
      name: 'key=value',
      repeated: true,
      text: 'columns (name, database, timezone, active, size_profile, policy, send_time_hour, ...), state_buffers.CA=45, or keys of the configuration, which go to config_overrides; `key=` clears one',
    },
  },
  options: {
    id: { flags: '--id <number>', kind: 'integer', minimum: 1, text: 'its id (default: the next free one)' },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const orgAddDefinition = defineCommand({
  name: 'org add',
  summary: 'add an organisation to the central database',
  details:
    'The database of an organisation is a path; a relative path starts at the folder of the central database.',
  examples: [
    'org add central.db name=Acme database=acme.db timezone=America/Denver --id 206',
    'org add central.db name=Beta database=beta.db policy=us-2026 state_buffers.CA=45 horizon_days=180',
  ],
  ...orgAddShape,
});
