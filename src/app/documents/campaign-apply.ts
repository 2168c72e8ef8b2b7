import { z } from 'zod';
import type { CampaignApplyReport } from '../../campaign/campaign-apply-report.ts';
import { documentOf } from './document-of.ts';
import { count, database, flag, text, warnings, whole } from './fields.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const changed = {
  result: z.enum(['added', 'changed', 'unchanged']).describe('What became of it.'),
  changes: z
    .record(
      z.string(),
      z.strictObject({
        before: value.describe('The value before; null: none.'),
        after: value.describe('The value now; null: none.'),
      }),
    )
    .describe('The columns that changed, by column.'),
};

const targets = z.strictObject({
  added: count('Contacts newly enrolled.'),
  moved: count('Targets given another trigger date.'),
  unchanged: count('Targets that were there already.'),
  repeated: count('Targets that the file names more than once.'),
  cancelled: count("Left alone, because a person has cancelled the contact's target."),
});

const date = z.string().nullable();
const move = z.strictObject({
  contact_id: whole('The contact.'),
  target_id: whole('The target (`contact_campaigns`).'),
  from: date.describe("The former trigger date, `YYYY-MM-DD`; null: the instance's own."),
  to: date.describe("The trigger date now, `YYYY-MM-DD`; null: the instance's own."),
});

/** `sendwindow campaign apply` (spec 4.2). */
export const campaignApplyDocument = documentOf<CampaignApplyReport>()(
  z.strictObject({
    file: text('The campaign file, as it was named.'),
    database: database(),
    dry_run: flag('True: nothing was written.'),
    types: z
      .array(z.strictObject({ name: text('The campaign type.'), ...changed }))
      .describe('The campaign types of the file.'),
    instances: z
      .array(
        z.strictObject({
          type: text('The campaign type.'),
          name: text('The instance.'),
          ...changed,
          targets: targets.describe('The contacts that the file names for the instance.'),
          moves: z.array(move).describe('The first of the targets that got another date.'),
        }),
      )
      .describe('The campaign instances of the file.'),
    warnings: warnings(),
  }),
);
