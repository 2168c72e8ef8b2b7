import { z } from 'zod';
import type { ListedMail } from '../../store/schedule-list.ts';
import { documentOf } from './document-of.ts';
import { date, exact, flag, text } from './fields.ts';

const mail = documentOf<ListedMail>()(
  z.strictObject({
    id: exact('The id of the row in `email_schedules`.'),
    contact_id: exact('The contact.'),
    email: z.string().nullable().describe("The contact's address; null where it has none or was deleted."),
    email_type: text('`birthday`, `campaign_<type>`, ...'),
    event_date: text('The date of the event that the mail is about, `YYYY-MM-DD`.'),
    ideal_send_date: z
      .string()
      .nullable()
      .describe('The date before any adjustment, `YYYY-MM-DD`; null in rows that other programs wrote.'),
    scheduled_send_date: text('The date it is planned for, `YYYY-MM-DD`.'),
    scheduled_send_time: text('The time of day, `HH:MM:SS`, in the time zone of the organisation.'),
    status: text('`pre-scheduled`, `skipped`, or what a sender has written.'),
    skip_reason: z.string().nullable().describe('Why it is withheld; null where it is not.'),
    skip_detail: z.string().nullable().describe('More about it, in words; null where there is no more.'),
    adjustment: z
      .string()
      .nullable()
      .describe('Why it is not on its ideal date: `catch_up`, `smoothed`, ...; null where it is.'),
    priority: exact('The lower, the more important.'),
    campaign_instance_id: exact('The id.').nullable().describe('The campaign instance; null: none.'),
    target_id: exact('The id.').nullable().describe('The target (`contact_campaigns`); null: none.'),
    parent_email_id: exact('The id.')
      .nullable()
      .describe('The row that this mail follows; null: it is no follow-up.'),
    email_template: z.string().nullable().describe('The email template; null: none.'),
    sms_template: z.string().nullable().describe('The text-message template; null: none.'),
    scheduler_run_id: z.string().nullable().describe('The run that wrote the row last; null: none.'),
  }),
);

/** `sendwindow schedule` (spec 4.2). */
export const scheduleDocument = z.strictObject({
  today: date("The organisation's calendar date; with `--due` only.").exactOptional(),
  on_hold: flag('True: nothing may be sent, so no mail is listed; with `--due` only.').exactOptional(),
  mails: z.array(mail).describe('The requested rows, in the order of dates.'),
});
