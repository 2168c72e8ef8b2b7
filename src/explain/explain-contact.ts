import { findDailyCap } from '../domain/balance/daily-limit.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import { noBehaviour } from '../domain/event/behaviour.ts';
import type { ContactChanges } from '../domain/plan/diff-contact.ts';
import { allHistory } from '../domain/plan/history-bound.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { buildPlanContext, type PlanSettings } from '../plan/build-plan-context.ts';
import { ContactSource } from '../plan/contact-source.ts';
import { tooManyRows } from '../plan/describe-bounds.ts';
import { findUnfinishedWrites } from '../plan/find-unfinished-writes.ts';
import type { EffectiveSettings } from '../settings/effective-settings.ts';
import { estimateContactCount } from '../settings/estimate-contact-count.ts';
import type { ExplainReads, RowOrigin } from '../store/explain-reads.ts';
import type { Store } from '../store/store.ts';
import type { ContactExplanation, ExplainedRun } from './contact-explanation.ts';
import { createContactFacts, createPolicyFacts } from './contact-facts.ts';
import { createTimeline } from './create-timeline.ts';
import { describeDifferences, describeViolations } from './describe-differences.ts';
import type { ExplainSubject } from './explain-subject.ts';
import { listChanges } from './list-changes.ts';
import { MailCounts } from './mail-counts.ts';
import { findNoEvents } from './no-events.ts';
import { type OneContactPlan, planOneContact } from './plan-one-contact.ts';
import { type PastRun, readRunSettings } from './read-run-settings.ts';
import { rewindContact } from './rewind-contact.ts';
import { createRowFacts } from './row-facts.ts';
import { listWindows, toWindowFacts } from './window-entries.ts';

/** What is asked for: what a run at a moment would decide, or what a run of the past has decided. */
export type ExplainRequest = {
  readonly contactId: number;
  /** How messages call the database. */
  readonly where: string;
} & (
  | {
      readonly settings: Pick<EffectiveSettings, 'configuration' | 'policy' | 'stateBuffers'>;
      readonly asOf: Temporal.Instant;
      readonly runId?: undefined;
    }
  | { readonly runId: string }
);

/** The contact as it is explained: as it is now, or as a run of the past has left it. */
interface ExplainedContact {
  readonly input: ContactInput;
  readonly origins: ReadonlyMap<number, RowOrigin>;
  readonly run: ExplainedRun | null;
}

/** The timeline begins a year back, or with the oldest row. */
const daysBack = 365;

/** How far back windows are drawn for old rows. */
const longestPast = 3660;

function noSuchContact({ contactId, where }: ExplainRequest): SendwindowError {
  return new SendwindowError(
    'NO_SUCH_CONTACT',
    `${where}: there is no contact ${contactId}, and no row or history of one that is gone; name an id of the table contacts`,
  );
}

const goneContact = (id: number): ContactInput => ({
  id,
  record: undefined,
  rows: [],
  targets: [],
  openIssues: [],
  readBehaviour: () => noBehaviour,
});
function hasTooManyRows({ where, contactId }: ExplainRequest): SendwindowError {
  return new SendwindowError('TOO_MANY_ROWS', `${where}: contact ${contactId}: ${tooManyRows}`);
}

const hasAnything = (input: ContactInput): boolean =>
  input.record !== undefined || input.rows.length > 0 || input.openIssues.length > 0;

/** Everything that is asked of the database for one explanation. */
class Explainer {
  readonly #store: Store;
  readonly #request: ExplainRequest;
  readonly #reads: ExplainReads;
  readonly #past: PastRun | undefined;
  readonly #settings: PlanSettings;
  readonly #context: PlanContext;

  constructor(store: Store, request: ExplainRequest) {
    this.#store = store;
    this.#request = request;
    this.#reads = store.explainReads;
    if (request.runId === undefined) {
      const { configuration, policy, stateBuffers } = request.settings;
      this.#settings = { configuration, policy, stateBuffers, now: request.asOf, replan: false };
    } else {
      this.#past = readRunSettings(store, request.runId, request.where);
      this.#settings = this.#past.settings;
    }
    this.#context = buildPlanContext(store, this.#settings);
  }

