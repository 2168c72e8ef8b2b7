import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Target } from '../campaign/campaign.ts';
import type { Contact, ContactIssue, ContactRecord } from '../contact/contact.ts';
import { type ContactRules, readContact } from '../contact/read-contact.ts';
import { type Behaviour, noBehaviour } from '../event/behaviour.ts';
import { findYearlyEvents } from '../event/calendar-events.ts';
import { findCampaignEvents } from '../event/campaign-events.ts';
import { findFollowUpEvent } from '../event/follow-up-event.ts';
import { findPostWindowEvents } from '../event/post-window-events.ts';
import { type ContactState, describeStates, unknownState } from '../exclusion/contact-state.ts';
import { findContactWindows } from '../exclusion/contact-windows.ts';
import type { ResolvedRule, StateRules } from '../exclusion/state-rules.ts';
import { type Leftover, settleLeftover } from '../mail/leftover.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import { findOccupiedMails, type OccupiedMail } from '../mail/occupied-mail.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import { RowClaims } from '../mail/row-claims.ts';
import type { ScheduleRow } from '../mail/schedule-row.ts';
import { placeFollowUp } from '../placement/place-follow-up.ts';
import { placeMail } from '../placement/place-mail.ts';
import type { PlanContext } from '../plan-context.ts';
import type { OpenIssue } from './open-issue.ts';

/** Everything the database holds about one contact; `record` is absent when the contact is gone. */
export interface ContactInput {
  readonly id: number;
  readonly record: ContactRecord | undefined;
  readonly rows: readonly ScheduleRow[];
  readonly targets: readonly Target[];
  readonly openIssues: readonly OpenIssue[];
  readonly readBehaviour: () => Behaviour;
}

/** A contact of which nothing is left: neither a record nor a row. */
export const goneContact = (id: number): ContactInput => ({
  id,
  record: undefined,
  rows: [],
  targets: [],
  openIssues: [],
  readBehaviour: () => noBehaviour,
});

/** An event that gets no mail of this run. */
export interface UnplannedEvent {
  readonly event: MailEvent;
  /** The foreign row that closes it; absent when the event is over. */
  readonly closedBy: ScheduleRow | undefined;
}

/** What is decided for one contact before anything is balanced over all contacts (spec 2.2 to 2.8). */
export interface ContactPlan {
  readonly id: number;
  /** Absent when the contact is gone. */
  readonly state: ContactState | undefined;
  readonly mails: readonly PlannedMail[];
  readonly unplanned: readonly UnplannedEvent[];
  readonly leftovers: readonly Leftover[];
  readonly occupied: readonly OccupiedMail[];
  /** Send dates of pre-scheduled rows that this run does not place: outside it, or of an unknown type. */
  readonly unplacedDates: readonly EpochDay[];
  readonly issues: readonly ContactIssue[];
  readonly eventOfTarget: ReadonlyMap<number, MailEvent>;
}

const noIssues: readonly ContactIssue[] = [];

const joinIssues = (a: readonly ContactIssue[], b: readonly ContactIssue[]): readonly ContactIssue[] =>
  a.length === 0 ? b : [...a, ...b];

const noTargets: ReadonlyMap<number, MailEvent> = new Map();
const noIds: ReadonlySet<number> = new Set();

/** The states whose rules count for a contact: its ZIP's, with `strictest` also its declared one (spec 3.2). */
function findStateKey(contact: Contact, context: PlanContext): string {
  const { state, declaredState, declaredStateUnknown } = contact;
  if (context.configuration.on_state_mismatch === 'zip') return state;
  if (declaredStateUnknown) return `${state} ${unknownState}`;
  return declaredState === '' || declaredState === state ? state : `${state} ${declaredState}`;
}

/** What a run judges contacts by. */
export const toContactRules = (context: PlanContext): ContactRules => ({
  today: context.clock.today,
  stateOfZip: context.stateOfZip,
  stateOfZipPrefix: context.stateOfZipPrefix,
  suppressions: context.suppressions,
  duplicates: context.duplicates,
  onDuplicate: context.configuration.on_duplicate,
  reusedIds: context.reusedIds,
});

/** The rules of the states of a {@link ContactState.stateKey}. */
export function findRulesOfStates(stateKey: string, stateRules: StateRules): readonly ResolvedRule[] {
  return stateKey.length <= 2 ? stateRules(stateKey) : stateKey.split(' ').flatMap(stateRules);
}

