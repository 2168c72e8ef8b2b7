import { z } from 'zod';
import type { EffectiveSetting } from '../../config/list-effective-settings.ts';
import type { SizeProfile } from '../../config/size-profile.ts';
import { documentOf } from './document-of.ts';
import { asOf, count, counts, database, text, today, warnings, whole } from './fields.ts';

const setting = documentOf<EffectiveSetting>()(
  z.strictObject({
    key: text('The dotted key: `timing.followup_delay_days`.'),
    value: z.unknown().describe('The value in force; null: a template that was taken away.'),
    source: text('What set it: `config.yaml:12:3`, `organisation 206 column timezone`, `built-in default`.'),
  }),
);

const profile = documentOf<SizeProfile | 'none'>()(
  z.enum(['small', 'medium', 'large', 'enterprise', 'none']),
);

/** `sendwindow config show` (spec 3.2). */
export const configShowDocument = z.strictObject({
  database: database(),
  as_of: asOf(),
  today: today(),
  contacts: count('Contacts of the organisation, as the last run counted them where there are many.'),
  profile: profile.describe('The size profile in force.'),
  policy: z
    .strictObject({
      name: text('Its name.'),
      version: whole('Its version.'),
      source: text('Where its content comes from: `policy version 4`, `built-in policy`.'),
    })
    .describe('The exclusion policy in force.'),
  state_buffers: counts("The organisation's pre-window buffers in days, by state."),
  settings: z.array(setting).describe('Every effective value, in the order of the configuration file.'),
  warnings: warnings(),
});
