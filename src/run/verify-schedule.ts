import { formatDate } from '../domain/calendar/date-text.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import { buildPlanContext, type PlanSettings } from '../plan/build-plan-context.ts';
import { allIds, ContactSource } from '../plan/contact-source.ts';
import { createRowVerifier, type RowViolation } from '../plan/verify-rows.ts';
import { resolveSettings, type SettingsRequest } from '../settings/effective-settings.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import type { RunObserver } from './run-observer.ts';

/** Which database is verified, and what today is. */
export interface VerifyOptions {
  readonly database: string;
  /** `--as-of`: the instant that is taken for now. */
  readonly asOf: Temporal.Instant;
  readonly settings: SettingsRequest;
  /** Rows that are listed at most; default 10,000: of a database that is wrong altogether the counts say enough. */
  readonly listed?: number | undefined;
  readonly observer: RunObserver;
}

/** A row that breaks a rule, as `verify --json` prints it. */
export interface ReportedViolation {
  readonly contact_id: number;
  readonly schedule_id: number;
  readonly email_type: string;
  /** `YYYY-MM-DD`. */
  readonly send_date: string | null;
  readonly rule: string;
  readonly detail: string;
}

/** What `verify DB` prints. */
export interface VerifyReport {
  readonly as_of: string;
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly contacts: number;
  /** Pre-scheduled mails dated today or later, within the horizon: those that were judged. */
  readonly mails: number;
  readonly violations: {
    readonly total: number;
    /** Contacts with at least one. */
    readonly contacts: number;
    readonly by_rule: Readonly<Record<string, number>>;
    /** The first of them, in the order of contact ids. */
    readonly rows: readonly ReportedViolation[];
  };
  /** Contacts that have too many rows to be judged (TOO_MANY_ROWS), and the first of them. */
  readonly passed_over: { readonly contacts: number; readonly contact_ids: readonly number[] };
}

const defaultListed = 10_000;

/** Gathers what is found, contact by contact. */
class VerifyTally {
  contacts = 0;
  mails = 0;
  #total = 0;
  #contactsFound = 0;
  readonly #byRule: Record<string, number> = {};
  readonly #rows: ReportedViolation[] = [];
  readonly #listed: number;

  constructor(listed: number) {
    this.#listed = listed;
  }

  add(violations: readonly RowViolation[]): void {
    if (violations.length > 0) this.#contactsFound++;
    this.#total += violations.length;
    for (const { contactId, row, rule, detail } of violations) {
      this.#byRule[rule] = (this.#byRule[rule] ?? 0) + 1;
      if (this.#rows.length >= this.#listed) continue;
      const { id: schedule_id, emailType: email_type, sendDateText: send_date } = row;
      this.#rows.push({ contact_id: contactId, schedule_id, email_type, send_date, rule, detail });
    }
  }

  get violations(): VerifyReport['violations'] {
    return {
      total: this.#total,
      contacts: this.#contactsFound,
      by_rule: this.#byRule,
      rows: this.#rows,
    };
  }
}

async function verifyRows(store: Store, options: VerifyOptions): Promise<VerifyReport> {
  const { configuration, policy, stateBuffers } = await resolveSettings(
    store,
    options.settings,
    options.asOf,
  );
  const settings: PlanSettings = { configuration, policy, stateBuffers, now: options.asOf, replan: false };
  const context = buildPlanContext(store, settings, 'all');
  const verify = createRowVerifier(context, settings);
  const source = new ContactSource(store);
  const tally = new VerifyTally(options.listed ?? defaultListed);
  options.observer.startPhase('verify', store.countContacts());
  const judge = (input: ContactInput): void => {
    const { judged, violations } = verify(input, input.rows);
    if (input.record !== undefined) tally.contacts++;
    tally.mails += judged;
    tally.add(violations);
  };
  for (const input of source.readRange(allIds)) {
    judge(input);
    if (tally.contacts % 1000 === 0) options.observer.advance(tally.contacts);
  }
  return {
    as_of: options.asOf.toZonedDateTimeISO(configuration.timezone).toString({ timeZoneName: 'never' }),
    today: formatDate(context.clock.today),
    contacts: tally.contacts,
    mails: tally.mails,
    violations: tally.violations,
    passed_over: { contacts: source.passedOver.contacts, contact_ids: source.passedOver.contactIds },
  };
}

/**
 * Judges the rows of any org database as they are, no matter which program wrote them (spec 4.1, "Verify"; `verify DB`): pre-scheduled
 * rows of the planner's dated today or later. The sender's rows and rows beyond the horizon count towards the limits and
 * are not judged. Reads one snapshot, a few thousand contacts at a time; writes nothing.
 *
 * That something was placed before `earliest` cannot be seen from an existing row: an earlier run, before the send
 * time, may have put it on today.
 *
 * @throws SendwindowError of opening or reading the database, or of its settings
 */
export async function verifySchedule(options: VerifyOptions): Promise<VerifyReport> {
  using store = Store.open(options.database, { mode: 'read-only' });
  try {
    store.beginSnapshot();
    return await verifyRows(store, options);
  } catch (error) {
    throw translateSqliteError(error, options.database);
  }
}
