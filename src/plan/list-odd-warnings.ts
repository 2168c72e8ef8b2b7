import type { Ledger } from '../domain/ledger/ledger.ts';
import { verdictCode } from '../domain/ledger/ledger-codes.ts';
import { mailFlag } from '../domain/ledger/ledger-columns.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { Store } from '../store/store.ts';
import type { OddCount, OddCounts, OddKind } from './odd-values.ts';

/** The codes of these warnings, in the order of docs/operations.md. */
export const oddWarningCodes = [
  'ROW_STATUS_UNKNOWN',
  'EVENT_DATE_UNREADABLE',
  'DATE_TIME_UNREADABLE',
  'INSTANCE_UNREADABLE',
  'INSTANCE_CAME_BACK',
  'SUPPRESSION_WITHOUT_ADDRESS',
  'NOTICES_SUPPRESSED',
] as const;

/** What a count of each kind means, and what to do. */
const explanations: Readonly<Record<OddKind, (found: OddCount) => string>> = {
  ROW_STATUS_UNKNOWN: ({ count, example }) =>
    `${count} rows of email_schedules have a status that sendwindow does not know (${example}); such mail is the sender's and is not followed up; write a status of docs/senders.md`,
  DATE_TIME_UNREADABLE: ({ count, example }) =>
    `${count} date-times cannot be read and do not count (${example}); write YYYY-MM-DD HH:MM:SS in UTC, a date-time with its offset, or seconds since 1970`,
  EVENT_DATE_UNREADABLE: ({ count, example }) =>
    `${count} rows of email_schedules have an event_date that cannot be read (${example}); their scheduled_send_date counts; a sender's row without a readable send date stops every mail of its type to that contact; write YYYY-MM-DD`,
};

/** Names are listed up to this many. */
const listedInstances = 20;

function describeInstances({ unreadableInstances: instances }: PlanContext): string[] {
  if (instances.length === 0) return [];
  const named = instances
    .slice(0, listedInstances)
    .map(({ id, campaignType, name, why }) => `${campaignType}/${name} (instance ${id}): ${why}`);
  const more = instances.length > named.length ? `; and ${instances.length - named.length} more` : '';
  return [
    `INSTANCE_UNREADABLE: ${instances.length} campaign instances cannot be read and plan nothing until they are corrected: ${named.join('; ')}${more}`,
  ];
}

/** Under another id an instance is another one (spec 2.4, "Identity"): if a loader replaces it, all its contacts get the mail again. */
function describeRecreated(store: Store, { campaigns }: PlanContext): string[] {
  const recreated = store.deletions.readRecreatedInstances().filter(({ id }) => campaigns.get(id)?.live);
  const [first] = recreated;
  if (first === undefined) return [];
  return [
    `INSTANCE_CAME_BACK: ${recreated.length} live campaign instances were deleted and created again with another id; contacts who got mail from the old instance get it again (${first.name}: instance ${first.formerId}, now ${first.id}); if that is not intended, hold the organisation, and give the instance and its targets the old id`,
  ];
}

function describeSuppressions(store: Store): string[] {
  const { count, example } = store.findSuppressionsWithoutAddress();
  if (count === 0) return [];
  const found = JSON.stringify(example.slice(0, 60));
  return [
    `SUPPRESSION_WITHOUT_ADDRESS: ${count} entries of suppressions contain no email address of a person, so they suppress no contact (${found}); write each address, or Name <address>`,
  ];
}

/** Notices that a suppression other than an unsubscription stops (spec 2.2). */
function describeStoppedNotices(ledger: Ledger): string[] {
  const suppressed = verdictCode('suppressed');
  const { mailCount } = ledger;
  const { verdict } = ledger.mails;
  let count = 0;
  for (let mail = 0; mail < mailCount; mail++) {
    if (verdict[mail] === suppressed && ledger.hasMailFlag(mail, mailFlag.transactional)) count++;
  }
  if (count === 0) return [];
  return [
    `NOTICES_SUPPRESSED: ${count} mails of transactional campaigns are withheld, because their contacts are suppressed for other reasons than unsubscribing; contact these people in another way`,
  ];
}

/** What is odd in the database and may cost mail (spec 4.4): a warning for each kind, with a count and an example. */
export function listOddWarnings(
  store: Store,
  context: PlanContext,
  plan: { readonly ledger: Ledger; readonly odd: OddCounts },
): string[] {
  const counted = Object.entries(plan.odd).map(
    ([kind, found]) => `${kind}: ${explanations[kind as OddKind](found)}`,
  );
  return [
    ...counted.sort(),
    ...describeInstances(context),
    ...describeRecreated(store, context),
    ...describeSuppressions(store),
    ...describeStoppedNotices(plan.ledger),
  ];
}
