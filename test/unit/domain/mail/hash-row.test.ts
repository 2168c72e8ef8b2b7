import { describe, expect, it } from 'vitest';
import { RecordHasher } from '../../../../src/domain/arithmetic/order-free-checksum.ts';
import { hashRow } from '../../../../src/domain/mail/hash-row.ts';
import type { ScheduleRow } from '../../../../src/domain/mail/schedule-row.ts';
import { day } from '../../../support/day-builder.ts';
import { buildRow } from '../../../support/schedule-row-builder.ts';

const hashOf = (difference: Partial<ScheduleRow> = {}, contactId = 7) =>
  hashRow(new RecordHasher(), contactId, { ...buildRow(), ...difference });

describe('the hash of a row (spec 4.1)', () => {
  it('is the same for what says the same, whatever its id', () => {
    expect(hashOf({ id: 101, actualSendDateTime: '2027-02-10 14:30:00' })).toEqual(hashOf());
  });

  it('differs for another contact', () => {
    expect(hashOf({}, 8)).not.toEqual(hashOf());
  });

  it.each<Partial<ScheduleRow>>([
    { emailType: 'aep' },
    { eventDate: day('2027-06-11') },
    { idealDate: day('2027-05-28') },
    { sendDate: day('2027-05-28') },
    { sendTime: '08:31:00' },
    { status: 'skipped' },
    { skipReason: 'suppressed' },
    { skipDetail: 'bounced' },
    { adjustment: 'capped' },
    { priority: 11 },
    { instanceId: 3 },
    { targetId: 11 },
    { parentId: 70 },
    { emailTemplate: null },
    { smsTemplate: null },
    { metadata: '{}' },
  ])('differs for %j', (difference) => {
    expect(hashOf(difference)).not.toEqual(hashOf());
  });
});
