import { z } from 'zod';
import type {
  ChangeEntry,
  ContactExplanation,
  ExplainedRun,
  NoEvent,
} from '../../explain/contact-explanation.ts';
import { documentOf } from './document-of.ts';
import { contactFacts, limitFacts, policyFacts } from './explanation-facts.ts';
import { columnChange, timelineEntry, windowFacts } from './explanation-timeline.ts';
import { asOf, date, flag, text, today, whole } from './fields.ts';

const explainedRun = documentOf<ExplainedRun>()(
  z.strictObject({
    run_id: text('Its run id.'),
    run_timestamp: text('The moment that it used as now: UTC, `YYYY-MM-DD HH:MM:SS`.'),
    status: text('Its status: `completed`, `failed`, ...'),
    product_version: z.string().nullable().describe('The version of sendwindow; null: not known.'),
    configuration_hash: text('Of the configuration that it used.'),
    policy_hash: text('Of the policy that it used.'),
    rewound: z
      .array(z.string())
      .describe("How the contact's data was brought back to the moment of the run, a sentence each."),
  }),
);

const noEvent = documentOf<NoEvent>()(
  z.strictObject({
    event: text('An email type, or `campaign` with its name in the sentence.'),
    sentence: text('Why the contact does not have it.'),
  }),
);

const change = documentOf<ChangeEntry>()(
  z.strictObject({
    kind: z
      .enum(['contact', 'row'])
      .describe("`contact`: the contact's data; `row`: one of its rows, by a run."),
    at: z
      .string()
      .nullable()
      .describe(
        'When: UTC, `YYYY-MM-DD HH:MM:SS`; of rows the moment of the run, null where that is not known.',
      ),
    run_id: z.string().nullable().describe('The run that changed the row; null for changes of the contact.'),
    row_id: z.int().nullable().describe('The row; null for changes of the contact.'),
    change: z.enum(['update', 'delete']).describe('What was done.'),
    columns: z.array(columnChange).describe('The columns that changed; of what was deleted, what it was.'),
  }),
);

const sentences = (says: string) => z.array(z.string()).describe(says);

/** `sendwindow explain` (spec 4.2). */
export const explanationDocument = documentOf<ContactExplanation>()(
  z.strictObject({
    contact_id: whole('The contact.'),
    as_of: asOf(),
    today: today(),
    earliest: date('Nothing is newly placed, or moved, to an earlier date.'),
    horizon_end: date('Mails whose ideal date is later are outside the plan.'),
    run: explainedRun
      .nullable()
      .describe('The run that is explained (`--run`); null: what a run at `as_of` would decide.'),
    contact: contactFacts.describe('The contact as the planner reads it.'),
    policy: policyFacts.describe('The exclusion policy and what it says for this contact.'),
    limits: limitFacts.describe("The limits that the contact's mails meet."),
    holds: sentences('Why nothing may be sent at all; empty: not on hold.'),
    windows: z.array(windowFacts).describe('The exclusion windows that touch the timeline, in order.'),
    timeline: z.array(timelineEntry).describe('Windows, events and rows, in the order of their dates.'),
    no_events: z.array(noEvent).describe('Events that the contact does not have, and why.'),
    changes: z
      .array(change)
      .describe('What was changed when, by people and by runs, the newest last; at most 200.'),
    agrees: flag('The stored plan is what a run at `as_of` would leave (with `run`: what that run decides).'),
    differences: sentences('What a run would write where the stored plan does not agree, a sentence each.'),
    violations: sentences('Placements that verification would hold back, a sentence each.'),
  }),
);
