import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import { normalizeDateTime } from '../calendar/run-clock.ts';
import type { Contact } from '../contact/contact.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import {
  findFormerRow,
  isId,
  isOwned,
  isWithoutEffect,
  type ScheduleRow,
  wentOutDate,
} from '../schedule/schedule-row.ts';
import { type Behaviour, type BehaviourVerdict, judgeBehaviour } from './behaviour.ts';
import { calendarTypes, isCampaignType, isFollowUpType, type MailEvent } from './mail-event.ts';

/** A sent mail that may be followed up (spec 2.8). */
interface InitialRow {
  readonly row: ScheduleRow;
  readonly wentOut: EpochDay;
  readonly isPlanned: boolean;
}

/** Sent or delivered, of a type that is followed up, and with an id that a follow-up can name. */
function isInitialRow(row: ScheduleRow, context: PlanContext): boolean {
  if (!isId(row.id)) return false;
  if (row.status !== 'sent' && row.status !== 'delivered') return false;
  if (isCampaignType(row.emailType))
    return context.campaigns.get(row.instanceId ?? -1)?.followupsEnabled ?? false;
  return (calendarTypes as readonly string[]).includes(row.emailType);
}

/** The initial row with what selects it, if all conditions of 2.8 hold. */
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
  const isPlanned = own.some((followUp) => isOwned(followUp) && followUp.status === 'pre-scheduled');
  if (!isRecent && !isPlanned) return undefined;
  const isDone = (followUp: ScheduleRow): boolean =>
    !isOwned(followUp) || (followUp.status === 'skipped' && followUp.sendDate < clock.today);
  if (own.some(isDone)) return undefined;
  const since = addDays(wentOut, -lookback);
  const wentOutSince = (followUp: ScheduleRow): boolean =>
    !isOwned(followUp) && !isWithoutEffect(followUp.status) && wentOutDate(followUp, clock) >= since;
  return followUps.some(wentOutSince) ? undefined : { row, wentOut, isPlanned };
}

/** One per contact: with a pre-scheduled follow-up first, then the latest, then the highest id. */
function isBetter(a: InitialRow, b: InitialRow): boolean {
  if (a.isPlanned !== b.isPlanned) return a.isPlanned;
  return a.wentOut !== b.wentOut ? a.wentOut > b.wentOut : a.row.id > b.row.id;
}

/** The initial row that is followed up, if there is one. */
function findInitialRow(rows: readonly ScheduleRow[], context: PlanContext): InitialRow | undefined {
  const followUps = rows.filter((row) => isFollowUpType(row.emailType));
  let best: InitialRow | undefined;
  for (const row of rows) {
    if (!isInitialRow(row, context)) continue;
    const initial = checkInitialRow(row, followUps, context);
    if (initial !== undefined && (best === undefined || isBetter(initial, best))) best = initial;
  }
  return best;
}

/** Behaviour counts from the time the mail went out; without one, from the start of its send date. */
function behaviourFrom(row: ScheduleRow, context: PlanContext): string {
  const actual = row.actualSendDateTime === null ? undefined : normalizeDateTime(row.actualSendDateTime);
  return actual ?? context.clock.startOfDate(row.sendDate);
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

/**
 * The follow-up of a contact (spec 2.8): at most one. Its `firstDate` is the date it goes on, t; its `lastDate` is hi.
 */
export function findFollowUpEvent(
  contact: Contact,
  rows: readonly ScheduleRow[],
  readBehaviour: () => Behaviour,
  context: PlanContext,
): MailEvent | undefined {
  const initial = findInitialRow(rows, context);
  if (initial === undefined) return undefined;
  const { configuration, clock } = context;
  const { timing, load_balancing: balancing, priorities } = configuration;
  const { row, wentOut } = initial;
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
