import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';

export const orgSetShape = {
  arguments: {
    central: { name: 'CENTRAL', text: 'the central database, a SQLite file (made by `init`)' },
    id: { name: 'ID', text: 'the id of the organisation' },
    changes: {
      name: 'key=value',
      repeated: true,
      text: 'columns (name, database, timezone, active, size_profile, policy, send_time_hour, ...), state_buffers.CA=45, or keys of the configuration, which go to config_overrides; `key=` clears one',
    },
  },
  options: reportOptions,
} as const satisfies CommandShape;

export const orgSetDefinition = defineCommand({
  name: 'org set',
  summary: 'change the settings of an organisation',
  details: 'Writes nothing if a value is wrong, by itself or together with the configuration version.',
  examples: [
    'org set central.db 206 timezone=America/Denver send_time_hour=9 send_time_minute=30',
    'org set central.db 206 active=false',
    'org set central.db 206 load_balancing.daily_send_percentage_cap=0.05 state_buffers.CA=',
  ],
  ...orgSetShape,
});
