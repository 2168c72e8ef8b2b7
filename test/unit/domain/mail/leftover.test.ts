import { describe, expect, it } from 'vitest';
import { settleLeftover } from '../../../../src/domain/mail/leftover.ts';
import { day } from '../../../support/day-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

const fateOf = (row: RowOptions) => settleLeftover(buildRow(row), day('2027-03-01'), day('2028-02-29')).fate;

describe('an owned row that no event claims (spec 2.5)', () => {
  const yesterday = { idealDate: '2027-02-28' };
  const today = { idealDate: '2027-03-01' };
  const horizon = { idealDate: '2028-02-29' };
  const beyond = { idealDate: '2028-03-01' };

  it.each([
    ['kept', 'skipped and dated before today', { ...yesterday, status: 'skipped' }],
    ['missed', 'pre-scheduled and dated before today', yesterday],
    ['missed', 'dated before today though ideal beyond the horizon', { ...beyond, sendDate: '2027-02-28' }],
    ['deleted', 'dated today', today],
    ['deleted', 'skipped and dated today', { ...today, status: 'skipped' }],
    ['deleted', 'dated ahead, ideal in the past', { ...yesterday, sendDate: '2027-03-05' }],
    ['deleted', 'ideal on the last date of the horizon', horizon],
    ['deleted', 'dated beyond the horizon, ideal within', { ...horizon, sendDate: '2028-03-05' }],
    ['outside', 'ideal beyond the horizon', beyond],
    ['outside', 'skipped and ideal beyond the horizon', { ...beyond, status: 'skipped' }],
    ['outside', 'dated today, ideal beyond the horizon', { ...beyond, sendDate: '2027-03-01' }],
  ])('is %s if it is %s', (fate, _, row) => {
    expect(fateOf(row)).toBe(fate);
  });
});
