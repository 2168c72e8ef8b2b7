import type { ScheduleRow } from '../../src/domain/mail/schedule-row.ts';
import { day } from './day-builder.ts';

type Dates = 'eventDate' | 'idealDate' | 'sendDate';

/** Dates are given as `YYYY-MM-DD`. */
export type RowOptions = Partial<Omit<ScheduleRow, Dates>> & { readonly [Key in Dates]?: string };

/**
 * Row 100: contact 7's pre-scheduled birthday mail, as the planner writes it. A send date that is not given is the
 * ideal date.
 */
export function buildRow(options: RowOptions = {}): ScheduleRow {
  const { eventDate = '2027-06-10', idealDate = '2027-05-27', sendDate = idealDate, ...others } = options;
  return {
    id: 100,
    contactId: 7,
    emailType: 'birthday',
    sendTime: '08:30:00',
    status: 'pre-scheduled',
    skipReason: null,
    skipDetail: null,
    adjustment: null,
    priority: 10,
    instanceId: null,
    targetId: null,
    parentId: null,
    emailTemplate: 'birthday',
    smsTemplate: 'birthday_sms',
    metadata: null,
    actualSendDateTime: null,
    eventDateText: eventDate,
    idealDateText: idealDate,
    sendDateText: sendDate,
    ...others,
    eventDate: day(eventDate),
    idealDate: day(idealDate),
    sendDate: day(sendDate),
  };
}
