import { z } from 'zod';
import type { ContactFacts, LimitFacts, PolicyFacts } from '../../explain/contact-explanation.ts';
import { documentOf } from './document-of.ts';
import { count, flag, text, textOrNull, whole } from './fields.ts';

const issue = z.strictObject({
  issue: text('The kind: `missing_email`, `unknown_zip`, ...'),
  detail: text('What was found, in words.'),
});

export const contactFacts = documentOf<ContactFacts>()(
  z.strictObject({
    exists: flag('False: the contact was deleted; its rows and its history may still exist.'),
    name: textOrNull('First and last name as they are now; null where both are absent.'),
    external_id: textOrNull('The id in another system; null where there is none.'),
    email: textOrNull('The address as it is stored; null where there is none.'),
    zip_code: textOrNull('The ZIP as it is stored; null where there is none.'),
    state: textOrNull("The ZIP's state, two capitals; null where the ZIP is not known."),
    declared_state: textOrNull(
      'The code of `contacts.state`; the text itself where it is no state; null: absent.',
    ),
    birth_date: textOrNull('`YYYY-MM-DD`; null where absent or unreadable.'),
    effective_date: textOrNull(
      'Date on which the policy took effect, `YYYY-MM-DD`; null where absent or unreadable.',
    ),
    has_phone: flag('There is a phone number for text messages.'),
    status: textOrNull('The status as it is stored; null where there is none.'),
    eligible: flag('It has a valid email and a ZIP whose state is known.'),
    suppressed: flag('It must not be written to.'),
    suppressed_by: z.array(z.string()).describe('Why it must not be written to; empty: it may be.'),
    duplicate_of: z
      .int()
      .nullable()
      .describe('The contact with a lower id and the same email and dates; null: no duplicate.'),
    gets_transactional: flag('Its only reason is `unsubscribed`: transactional mail still reaches it.'),
    issues: z.array(issue).describe("What is wrong with the contact's data."),
  }),
);

export const policyFacts = documentOf<PolicyFacts>()(
  z.strictObject({
    name: text('The policy.'),
    version: whole('Its version.'),
    rules: z.array(z.string()).describe('One sentence per state whose rule counts.'),
    citations: z.array(z.string()).describe('Where the rules come from.'),
    anchor_missing: flag('A rule needs a date that the contact lacks.'),
    windows_unknown: flag(
      'It is not known where the windows are, so mail that respects windows is withheld.',
    ),
  }),
);

export const limitFacts = documentOf<LimitFacts>()(
  z.strictObject({
    daily_cap: z
      .int()
      .nullable()
      .describe('Mails per date, of all contacts; null with `--run`: how full the days were is not kept.'),
    max_emails_per_period: count('Mails that a contact gets at most in `period_days`.'),
    period_days: count('Days of that period.'),
  }),
);
