import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions, versionOptions } from './common-options.ts';

export const configSetShape = {
  arguments: {
    db: { name: 'DB', text: 'the org database or the central database, a SQLite file' },
    changes: {
      name: 'FILE|key=value',
      repeated: true,
      text: 'a configuration file, which replaces the whole stored configuration, or keys to change; `key=` takes a key away',
    },
  },
  options: {
    ...versionOptions,
    dryRun: { flags: '--dry-run', kind: 'switch', text: 'say what would change, and write nothing' },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const configSetDefinition = defineCommand({
  name: 'config set',
  summary: 'make a new version of the configuration that the database holds',
  details:
    'Nothing is stored if anything is wrong, alone or together with the other layers. Lists are written with commas or as YAML.',
  examples: [
    'config set org.db sendwindow.yaml',
    'config set org.db horizon_days=60 timing.followup_delay_days=3',
    'config set org.db aep.years=2026,2027 --from 2026-12-01',
    'config set org.db horizon_days=',
  ],
  ...configSetShape,
});
