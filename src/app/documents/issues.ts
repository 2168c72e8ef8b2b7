import { z } from 'zod';
import type { OpenIssue } from '../../store/issues.ts';
import { documentOf } from './document-of.ts';
import { count, counts, exact, text } from './fields.ts';

const issue = documentOf<OpenIssue>()(
  z.strictObject({
    contact_id: exact('The contact.'),
    email: z.string().nullable().describe("The contact's address; null where it has none."),
    issue: text('The kind: `missing_email`, `unknown_zip`, ...'),
    detail: z.string().nullable().describe('What was found, in words; null where there is no more to say.'),
    first_seen_run_id: text('The run that found it first.'),
  }),
);

const remedy = z.strictObject({
  meaning: text('What follows for the contact, and what is allowed.'),
  fix: text('SQL or a command line that corrects it, with 17 as the contact id.'),
});

/** `sendwindow issues` (spec 4.2). */
export const issuesDocument = z.strictObject({
  contacts: count('Contacts with at least one open issue.'),
  counts: counts('Contacts with an open issue, by kind.'),
  remedies: z
    .record(z.string(), remedy)
    .describe('What each kind of `counts` means and what corrects it, by kind.'),
  issues: z
    .array(issue)
    .describe('The open issues, restricted by `--kind`, `--contact` and `--limit` where they are given.'),
});
