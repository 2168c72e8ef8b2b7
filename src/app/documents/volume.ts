import { z } from 'zod';
import { count, date, decimal, text } from './fields.ts';

const day = z.strictObject({ date: date('The date.'), mails: count('Mails planned for it.') });

const distribution = {
  days: count('Dates of the span, those without mail included.'),
  days_with_mail: count('Dates that have mail.'),
  mails: count('Mails in the span.'),
  mean: decimal('Mails per date of the span, two decimals.'),
  peak: day
    .nullable()
    .describe('The date with most mails, the earliest of several; null where there is no mail.'),
  spread: decimal('Standard deviation over all dates of the span, in mails.'),
  relative_spread: z
    .number()
    .nullable()
    .describe('The same as a share of the mean: 0 is perfectly level; null where there is no mail.'),
};

/** `sendwindow volume` (spec 4.2). */
export const volumeDocument = z.strictObject({
  today: date("The organisation's calendar date."),
  from: date('The first date of the span: `--from`, or today.'),
  to: date('The last date of the span: `--to`, or the last date that has mail.'),
  contacts: count('Contacts of the organisation; the cap is a share of them.'),
  cap: count('Mails per date that the daily cap allows.'),
  distribution: z.strictObject(distribution).describe('How the mails are spread over the dates.'),
  days_over_cap: z.array(day).describe('Dates with more mails than the cap, in order.'),
  days: z.array(day).describe('Every date of the span that has mail, in order.'),
  types: z
    .array(z.strictObject({ email_type: text('The email type.'), ...distribution }))
    .exactOptional()
    .describe('The same for each email type, the one with most mails first; with `--by type` only.'),
});
