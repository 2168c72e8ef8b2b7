import { z } from 'zod';
import type {
  BehaviourSeen,
  ColumnChange,
  ConflictWinner,
  FullDay,
  MailEntry,
  RowDifference,
  RowFacts,
  Verdict,
  WindowEntry,
  WindowFacts,
} from '../../explain/contact-explanation.ts';
import { documentOf } from './document-of.ts';
import { flag, text, whole } from './fields.ts';

const textOrNull = (says: string) => z.string().nullable().describe(says);
const idOrNull = (says: string) => z.int().nullable().describe(says);
const day = (says: string) => text(`${says}, \`YYYY-MM-DD\`; the text itself where it is no date.`);

const value = z.union([z.string(), z.number(), z.null()]);

export const columnChange = documentOf<ColumnChange>()(
  z.strictObject({
    column: text('The column.'),
    before: value.describe('The value before; null: none.'),
    after: value.describe('The value after; null: none.'),
  }),
);

export const windowFacts = documentOf<WindowFacts>()(
  z.strictObject({
    start: textOrNull('The first excluded date, `YYYY-MM-DD`; null: it has no beginning.'),
    end: textOrNull('The last excluded date, `YYYY-MM-DD`; null: it has no end.'),
    rule: text('The rule that it comes from.'),
  }),
);

const rowFacts = documentOf<RowFacts>()(
  z.strictObject({
    id: whole('The id of the row in `email_schedules`.'),
    status: text('`pre-scheduled`, `skipped`, or what a sender has written.'),
    email_type: text('Its email type.'),
    event_date: textOrNull('As it is stored; null: none.'),
    ideal_send_date: textOrNull('As it is stored; null: none.'),
    scheduled_send_date: textOrNull('As it is stored; null: none.'),
    actual_send_datetime: textOrNull(
      'When it went out, as the sender wrote it; null: it has not gone out, or the sender did not say.',
    ),
    skip_reason: textOrNull('Why it is withheld; null where it is not.'),
    skip_detail: textOrNull('More about it, in words; null: no more.'),
    adjustment: textOrNull('Why it is not on its ideal date; null where it is.'),
    email_template: textOrNull('The email template; null: none.'),
    sms_template: textOrNull('The text-message template; null: none.'),
    run_id: textOrNull('The run that created or last changed the row; null: none.'),
    run_timestamp: textOrNull("That run's moment, UTC; null where its checkpoint is not known."),
    created_at: textOrNull('When the row was made, UTC; null: not known.'),
    updated_at: textOrNull('When it was last changed, UTC; null: not known.'),
  }),
);

const difference = documentOf<RowDifference>()(
  z.strictObject({
    change: z.enum(['insert', 'update', 'delete']).describe('What a run would do.'),
    columns: z.array(columnChange).describe('The columns that an update changes; empty for the others.'),
  }),
);

const fullDay = documentOf<FullDay>()(
  z.strictObject({
    date: text('The date that had too many mails, `YYYY-MM-DD`.'),
    mails: idOrNull("Mails it holds now, this contact's included; null with `--run`: not kept."),
    cap: idOrNull('Mails that the daily cap allows; null with `--run`: not kept.'),
  }),
);

const winner = documentOf<ConflictWinner>()(
  z.strictObject({
    email_type: text('The email type of the mail that won.'),
    campaign_instance_id: idOrNull('Its campaign instance; null: none.'),
    campaign_name: textOrNull('The name of that instance; null: none.'),
    row_id: idOrNull('The row that went or goes out; null: it is not stored yet.'),
  }),
);

const behaviour = documentOf<BehaviourSeen>()(
  z.strictObject({
    initial_row_id: whole('The sent row that the mail follows.'),
    initial_email_type: text('Its email type.'),
    clicked: flag('The contact clicked in it.'),
    answered: flag('The contact answered the health questions; the answers are never shown.'),
    decided_by: z.array(z.int()).describe('Ids of the clicks or answers that decided.'),
  }),
);

const verdicts = [
  'planned',
  'moved',
  'skipped',
  'closed',
  'over',
  'beyond_horizon',
  'foreign',
  'kept',
  'missed',
  'outside',
  'deleted',
] as const satisfies readonly Verdict[];

const mailEntry = documentOf<MailEntry>()(
  z.strictObject({
    kind: z
      .enum(['event', 'row'])
      .describe('`event`: an event of the contact; `row`: a row that no event claims.'),
    date: day('The date on the timeline: when the mail goes out, went out, or would have gone out'),
    verdict: z
      .enum(verdicts)
      .describe(
        "Of events: `planned` on the ideal date, `moved` to another, `skipped`; `closed` by a row that a sender has taken; `over`: no date is left; `beyond_horizon`: not planned yet. Of rows: `foreign` (the sender's), `kept` (of the past), `missed`, `outside` (beyond the horizon), `deleted`.",
      ),
    email_type: text('The email type.'),
    event_date: day('The date of the event'),
    ideal_date: day('The date before any adjustment'),
    first_date: textOrNull('The first date on which the mail may go out, `YYYY-MM-DD`; null for rows.'),
    last_date: textOrNull('The last date on which it may go out, `YYYY-MM-DD`; null for rows.'),
    send_date: textOrNull('The date it is planned for, `YYYY-MM-DD`; null where nothing is planned.'),
    priority: whole('The lower, the more important.'),
    campaign_instance_id: idOrNull('The campaign instance; null: none.'),
    campaign_name: textOrNull('The name of that instance; null: none.'),
    target_id: idOrNull('The target (`contact_campaigns`); null: none.'),
    parent_email_id: idOrNull('The row that the mail follows; null: it is no follow-up.'),
    skip_reason: textOrNull('Why it is withheld; null where it is not.'),
    skip_detail: textOrNull('More about it, in words; null: no more.'),
    adjustment: textOrNull('Why it is not on its ideal date; null where it is.'),
    rule: text('Where the specification says so: `2.6 rule 3`.'),
    sentence: text('How it came about, in plain words.'),
    full_day: fullDay
      .nullable()
      .describe('The date that had too many mails; null where the cap moved nothing.'),
    winner: winner.nullable().describe('What beat a campaign mail; null where nothing did.'),
    behaviour: behaviour.nullable().describe('What decided the kind of a follow-up; null for other mails.'),
    row: rowFacts
      .nullable()
      .describe('The stored row; of a closed event, the row that closes it; null: none.'),
    agrees: flag('The stored row says what a run would say.'),
    difference: difference.nullable().describe('What a run would write; null: nothing.'),
  }),
);

const windowEntry = documentOf<WindowEntry>()(
  z.strictObject({
    kind: z
      .enum(['window-start', 'window-end'])
      .describe('The first or the last date of an exclusion window.'),
    date: text('That date, `YYYY-MM-DD`.'),
    window: windowFacts.describe('The window.'),
    sentence: text('For an end: why there is no post-window mail; empty otherwise.'),
  }),
);

/** An event, a row, or one end of a window. */
export const timelineEntry = z.union([mailEntry, windowEntry]);
