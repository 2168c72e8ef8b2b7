import { z } from 'zod';
import { contactFlaws } from '../../generate/contact-flaws.ts';
import type { GeneratedCounts } from '../../generate/generate-organisation.ts';
import { documentOf } from './document-of.ts';
import { count, database, date, decimal, text } from './fields.ts';

const flaws = documentOf<GeneratedCounts['flaws']>()(
  z.partialRecord(z.enum(contactFlaws), z.int().nonnegative()),
);

/** `sendwindow generate` (spec 4.2). */
export const generateDocument = z.strictObject({
  database: database(),
  seed: text('The seed: the same seed gives the same data.'),
  as_of: date('What today is for the data.'),
  contacts: count('Contacts.'),
  flaws: flaws.describe('Contacts that were given a flaw (one in 100), by kind.'),
  suppressions: count('Addresses that must not get mail.'),
  campaign_instances: count('Campaign instances.'),
  campaign_targets: count('Contacts enrolled in them.'),
  sent_mails: count('Mails sent in the last days.'),
  sent_followups: count('Of those, the follow-ups.'),
  clicks: count('Clicks in those mails.'),
  events: count('Answers to the health questions.'),
  elapsed_ms: decimal('Milliseconds that it took.'),
});
