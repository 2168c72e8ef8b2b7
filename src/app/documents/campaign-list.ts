import { z } from 'zod';
import type { CampaignInstanceRow, CampaignTypeRow } from '../../store/campaigns.ts';
import { documentOf } from './document-of.ts';
import { counts, flag, text, whole } from './fields.ts';

const type = documentOf<CampaignTypeRow>()(
  z.strictObject({
    name: text('The name of the type.'),
    respect_exclusion_windows: flag('Mails of the type keep out of exclusion windows.'),
    enable_followups: flag('Sent mails of the type draw follow-ups.'),
    days_before_event: whole(
      'Days before the trigger date on which the mail should go out; negative: after it.',
    ),
    target_all_contacts: flag('True: reaches every contact; false: those enrolled in an instance.'),
    priority: whole('The lower, the more important.'),
    active: flag('False: plans nothing.'),
    transactional: flag('A notice that also reaches contacts whose only reason is `unsubscribed`.'),
  }),
);

type ListedInstance = CampaignInstanceRow & { readonly targets: Readonly<Record<string, number>> };

const instance = documentOf<ListedInstance>()(
  z.strictObject({
    id: whole('The id of the instance.'),
    campaign_type: text('The type.'),
    instance_name: text('The name of the instance.'),
    email_template: z.string().nullable().describe('The email template; null: none.'),
    sms_template: z.string().nullable().describe('The text-message template; null: none.'),
    active_start_date: z.string().nullable().describe('The first date, `YYYY-MM-DD`; null: no first date.'),
    active_end_date: z.string().nullable().describe('The last date, `YYYY-MM-DD`; null: no last date.'),
    metadata: z
      .string()
      .nullable()
      .describe('What the instance does differently from its type, as JSON text; null: nothing.'),
    targets: counts('Enrolled contacts, by the status of the target.'),
  }),
);

/** `sendwindow campaign list` (spec 4.2). */
export const campaignListDocument = z.strictObject({
  types: z.array(type).describe('The campaign types, by name.'),
  instances: z.array(instance).describe('The campaign instances, by type and name.'),
});
