import { describe, expect, it } from 'vitest';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import { isRowUnchanged, toRowContent } from '../../../../src/domain/mail/row-content.ts';
import type { ScheduleRow } from '../../../../src/domain/mail/schedule-row.ts';
import { day } from '../../../support/day-builder.ts';
import { buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';
import { buildRow } from '../../../support/schedule-row-builder.ts';

const skippedFollowUp: PlannedMail = buildMail(
  buildEvent({
    kind: 'followup',
    emailType: 'followup_1_cold',
    eventDate: '2027-02-10',
    idealDate: '2027-03-04',
    priority: 5,
    instanceId: 3,
    targetId: 11,
    parentId: 70,
    emailTemplate: 'cold',
    smsTemplate: null,
    metadata: '{}',
  }),
  {
    status: 'skipped',
    skipReason: 'exclusion_window',
    skipDetail: 'CA birthday window 2027-03-01..2027-03-09',
    adjustment: 'catch_up',
    sendDate: '2027-03-05',
  },
);

describe('the row that a mail becomes (spec 3.1)', () => {
  it('has each of its columns', () => {
    expect(toRowContent(skippedFollowUp, '09:15:00')).toEqual({
      emailType: 'followup_1_cold',
      eventDate: day('2027-02-10'),
      idealDate: day('2027-03-04'),
      sendDate: day('2027-03-05'),
      sendTime: '09:15:00',
      status: 'skipped',
      skipReason: 'exclusion_window',
      skipDetail: 'CA birthday window 2027-03-01..2027-03-09',
      adjustment: 'catch_up',
      priority: 5,
      instanceId: 3,
      targetId: 11,
      parentId: 70,
      emailTemplate: 'cold',
      smsTemplate: null,
      metadata: '{}',
    });
  });
});

describe('a row is unchanged', () => {
  const sendTime = '08:30:00';
  const row: ScheduleRow = {
    ...buildRow(),
    ...toRowContent(skippedFollowUp, sendTime),
    eventDateText: '2027-02-10',
  };

  it('if it says what the mail says', () => {
    expect(isRowUnchanged(row, skippedFollowUp, sendTime)).toBe(true);
    expect(isRowUnchanged(buildRow(), buildMail(), sendTime)).toBe(true);
  });

  it('whatever the sender has written', () => {
    const sent = {
      ...row,
      id: 5,
      actualSendDateTime: '2027-02-10 14:30:00',
      sendDateText: '2027-03-05 00:00:00',
    };
    expect(isRowUnchanged(sent, skippedFollowUp, sendTime)).toBe(true);
  });

  it.each<Partial<ScheduleRow>>([
    { emailType: 'followup_2_clicked_no_hq' },
    { eventDateText: '2027-02-11' },
    { eventDateText: '2027-02-10 00:00:00' },
    { eventDateText: 'no date' },
    { idealDate: day('2027-03-05') },
    { sendDate: day('2027-03-06') },
    { sendTime: '08:31:00' },
    { status: 'pre-scheduled' },
    { skipReason: 'suppressed' },
    { skipDetail: null },
    { adjustment: null },
    { priority: 6 },
    { instanceId: null },
    { targetId: null },
    { parentId: 71 },
    { emailTemplate: null },
    { smsTemplate: 'cold_sms' },
    { metadata: null },
  ])('unless it says %j', (difference) => {
    expect(isRowUnchanged({ ...row, ...difference }, skippedFollowUp, sendTime)).toBe(false);
  });
});
