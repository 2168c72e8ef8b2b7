import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import { normalizeDateTime, readBareDate } from '../calendar/run-clock.ts';
import type { Contact } from '../contact/contact.ts';
import type { ContactState } from '../exclusion/contact-state.ts';
import { calendarTypes, isCampaignType, isFollowUpType, type MailEvent } from '../mail/mail-event.ts';
import {
  findFormerRow,
  hasReached,
  isId,
  isOwned,
  isWithoutEffect,
  type ScheduleRow,
  wentOutDate,
} from '../mail/schedule-row.ts';
import { placeFollowUp } from '../placement/place-follow-up.ts';
import type { PlanContext } from '../plan-context.ts';
import { type Behaviour, type BehaviourVerdict, judgeBehaviour } from './behaviour.ts';

/** A sent mail that may be followed up (spec 2.8). */
interface InitialRow {
  readonly row: ScheduleRow;
  readonly wentOut: EpochDay;
  /** It has a pre-scheduled follow-up already. */
  readonly isPlanned: boolean;
  /** It went out within the lookback, and no follow-up of it is dated before today. */
  readonly isFresh: boolean;
}

/** Sent or delivered, of a type that is followed up, and with an id that a follow-up can name. */
function isInitialRow(row: ScheduleRow, context: PlanContext): boolean {
  if (!isId(row.id) || !hasReached(row.status)) return false;
  if (isCampaignType(row.emailType))
    return context.campaigns.get(row.instanceId ?? -1)?.followupsEnabled ?? false;
  return (calendarTypes as readonly string[]).includes(row.emailType);
}

/** The initial row with what selects it, if it may be followed up (spec 2.8). */
function checkInitialRow(
  row: ScheduleRow,
  followUps: readonly ScheduleRow[],
  context: PlanContext,
): InitialRow | undefined {
  const { clock } = context;
  const lookback = context.configuration.timing.followup_lookback_days;
  const wentOut = wentOutDate(row, clock);
  const isRecent = wentOut >= addDays(clock.today, -lookback) && wentOut <= clock.today;
  if (!isRecent && followUps.length === 0) return undefined;
  const own = followUps
    .filter((followUp) => followUp.parentId === row.id)
    .map(findFormerRow)
    .filter((followUp) => followUp !== undefined);
  if (own.some((followUp) => !isOwned(followUp))) return undefined;
  const isPlanned = own.some((followUp) => followUp.status === 'pre-scheduled');
  const hasPast = own.some((followUp) => followUp.sendDate < clock.today);
  // Without a pre-scheduled follow-up all of its follow-ups are skipped ones.
  if (!isPlanned && (!isRecent || hasPast)) return undefined;
  const since = addDays(wentOut, -lookback);
  const wentOutSince = (followUp: ScheduleRow): boolean =>
    !isOwned(followUp) && !isWithoutEffect(followUp.status) && wentOutDate(followUp, clock) >= since;
  if (followUps.some(wentOutSince)) return undefined;
  return { row, wentOut, isPlanned, isFresh: isRecent && !hasPast };
}

/** The latest by date, then the highest id. */
const byRecency = (a: InitialRow, b: InitialRow): number => b.wentOut - a.wentOut || b.row.id - a.row.id;

/** The initial rows that may be followed up, the latest first. */
function listInitialRows(rows: readonly ScheduleRow[], context: PlanContext): InitialRow[] {
  const followUps = rows.filter((row) => isFollowUpType(row.emailType));
  return rows
    .filter((row) => isInitialRow(row, context))
    .map((row) => checkInitialRow(row, followUps, context))
    .filter((initial) => initial !== undefined)
    .sort(byRecency);
}

/** Behaviour counts from the time the mail went out; without one, from the start of its send date. */
function behaviourFrom(row: ScheduleRow, { clock }: PlanContext): string {
  const text = row.actualSendDateTime;
  if (text === null) return clock.startOfDate(row.sendDate);
  return normalizeDateTime(text) ?? clock.startOfDate(readBareDate(text) ?? row.sendDate);
}

/** `metadata` of a follow-up's row (spec 3.1): what it follows and why it is of its kind. */
function describeFollowUp(
  initial: ScheduleRow,
  verdict: BehaviourVerdict,
  campaignName: string | null,
): string {
  return JSON.stringify({
    initial_comm_log_id: initial.id,
    initial_email_type: initial.emailType,
    followup_behavior: {
      clicked: verdict.clicked,
      answered: verdict.answered,
      decided_by: verdict.decidedBy,
    },
    campaign_name: campaignName,
  });
}

function createFollowUpEvent(
  { row, wentOut }: InitialRow,
  contact: Contact,
  readBehaviour: () => Behaviour,
  context: PlanContext,
): MailEvent {
  const { configuration, clock } = context;
  const { timing, load_balancing: balancing, priorities } = configuration;
  const campaign = context.campaigns.get(row.instanceId ?? -1);
  const verdict = judgeBehaviour(readBehaviour(), behaviourFrom(row, context));
  const templates = configuration.templates[verdict.kind];
  const idealDate = addDays(wentOut, timing.followup_delay_days);
  return {
    kind: 'followup',
    emailType: verdict.kind,
    eventDate: row.eventDate,
    idealDate,
    firstDate: idealDate >= clock.earliest ? idealDate : addDays(clock.today, 1),
    lastDate: addDays(wentOut, timing.followup_lookback_days + balancing.catch_up_spread_days),
    priority: isCampaignType(row.emailType) ? row.priority : priorities.followup,
    respectsWindows: true,
    transactional: false,
    campaign: undefined,
    instanceId: row.instanceId,
    targetId: null,
    parentId: row.id,
    emailTemplate: campaign?.followupEmailTemplate ?? templates?.email ?? null,
    smsTemplate: contact.hasPhone ? (campaign?.followupSmsTemplate ?? templates?.sms ?? null) : null,
    metadata: describeFollowUp(row, verdict, campaign?.name ?? null),
  };
}

/** What of a contact decides about its follow-up. */
export interface FollowUpInput {
  readonly state: ContactState;
  readonly rows: readonly ScheduleRow[];
  readonly readBehaviour: () => Behaviour;
  /** The existing row that carries the plan of an event. */
  readonly findOwned: (event: MailEvent) => ScheduleRow | undefined;
}

/**
 * The follow-up of a contact (spec 2.8): at most one. An initial row whose pre-scheduled follow-up stays so comes first;
 * without one, only those count that went out lately. Its `firstDate` is the date it goes on, t; its `lastDate` is hi.
 */
export function findFollowUpEvent(input: FollowUpInput, context: PlanContext): MailEvent | undefined {
  const { state, readBehaviour } = input;
  const initials = listInitialRows(input.rows, context);
  const toEvent = (initial: InitialRow): MailEvent =>
    createFollowUpEvent(initial, state.contact, readBehaviour, context);
  for (const initial of initials) {
    if (!initial.isPlanned) continue;
    const event = toEvent(initial);
    const mail = placeFollowUp(event, input.findOwned(event), state, context);
    if (mail?.status === 'pre-scheduled') return event;
  }
  const fresh = initials.find(({ isFresh }) => isFresh);
  return fresh && toEvent(fresh);
}
