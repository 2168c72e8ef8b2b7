import { describe, expect, it } from 'vitest';
import type { ContactState } from '../../../../src/domain/exclusion/contact-state.ts';
import { placeFollowUp } from '../../../../src/domain/placement/place-follow-up.ts';
import { buildContactState, type Span } from '../../../support/contact-state-builder.ts';
import { isoDate } from '../../../support/day-builder.ts';
import { buildPlanContext, type PlanContextOptions } from '../../../support/plan-context-builder.ts';
import { buildEvent, type EventOptions } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

interface Given extends PlanContextOptions {
  readonly row?: RowOptions;
  readonly state?: ContactState;
  readonly windows?: readonly Span[];
}

/** A follow-up due on 3 March, by 12 April at the latest; t is the ideal date. */
const dates: EventOptions = { idealDate: '2027-03-03', firstDate: '2027-03-03', lastDate: '2027-04-12' };
/** One whose ideal date is past: t is tomorrow. */
const late: EventOptions = { ...dates, idealDate: '2027-02-26', firstDate: '2027-03-02' };
/** One whose t is after hi, on its last day and after it. */
const lastDay: EventOptions = { ...late, lastDate: '2027-03-01' };
const over: EventOptions = { ...late, lastDate: '2027-02-28' };

const place = (event: EventOptions, given: Given = {}) =>
  placeFollowUp(
    buildEvent({ kind: 'followup', emailType: 'followup_1_cold', parentId: 70, ...event }),
    given.row && buildRow({ emailType: 'followup_1_cold', parentId: 70, ...given.row }),
    given.state ?? buildContactState(given.windows ?? []),
    buildPlanContext(given),
  );

function verdictOf(event: EventOptions, given: Given = {}): string {
  const mail = place(event, given);
  if (mail === undefined) return 'over';
  expect(mail.status).toBe(mail.skipReason === null ? 'pre-scheduled' : 'skipped');
  const words = [mail.skipReason ?? mail.status, isoDate(mail.sendDate), mail.adjustment];
  return words.filter((word) => word !== null).join(' ');
}

const suppressed = buildContactState([], {
  suppression: 'unsubscribed_only',
  suppressedBy: ['unsubscribed'],
});

describe('a follow-up (spec 2.8)', () => {
  it('goes out on t if that is its ideal date', () => {
    expect(verdictOf(dates)).toBe('pre-scheduled 2027-03-03');
    expect(place(dates)).toMatchObject({ rule: 'follow_up', stored: true, row: undefined });
  });

  it('catches up on t if its ideal date is past, without a spread', () => {
    expect(verdictOf(late)).toBe('pre-scheduled 2027-03-02 catch_up');
  });

  it('goes out on its last date, and is over after it', () => {
    expect(verdictOf({ ...late, lastDate: '2027-03-02' })).toBe('pre-scheduled 2027-03-02 catch_up');
    expect(verdictOf(lastDay)).toBe('over');
    expect(verdictOf(over)).toBe('over');
  });

  it('is moved to t if its row is dated before today', () => {
    expect(verdictOf(late, { row: { idealDate: '2027-02-26', sendDate: '2027-02-28' } })).toBe(
      'pre-scheduled 2027-03-02 catch_up',
    );
  });

  it('is moved to t if its ideal date has changed', () => {
    expect(verdictOf(dates, { row: { idealDate: '2027-03-04' } })).toBe('pre-scheduled 2027-03-03');
  });

  it('needs a template: a new row is dated t, an existing one keeps its date', () => {
    const bare = { ...dates, emailTemplate: null, smsTemplate: null };
    expect(verdictOf(bare)).toBe('template_missing 2027-03-03');
    expect(verdictOf(bare, { row: { sendDate: '2027-02-20' } })).toBe('template_missing 2027-02-20');
  });
});

describe('a follow-up on an excluded date (spec 2.8)', () => {
  const windows: Span[] = [['2027-03-02', '2027-03-09']];

  it('is skipped, dated t, and not moved to a free date', () => {
    expect(verdictOf(dates, { windows })).toBe('exclusion_window 2027-03-03');
    expect(verdictOf(late, { windows })).toBe('exclusion_window 2027-03-02');
    expect(place(dates, { windows })).toMatchObject({
      rule: 'excluded',
      status: 'skipped',
      skipDetail: 'test window 2027-03-02..2027-03-09',
    });
  });

  it('is skipped, dated t, though its row has another date and an adjustment', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-05', adjustment: 'catch_up' };
    expect(verdictOf(late, { windows, row })).toBe('exclusion_window 2027-03-02');
  });

  it('goes out on t though its past ideal date is excluded', () => {
    expect(verdictOf(late, { windows: [['2027-02-20', '2027-03-01']] })).toBe(
      'pre-scheduled 2027-03-02 catch_up',
    );
  });
});

describe('a follow-up that is sticky (spec 2.8)', () => {
  it('keeps its send date and its adjustment', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-08', adjustment: 'catch_up' };
    expect(verdictOf(late, { row })).toBe('pre-scheduled 2027-03-08 catch_up');
    expect(place(late, { row })).toMatchObject({ rule: 'sticky' });
  });

  it('keeps the date it had before a killed run, and none that such a run gave it (spec 4.1)', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-08', adjustment: 'catch_up' };
    const former = buildRow({ ...row, sendDate: '2027-03-09' });
    expect(verdictOf(late, { row: { ...row, former } })).toBe('pre-scheduled 2027-03-09 catch_up');
    expect(verdictOf(late, { row: { ...row, former: null } })).toBe('pre-scheduled 2027-03-02 catch_up');
  });

  it('keeps a free date though t is excluded', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-08', adjustment: 'catch_up' };
    expect(verdictOf(late, { row, windows: [['2027-03-02', '2027-03-07']] })).toBe(
      'pre-scheduled 2027-03-08 catch_up',
    );
  });

  it('keeps today on its last day, where t is after hi', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-01', adjustment: 'catch_up' };
    expect(verdictOf(lastDay, { row })).toBe('pre-scheduled 2027-03-01 catch_up');
    expect(verdictOf(lastDay, { row: { ...row, sendDate: '2027-02-28' } })).toBe('over');
  });

  it('is placed again with --replan', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-08', adjustment: 'catch_up' };
    expect(verdictOf(late, { row, replan: true })).toBe('pre-scheduled 2027-03-02 catch_up');
  });
});

describe('a follow-up to a contact that gets no mail (spec 2.8, rule 2)', () => {
  it('is skipped, a new row dated t', () => {
    expect(verdictOf(dates, { state: suppressed })).toBe('suppressed 2027-03-03');
    expect(verdictOf(late, { state: suppressed })).toBe('suppressed 2027-03-02');
    // Also where t is after its last date (2.6).
    expect(verdictOf(lastDay, { state: suppressed })).toBe('suppressed 2027-03-02');
    expect(place(late, { state: suppressed })).toMatchObject({ status: 'skipped', rule: 'suppressed' });
  });

  it('is skipped, an existing row keeping its date', () => {
    const row = { idealDate: '2027-02-26', sendDate: '2027-03-08', adjustment: 'catch_up' };
    expect(verdictOf(late, { state: suppressed, row })).toBe('suppressed 2027-03-08');
    expect(verdictOf(lastDay, { state: suppressed, row })).toBe('suppressed 2027-03-08');
    expect(verdictOf(over, { state: suppressed, row })).toBe('over');
  });

  it('is skipped if the windows cannot be known', () => {
    const state = buildContactState([], {}, { windowsUnknown: true });
    expect(verdictOf(dates, { state })).toBe('window_unknown 2027-03-03');
  });
});