/** A contact with its windows (spec 2.3). */
export function findContactState(contact: Contact, context: PlanContext): ContactState {
  const stateKey = findStateKey(contact, context);
  const rules = findRulesOfStates(stateKey, context.stateRules);
  const windows = findContactWindows(rules, contact.birthDate, contact.effectiveDate);
  const cannotBeKnown = windows.anchorMissing || stateKey.endsWith(unknownState);
  const windowsUnknown = cannotBeKnown && context.configuration.on_missing_anchor === 'withhold';
  return { contact, stateKey, windows, windowsUnknown };
}

/** Plans the events of one eligible contact, one after another. */
class EventPlanner {
  readonly mails: PlannedMail[] = [];
  readonly unplanned: UnplannedEvent[] = [];
  readonly #claims: RowClaims;
  readonly #state: ContactState;
  readonly #context: PlanContext;

  constructor(claims: RowClaims, state: ContactState, context: PlanContext) {
    this.#claims = claims;
    this.#state = state;
    this.#context = context;
  }

  plan(event: MailEvent): void {
    const { row, closedBy } = this.#claims.claim(event);
    if (closedBy !== undefined) {
      this.unplanned.push({ event, closedBy });
      return;
    }
    const placeEvent = event.kind === 'followup' ? placeFollowUp : placeMail;
    const mail = placeEvent(event, row, this.#state, this.#context);
    if (mail !== undefined) this.mails.push(mail);
    else {
      if (row !== undefined) this.#claims.release(row);
      this.unplanned.push({ event, closedBy: undefined });
    }
  }
}

const anchorIssue = (state: ContactState): ContactIssue => ({
  issue: 'window_anchor_missing',
  detail: `the rule of ${describeStates(state)} needs a date that is absent; add the birth date or the effective date`,
});

function planEligible(input: ContactInput, state: ContactState, claims: RowClaims, context: PlanContext) {
  const { contact } = state;
  const planner = new EventPlanner(claims, state, context);
  const campaigns = findCampaignEvents(contact, input.targets, context);
  for (const event of findYearlyEvents(contact, context)) planner.plan(event);
  for (const event of campaigns.events) planner.plan(event);
  for (const event of findPostWindowEvents(state, planner.mails, input.rows, context)) planner.plan(event);
  const hasSent = claims.foreign.length > 0;
  const { rows, readBehaviour } = input;
  const findOwned = (event: MailEvent): ScheduleRow | undefined => claims.findOwned(event);
  const followUp = hasSent
    ? findFollowUpEvent({ state, rows, readBehaviour, findOwned }, context)
    : undefined;
  if (followUp !== undefined) planner.plan(followUp);
  const issues = state.windows.anchorMissing ? [anchorIssue(state), ...campaigns.issues] : campaigns.issues;
  return { planner, issues, eventOfTarget: campaigns.eventOfTarget };
}

/** Dates on which the daily cap finds a mail of the contact that this run does not place (spec 2.5, 2.6). */
function findUnplacedDates(foreign: readonly ScheduleRow[], leftovers: readonly Leftover[]): EpochDay[] {
  const outside = leftovers.filter(({ fate }) => fate === 'outside').map(({ row }) => row);
  return [...outside, ...foreign].filter((row) => row.status === 'pre-scheduled').map((row) => row.sendDate);
}

/**
 * Plans one contact (spec 2): its events, the existing row of each, and where each mail goes before the three
 * adjustments over all contacts. A contact that is gone or not eligible has no events; its rows are leftovers.
 */
export function planContact(input: ContactInput, context: PlanContext): ContactPlan {
  const { rows, targets } = input;
  const contact = input.record && readContact(input.record, toContactRules(context));
  const state = contact && findContactState(contact, context);
  const claims = new RowClaims(
    rows,
    targets.length === 0 ? noIds : new Set(targets.map((target) => target.id)),
  );
  const planned = state?.contact.eligible ? planEligible(input, state, claims, context) : undefined;
  const leftovers = claims
    .leftovers()
    .map((row) => settleLeftover(row, context.clock.today, context.horizonEnd));
  const isClear = claims.foreign.length === 0 && leftovers.length === 0;
  return {
    id: input.id,
    state,
    mails: planned?.planner.mails ?? [],
    unplanned: planned?.planner.unplanned ?? [],
    leftovers,
    occupied: isClear ? [] : findOccupiedMails(claims.foreign, leftovers, context),
    unplacedDates: isClear ? [] : findUnplacedDates(claims.foreign, leftovers),
    issues: joinIssues(contact?.issues ?? noIssues, planned?.issues ?? noIssues),
    eventOfTarget: planned?.eventOfTarget ?? noTargets,
  };
}
