import { z } from 'zod';
import { flag, text, whole } from './fields.ts';

/** A column as it is stored: a person may have written anything into the table. */
const stored = (says: string) => z.union([z.string(), z.number(), z.null()]).describe(says);
const moment = (says: string) => z.union([z.string(), z.number()]).describe(says);
const setting = (says: string) => stored(`${says}; null: not set.`);

/** `sendwindow org show` (spec 3.1, 3.2): a row of `organizations` with its buffers. */
export const organisationDocument = z.strictObject({
  id: whole('The id of the organisation.'),
  name: text('Its name.'),
  database: setting('Its database, relative to the central database'),
  timezone: setting('Its time zone: `America/Denver`'),
  active: flag('False: `run --all` leaves it out.'),
  size_profile: setting('`auto`, `small`, `medium`, `large` or `enterprise`'),
  enable_post_window_emails: setting('Whether post-window mails are planned: 1 or 0'),
  pre_exclusion_buffer_days: setting('Days before a window that count as part of it'),
  birthday_days_before: setting('Days before the birthday'),
  effective_date_days_before: setting('Days before the policy anniversary'),
  send_time_hour: setting('The hour at which mail goes out, 0 to 23'),
  send_time_minute: setting('The minute, 0 to 59'),
  max_emails_per_period: setting('Mails that a contact gets at most in a period'),
  frequency_period_days: setting('Days of that period'),
  policy: setting('The exclusion policy'),
  config_overrides: z
    .unknown()
    .describe('Further settings, by key, as JSON; the text itself where it is none; null: none.'),
  created_at: moment('When it was entered, UTC.'),
  updated_at: moment('When it was last changed, UTC.'),
  state_buffers: z
    .record(z.string(), z.unknown())
    .describe("Days before a window that count as part of it, by the window's state."),
});
