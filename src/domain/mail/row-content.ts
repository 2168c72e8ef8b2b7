import { formatDate } from '../calendar/date-text.ts';
import type { PlannedMail } from './planned-mail.ts';
import type { ScheduleRow } from './schedule-row.ts';

/** The columns of `email_schedules` that the planner decides. */
export type RowContent = Omit<
  ScheduleRow,
  'id' | 'contactId' | 'actualSendDateTime' | 'eventDateText' | 'idealDateText' | 'sendDateText'
>;

/** The row that a mail becomes (spec 3.1). `sendTime` is `HH:MM:SS`. */
export function toRowContent(mail: PlannedMail, sendTime: string): RowContent {
  const { event } = mail;
  return {
    emailType: event.emailType,
    eventDate: event.eventDate,
    idealDate: event.idealDate,
    sendDate: mail.sendDate,
    sendTime,
    status: mail.status,
    skipReason: mail.skipReason,
    skipDetail: mail.skipDetail,
    adjustment: mail.adjustment,
    priority: event.priority,
    instanceId: event.instanceId,
    targetId: event.targetId,
    parentId: event.parentId,
    emailTemplate: event.emailTemplate,
    smsTemplate: event.smsTemplate,
    metadata: event.metadata,
  };
}

/** Would writing the mail leave its row as it is? Compares what {@link toRowContent} gives, without making it. */
export function isRowUnchanged(row: ScheduleRow, mail: PlannedMail, sendTime: string): boolean {
  const { event } = mail;
  return (
    row.sendDate === mail.sendDate &&
    row.status === mail.status &&
    // The text: a text that is not a date, or is longer than one, is rewritten.
    row.eventDateText === formatDate(event.eventDate) &&
    row.idealDate === event.idealDate &&
    row.emailType === event.emailType &&
    row.sendTime === sendTime &&
    row.skipReason === mail.skipReason &&
    row.skipDetail === mail.skipDetail &&
    row.adjustment === mail.adjustment &&
    row.priority === event.priority &&
    row.instanceId === event.instanceId &&
    row.targetId === event.targetId &&
    row.parentId === event.parentId &&
    row.emailTemplate === event.emailTemplate &&
    row.smsTemplate === event.smsTemplate &&
    row.metadata === event.metadata
  );
}
