import { findDailyCap } from '../domain/balance/daily-limit.ts';
import { allHistory } from '../domain/plan/history-bound.ts';
import { type ContactInput, goneContact } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { buildPlanContext, type PlanSettings } from '../plan/build-plan-context.ts';
import { ContactSource } from '../plan/contact-source.ts';
import { tooManyRows } from '../plan/describe-bounds.ts';
import { findUnfinishedWrites } from '../plan/find-unfinished-writes.ts';
import { estimateContactCount } from '../settings/estimate-contact-count.ts';
import type { ContactIdentity } from '../store/contact-look-up.ts';
import type { RowOrigin } from '../store/explain-reads.ts';
import type { Store } from '../store/store.ts';
import type { ChangeEntry, ExplainedRun } from './contact-explanation.ts';
import type { ExplainRequest } from './explain-request.ts';
import { listChanges } from './list-changes.ts';
import { MailCounts } from './mail-counts.ts';
import { type PastRun, readRunSettings } from './read-run-settings.ts';
import { rewindContact } from './rewind-contact.ts';

/** A contact as it is now, or as a run of the past has left it. */
interface FoundContact {
  readonly input: ContactInput;
  readonly origins: ReadonlyMap<number, RowOrigin>;
  /** Null: it is explained as it is now. */
  readonly run: ExplainedRun | null;
}

/** Everything that one explanation is made from. */
export interface ExplainedContact extends FoundContact {
  readonly settings: PlanSettings;
  readonly context: PlanContext;
  /** How many mails a date holds, looked up on demand; undefined for a run of the past. */
  readonly mailCounts: MailCounts | undefined;
  readonly identity: ContactIdentity | undefined;
  /** The reasons of the holds in force. */
  readonly holds: readonly string[];
  readonly changes: readonly ChangeEntry[];
  /** The moment of a run; null where its checkpoint is not known. */
  readonly momentOf: (runId: string) => string | null;
}

function noSuchContact({ contactId, where }: ExplainRequest): SendwindowError {
  return new SendwindowError(
    'NO_SUCH_CONTACT',
    `${where}: there is no contact ${contactId}, and no row or history of a deleted contact with this id; name an id of the table contacts`,
  );
}

function hasTooManyRows({ where, contactId }: ExplainRequest): SendwindowError {
  return new SendwindowError('TOO_MANY_ROWS', `${where}: contact ${contactId}: ${tooManyRows}`);
}

const hasAnything = (input: ContactInput): boolean =>
  input.record !== undefined || input.rows.length > 0 || input.openIssues.length > 0;

/** Of a contact that is gone and has no row any more, only its changes can be shown. */
function hasHistory({ explainReads: reads }: Store, contactId: number): boolean {
  return reads.listContactChanges(contactId).length > 0 || reads.listRowChanges(contactId).length > 0;
}

/** The contact as it is now; undefined: there is neither a record nor a row of it. */
function readInput(
  store: Store,
  request: ExplainRequest,
  context: PlanContext,
  isPast: boolean,
): ContactInput | undefined {
  const unfinished = isPast ? undefined : findUnfinishedWrites(store, context.clock);
  const source = new ContactSource(store, allHistory, unfinished);
  const [found] = source.readSelected([request.contactId]);
  if (source.passedOver.has(request.contactId)) throw hasTooManyRows(request);
  return found;
}

function findPresent(store: Store, request: ExplainRequest, context: PlanContext): FoundContact {
  const { contactId } = request;
  const found = readInput(store, request, context, false);
  if (found === undefined && !hasHistory(store, contactId)) throw noSuchContact(request);
  const origins = store.explainReads.listRowOrigins(contactId);
  return {
    input: found ?? goneContact(contactId),
    origins: new Map(origins.map((origin) => [origin.id, origin])),
    run: null,
  };
}

function findPast(
  store: Store,
  request: ExplainRequest,
  context: PlanContext,
  { checkpoint }: PastRun,
): FoundContact {
  const target = {
    checkpointId: checkpoint.id,
    runTimestamp: checkpoint.runTimestamp,
    today: context.clock.today,
  };
  const found = readInput(store, request, context, true);
  const { input, origins, notes } = rewindContact(request.contactId, found, target, store.explainReads);
  if (!hasAnything(input)) throw noSuchContact(request);
  const run: ExplainedRun = {
    run_id: checkpoint.runId,
    run_timestamp: checkpoint.runTimestamp,
    status: checkpoint.status,
    product_version: checkpoint.productVersion,
    configuration_hash: checkpoint.configurationHash as string,
    policy_hash: checkpoint.policyHash as string,
    rewound: notes,
  };
  return { input, origins, run };
}

function countMails(store: Store, input: ContactInput, { configuration }: PlanContext): MailCounts {
  const cap = findDailyCap(configuration.load_balancing, estimateContactCount(store));
  return new MailCounts(store.explainReads, input, cap);
}

function readSettings(store: Store, request: ExplainRequest): { settings: PlanSettings; past?: PastRun } {
  if (request.runId !== undefined) {
    const past = readRunSettings(store, request.runId, request.where);
    return { settings: past.settings, past };
  }
  const { configuration, policy, stateBuffers } = request.settings;
  return { settings: { configuration, policy, stateBuffers, now: request.asOf, replan: false } };
}

/**
 * Reads what one explanation is made from; the caller holds a snapshot.
 *
 * @throws SendwindowError NO_SUCH_CONTACT, NO_SUCH_RUN, TOO_MANY_ROWS
 */
export function readExplainedContact(store: Store, request: ExplainRequest): ExplainedContact {
  const { contactId } = request;
  const reads = store.explainReads;
  const { settings, past } = readSettings(store, request);
  const context = buildPlanContext(store, settings);
  const found =
    past === undefined ? findPresent(store, request, context) : findPast(store, request, context, past);
  const momentOf = (runId: string): string | null => reads.findRunMoment(runId)?.runTimestamp ?? null;
  return {
    ...found,
    settings,
    context,
    mailCounts: past === undefined ? countMails(store, found.input, context) : undefined,
    identity: store.contactLookUp.findById(contactId),
    holds: store.holds.listHolds().map(({ reason }) => reason),
    changes: listChanges(reads, contactId, found.run?.run_id, momentOf),
    momentOf,
  };
}
