import { z } from 'zod';
import type {
  ComparedPolicy,
  ImpactCounts,
  ImpactExample,
  ImpactMail,
  PolicyImpact,
  StateImpact,
} from '../../policy/policy-impact.ts';
import { documentOf } from './document-of.ts';
import { asOf, count, database, text, today, warnings, whole } from './fields.ts';
import { stateDifference } from './state-difference.ts';

const policy = documentOf<ComparedPolicy>()(
  z.strictObject({
    name: text('Its name.'),
    version: whole('Its version.'),
    source: text('Where its content comes from: `policy version 4`, `built-in policy`.'),
  }),
);

const mail = documentOf<ImpactMail>()(
  z.strictObject({
    event_date: text('The date of the event that the mail is about, `YYYY-MM-DD`.'),
    send_date: text('Its date, also while it is withheld, `YYYY-MM-DD`.'),
    skip_reason: z.string().nullable().describe('Why it is withheld; null: it goes out.'),
  }),
);

const example = documentOf<ImpactExample>()(
  z.strictObject({
    contact_id: whole('The contact.'),
    change: z.enum(['gained', 'lost', 'moved']).describe('What the new policy does to the mail.'),
    email_type: text('Its email type.'),
    before: mail.nullable().describe('The mail with the policy in force; null: there is none.'),
    after: mail.nullable().describe('The mail with the new policy; null: there is none.'),
    sentence: text('The same in words.'),
  }),
);

const impactCounts = {
  contacts: count('Contacts with at least one mail that is treated differently.'),
  gained: count('Mails that go out only with the new policy.'),
  lost: count('Mails that go out only without it.'),
  moved: count('Mails that go out on another date.'),
};

const total = documentOf<ImpactCounts>()(z.strictObject(impactCounts));

const stateImpact = documentOf<StateImpact>()(
  z.strictObject({
    state: text('The state, two capitals.'),
    name: text('Its name.'),
    ...impactCounts,
    examples: z.array(example).describe('At most five: of each kind of change where there are any.'),
  }),
);

const impact = {
  as_of: asOf(),
  today: today(),
  horizon_days: count('Days that the plans reach.'),
  policy_before: policy.describe('The policy in force.'),
  policy_after: policy.describe('The policy that is compared with it.'),
  rules: z.array(stateDifference).describe('The rules that differ for this organisation.'),
  contacts: count('All contacts of the organisation.'),
  total: total.describe('What changes over all states.'),
  states: z.array(stateImpact).describe('The states with a change, the most affected first.'),
  warnings: warnings(),
};

/** `sendwindow policy impact` (spec 3.2). */
export const policyImpactDocument = documentOf<PolicyImpact & { readonly database: string }>()(
  z.strictObject({ database: database(), ...impact }),
);
