import { describeWindow } from '../domain/exclusion/contact-windows.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import { isWithoutEffect, type ScheduleRow, wentOutDate } from '../domain/mail/schedule-row.ts';
import type { ExplainSubject } from './explain-subject.ts';

const outsideRules = 'the campaign does not respect windows';

/** A planned mail inside a window, or to an unsubscribed contact, says what lets it pass (spec 2.3, 2.4). */
export function describeExceptions(mail: PlannedMail, { plan }: ExplainSubject): string {
  if (mail.status !== 'pre-scheduled') return '';
  const { event } = mail;
  const window = event.respectsWindows ? undefined : plan.state?.windows.windowAt(mail.sendDate);
  const parts = [
    window === undefined ? '' : `The date is in the ${describeWindow(window)}; ${outsideRules}.`,
    plan.state?.contact.suppression === 'unsubscribed_only'
      ? 'The contact is unsubscribed; the campaign is transactional and reaches it all the same.'
      : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** A row of the sender on a date that is excluded now: data and rules may have been different then. */
export function describeWindowOfForeignRow(row: ScheduleRow, { plan, context }: ExplainSubject): string {
  if (isWithoutEffect(row.status) || !plan.state?.contact.eligible) return '';
  const window = plan.state.windows.windowAt(wentOutDate(row, context.clock));
  if (window === undefined) return '';
  const campaign = context.campaigns.get(row.instanceId ?? -1);
  const why =
    campaign?.respectsWindows === false
      ? outsideRules
      : 'this is by the present data and rules; --run shows what counted then';
  return `The date is in the ${describeWindow(window)}; ${why}.`;
}
