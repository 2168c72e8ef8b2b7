import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Contact } from '../contact/contact.ts';
import { type ContactState, describeStates } from '../exclusion/contact-state.ts';
import { describeWindow, type ExclusionWindow } from '../exclusion/contact-windows.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { PlacementRule, PlannedMail } from '../mail/planned-mail.ts';
import { type Adjustment, findFormerRow, type ScheduleRow, type SkipReason } from '../mail/schedule-row.ts';
import type { PlanContext } from '../plan-context.ts';
import { findCatchUpDate, spreadHash } from './catch-up.ts';
import { isSticky } from './sticky.ts';

/** A verdict of rules 1 to 3: the mail is withheld whatever the dates. */
interface Withheld {
  readonly rule: PlacementRule;
  readonly reason: SkipReason;
  readonly detail: string;
}

/** Rule 1: campaigns that have ended, and mail that has nothing to send. */
export function checkContent(event: MailEvent): Withheld | undefined {
  const { campaign, emailType } = event;
  if (campaign?.activeEnd !== undefined && event.idealDate > campaign.activeEnd) {
    const detail = `${campaign.name} ends before the ideal date`;
    return { rule: 'campaign_ended', reason: 'campaign_ended', detail };
  }
  if (event.emailTemplate !== null || event.smsTemplate !== null) return undefined;
  const detail = `${campaign?.name ?? emailType} has no template for the contact`;
  return { rule: 'template_missing', reason: 'template_missing', detail };
}

/** People may list an address without a reason: that says so, too. */
const describeReasons = ({ suppressedBy }: Contact): string =>
  suppressedBy.map((reason) => (reason === '' ? 'listed without a reason' : reason)).join(', ');

/** Rule 2: the contact is suppressed, or its windows cannot be known. */
export function checkContact(event: MailEvent, state: ContactState): Withheld | undefined {
  const { contact, windows } = state;
  const reached = contact.suppression === 'unsubscribed_only' && event.transactional;
  if (contact.suppression !== 'none' && !reached) {
    return { rule: 'suppressed', reason: 'suppressed', detail: describeReasons(contact) };
  }
  if (state.windowsUnknown && event.respectsWindows) {
    const detail = windows.anchorMissing
      ? `${describeStates(state)}: the date that its windows hang on is absent`
      : "it is not known which state's windows apply";
    return { rule: 'window_unknown', reason: 'window_unknown', detail };
  }
  return undefined;
}

/** Rule 3: the ideal date is excluded. */
function checkWindow(event: MailEvent, state: ContactState): Withheld | undefined {
  if (!event.respectsWindows) return undefined;
  const window = state.windows.windowAt(event.idealDate);
  if (window === undefined) return undefined;
  return { rule: 'excluded', reason: 'exclusion_window', detail: describeWindow(window) };
}

/** Rows of rules 1 to 3 are dated with the ideal date; a past one keeps the row's date, or makes no row. */
function withhold(
  event: MailEvent,
  row: ScheduleRow | undefined,
  why: Withheld,
  today: EpochDay,
): PlannedMail {
  const past = event.idealDate < today;
  return {
    event,
    row,
    rule: why.rule,
    status: 'skipped',
    skipReason: why.reason,
    skipDetail: why.detail,
    sendDate: past && row !== undefined ? row.sendDate : event.idealDate,
    adjustment: null,
    stored: !past || row !== undefined,
  };
}

/** A pre-scheduled mail. */
export function place(
  event: MailEvent,
  row: ScheduleRow | undefined,
  rule: PlacementRule,
  sendDate: EpochDay,
  adjustment: Adjustment | null,
): PlannedMail {
  return {
    event,
    row,
    rule,
    status: 'pre-scheduled',
    skipReason: null,
    skipDetail: null,
    sendDate,
    adjustment,
    stored: true,
  };
}

/** Rule 6: a mail whose ideal date cannot be kept. */
function catchUp(
  event: MailEvent,
  row: ScheduleRow | undefined,
  state: ContactState,
  context: PlanContext,
): PlannedMail {
  const { windows, contact } = state;
  const span = {
    first: event.firstDate,
    last: event.lastDate,
    spreadDays: context.configuration.load_balancing.catch_up_spread_days,
  };
  const date = findCatchUpDate(
    span,
    () => spreadHash(contact.id, event.emailType, event.eventDate),
    (date) => !event.respectsWindows || !windows.isExcluded(date),
  );
  if (date !== undefined) return place(event, row, 'catch_up', date, 'catch_up');
  // No date is permitted, so the first one is excluded.
  const window = windows.windowAt(event.firstDate) as ExclusionWindow;
  return {
    ...place(event, row, 'nowhere', event.firstDate, null),
    status: 'skipped',
    skipReason: 'exclusion_window',
    skipDetail: describeWindow(window),
  };
}

/**
 * Places one mail: rules 1 to 6 of spec 2.6 in their order, the first that applies decides. `undefined`: the event
 * is over, since its last date is past or nothing can be placed up to it. Follow-ups have their own rules: {@link placeFollowUp}.
 */
export function placeMail(
  event: MailEvent,
  row: ScheduleRow | undefined,
  state: ContactState,
  context: PlanContext,
): PlannedMail | undefined {
  if (event.lastDate < context.clock.today) return undefined;
  const withheld = checkContent(event) ?? checkContact(event, state) ?? checkWindow(event, state);
  if (withheld !== undefined) return withhold(event, row, withheld, context.clock.today);
  const isExcluded = (date: EpochDay): boolean => event.respectsWindows && state.windows.isExcluded(date);
  const former = row && findFormerRow(row);
  if (former !== undefined && isSticky(former, event, context, isExcluded)) {
    return place(event, row, 'sticky', former.sendDate, former.adjustment as Adjustment | null);
  }
  if (event.firstDate > event.lastDate) return undefined;
  if (event.idealDate >= event.firstDate) return place(event, row, 'ideal', event.idealDate, null);
  return catchUp(event, row, state, context);
}