  explain(): ContactExplanation {
    const { input, origins, run } = this.#findContact();
    const mailCounts = this.#past === undefined ? this.#countMails(input) : undefined;
    const planned = planOneContact(input, this.#context, this.#settings, mailCounts);
    const subject: ExplainSubject = {
      ...planned,
      changes: this.#past === undefined ? planned.changes : onlyRows(planned.changes),
      input,
      context: this.#context,
      mailCounts,
      toRowFacts: createRowFacts(origins, (runId) => this.#momentOf(runId)),
    };
    return this.#describe(subject, run);
  }

  #findContact(): ExplainedContact {
    const { clock } = this.#context;
    const unfinished = this.#past === undefined ? findUnfinishedWrites(this.#store, clock) : undefined;
    const source = new ContactSource(this.#store, allHistory, unfinished);
    const [found] = source.readSelected([this.#request.contactId]);
    if (source.passedOver.has(this.#request.contactId)) throw hasTooManyRows(this.#request);
    if (this.#past !== undefined) return this.#rewind(found, this.#past);
    const input = found ?? this.#findGone();
    const origins = this.#reads.listRowOrigins(this.#request.contactId);
    return { input, origins: new Map(origins.map((origin) => [origin.id, origin])), run: null };
  }

  /** A contact that is gone and has no row any more: what was changed of it is all there is to tell. */
  #findGone(): ContactInput {
    const { contactId } = this.#request;
    const hasHistory =
      this.#reads.listContactChanges(contactId).length > 0 ||
      this.#reads.listRowChanges(contactId).length > 0;
    if (!hasHistory) throw noSuchContact(this.#request);
    return goneContact(contactId);
  }

  #rewind(found: ContactInput | undefined, { checkpoint }: PastRun): ExplainedContact {
    const target = {
      checkpointId: checkpoint.id,
      runTimestamp: checkpoint.runTimestamp,
      today: this.#context.clock.today,
    };
    const { input, origins, notes } = rewindContact(this.#request.contactId, found, target, this.#reads);
    if (!hasAnything(input)) throw noSuchContact(this.#request);
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

  #countMails(input: ContactInput): MailCounts {
    const { load_balancing: balancing } = this.#context.configuration;
    return new MailCounts(this.#reads, input, findDailyCap(balancing, estimateContactCount(this.#store)));
  }

  #momentOf(runId: string): string | null {
    return this.#reads.findRunMoment(runId)?.runTimestamp ?? null;
  }

  #describe(subject: ExplainSubject, run: ExplainedRun | null): ContactExplanation {
    const { plan, input } = subject;
    const { clock, horizonEnd, configuration } = this.#context;
    const differences = describeDifferences(subject);
    const windows = this.#listWindows(subject);
    return {
      contact_id: this.#request.contactId,
      as_of: this.#settings.now
        .toZonedDateTimeISO(configuration.timezone)
        .toString({ timeZoneName: 'never', smallestUnit: 'second' }),
      today: formatDate(clock.today),
      earliest: formatDate(clock.earliest),
      horizon_end: formatDate(horizonEnd),
      run,
      contact: createContactFacts(input, plan, this.#store.contactLookUp.findById(this.#request.contactId)),
      policy: createPolicyFacts(plan, this.#settings),
      limits: {
        daily_cap: subject.mailCounts?.dailyCap ?? null,
        max_emails_per_period: configuration.frequency.max_emails_per_period,
        period_days: configuration.frequency.period_days,
      },
      holds: this.#store.holds.listHolds().map(({ reason }) => reason),
      windows: windows.map(toWindowFacts),
      timeline: createTimeline(subject, windows, this.#firstDay(subject)),
      no_events: findNoEvents(subject),
      changes: listChanges(this.#reads, this.#request.contactId, run?.run_id, (runId) =>
        this.#momentOf(runId),
      ),
      agrees: differences.length === 0,
      differences,
      violations: describeViolations(subject),
    };
  }

  /** A year back, or further where there are older rows. */
  #firstDay({ input, context }: ExplainSubject): EpochDay {
    const { today } = context.clock;
    const days = input.rows.map((row) => row.sendDate).filter((day) => day > addDays(today, -longestPast));
    return Math.min(addDays(today, -daysBack), ...days) as EpochDay;
  }

  #listWindows(subject: ExplainSubject) {
    const windows = subject.plan.state?.contact.eligible ? subject.plan.state.windows : undefined;
    return windows === undefined
      ? []
      : listWindows(windows, this.#firstDay(subject), this.#context.horizonEnd);
  }
}

/** A run of the past is compared by its rows: issues and targets have no history to compare with. */
const onlyRows = (changes: OneContactPlan['changes']): ContactChanges => ({
  ...changes,
  openedIssues: [],
  resolvedIssues: [],
  targets: [],
});

/**
 * Explains one contact (spec 4.2): windows, every event and every row, their verdicts and how they came about, and
 * where the stored plan differs from what a run would leave. Plans with the functions that every run uses, and reads
 * from one snapshot; writes nothing.
 *
 * @throws SendwindowError NO_SUCH_CONTACT where neither the contact nor a row or change of it exists; NO_SUCH_RUN
 */
export function explainContact(store: Store, request: ExplainRequest): ContactExplanation {
  return store.snapshot(() => new Explainer(store, request).explain());
}
