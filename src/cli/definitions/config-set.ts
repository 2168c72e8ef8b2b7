import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions, versionOptions } from './common-options.ts';

export const configSetShape = {
  arguments: {
    db: { name: 'DB', text: 'the org database or the central database, a SQLite file' },
    changes: {
      name: 'FILE|key=value',
      repeated: true,
      text: 'a configuration file, which replaces the whole stored configuration, or keys to change; `key=` removes a key',
    },
  },
  options: {
    ...versionOptions,
    dryRun: { flags: '--dry-run', kind: 'switch', text: 'report what would change, and write nothing' },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const configSetDefinition = defineCommand({
  name: 'config set',
  summary: 'change the configuration that the database holds, as a new version',
  details:
    'Stores nothing if a value is wrong, by itself or together with the other layers. Write lists with commas or as YAML.',
  examples: [
    'config set org.db sendwindow.yaml',
    'config set org.db horizon_days=60 timing.followup_delay_days=3',
    'config set org.db aep.years=2026,2027 --from 2026-12-01',
    'config set org.db horizon_days=',
  ],
  ...configSetShape,
});
