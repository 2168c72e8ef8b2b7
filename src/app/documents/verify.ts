import { z } from 'zod';
import type { VerifyReport } from '../../run/verify-schedule.ts';
import { documentOf } from './document-of.ts';
import { asOf, count, counts, text, today, whole } from './fields.ts';

const row = z.strictObject({
  contact_id: whole('The contact.'),
  schedule_id: whole('The row of `email_schedules`.'),
  email_type: text('Its email type.'),
  send_date: z.string().nullable().describe('The date it is planned for, `YYYY-MM-DD`; null: none.'),
  rule: text('The rule that it breaks: `excluded_date`, `frequency_limit`, ...'),
  detail: text('What was found and what is allowed, in words.'),
});

/** `sendwindow verify` (spec 4.1, 4.2). */
export const verifyDocument = documentOf<VerifyReport>()(
  z.strictObject({
    as_of: asOf(),
    today: today(),
    contacts: count('Contacts that were judged.'),
    mails: count('Mails that were judged: pre-scheduled, today or later, within the horizon.'),
    violations: z
      .strictObject({
        total: count('Rows that break a rule.'),
        contacts: count('Contacts with at least one of them.'),
        by_rule: counts('Rows, by the rule that they break.'),
        rows: z.array(row).describe('The first 10,000, in the order of contact ids.'),
      })
      .describe('What must not go out as it is.'),
    passed_over: z
      .strictObject({
        contacts: count('Contacts that have too many rows to be judged (TOO_MANY_ROWS).'),
        contact_ids: z.array(z.int()).describe('The first of them.'),
      })
      .describe('What was not judged.'),
  }),
);
