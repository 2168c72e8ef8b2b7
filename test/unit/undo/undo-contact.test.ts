import { describe, expect, it } from 'vitest';
import { noBehaviour } from '../../../src/domain/event/behaviour.ts';
import type { ViolatedRule } from '../../../src/domain/verify/verify-contact.ts';
import type { VerifyRows } from '../../../src/plan/verify-rows.ts';
import { rowHash } from '../../../src/store/row-hash.ts';
import { type StoredContent, toScheduleRow, withColumns } from '../../../src/store/stored-content.ts';
import type { ScheduleChange } from '../../../src/store/undo-reads.ts';
import { alignTargets } from '../../../src/undo/align-targets.ts';
import { planContactUndo } from '../../../src/undo/undo-contact.ts';
import { judgeRow } from '../../../src/undo/undo-step.ts';

const contentOf = (given: Partial<StoredContent>): StoredContent =>
  withColumns(undefined, {
    email_type: 'birthday',
    event_date: '2027-06-10',
    ideal_send_date: '2027-05-27',
    scheduled_send_date: '2027-05-27',
    scheduled_send_time: '08:30:00',
    status: 'pre-scheduled',
    priority: 10,
    scheduler_run_id: 'old',
    created_at: '2027-01-01 00:00:00',
    updated_at: '2027-01-01 00:00:00',
    ...given,
  });

/** A deleted row comes back; `count` of them, with their own event dates. */
const deleted = (count: number): ScheduleChange[] =>
  Array.from({ length: count }, (_, index) => ({
    scheduleId: 100 + index,
    before: contentOf({ event_date: `2027-06-1${index}`, priority: 10 + index }),
    after: undefined,
  }));

function undo(changes: readonly ScheduleChange[], verify: VerifyRows) {
  const input = {
    id: 7,
    record: undefined,
    rows: [],
    targets: [],
    openIssues: [],
    readBehaviour: () => noBehaviour,
  };
  return planContactUndo({ input, stored: [], changes, runId: 'run' }, verify, new Set());
}

/** Objects to all rows while there are more than so many. */
const atMost =
  (count: number, rule: ViolatedRule): VerifyRows =>
  (_, rows) => ({
    judged: rows.length,
    violations: rows.length > count ? rows.map((row) => ({ contactId: 7, row, rule, detail: rule })) : [],
  });

describe('rows that may not all come back', () => {
  it.each<ViolatedRule>(['frequency_limit', 'duplicate_identity'])(
    'together (%s): the least important are left one after another',
    (rule) => {
      const { steps, left } = undo(deleted(4), atMost(2, rule));
      expect(steps.map(({ id }) => id)).toEqual([100, 101]);
      expect(left.map((row) => [row.schedule_id, row.reason])).toEqual([
        [103, rule],
        [102, rule],
      ]);
    },
  );

  it.each<ViolatedRule>(['excluded_date', 'before_today'])('each by itself (%s): all are left', (rule) => {
    expect(undo(deleted(4), atMost(2, rule)).steps).toEqual([]);
  });
});

describe('targets after an undo', () => {
  const touched = { id: 100, present: contentOf({ campaign_instance_id: 3 }), former: undefined };
  const target = (id: number, status: string, instanceId = 3) => ({
    id,
    instanceId,
    triggerDate: '2027-06-10',
    status,
  });

  it('are pending once their row is gone; one that was sent stays so', () => {
    expect(
      alignTargets([target(1, 'scheduled'), target(2, 'sent'), target(3, 'pending')], [touched], []),
    ).toEqual([{ id: 1, status: 'pending' }]);
  });

  it('of campaigns that the undo has not touched are left alone', () => {
    expect(alignTargets([target(1, 'scheduled', 4)], [touched], [])).toEqual([]);
  });

  it('follow their own row, else one of the same day', () => {
    const row = (given: Partial<StoredContent>) =>
      toScheduleRow(1, 7, contentOf({ email_type: 'campaign_x', campaign_instance_id: 3, ...given }));
    const own = row({ target_id: 1, status: 'skipped', event_date: '2027-01-01' });
    expect(alignTargets([target(1, 'pending')], [touched], [row({}), own])).toEqual([
      { id: 1, status: 'skipped' },
    ]);
    expect(alignTargets([target(1, 'pending')], [touched], [row({})])).toEqual([
      { id: 1, status: 'scheduled' },
    ]);
    expect(alignTargets([target(1, 'pending')], [touched], [row({ status: 'processing' })])).toEqual([
      { id: 1, status: 'sent' },
    ]);
  });
});

describe('a row that a run changed', () => {
  const before = {
    scheduled_send_date: '2027-05-20',
    scheduler_run_id: 'old',
    updated_at: '2027-01-01 00:00:00',
  };
  const present = contentOf({
    scheduled_send_date: '2027-05-21',
    scheduler_run_id: 'run',
    updated_at: 'now',
  });
  const after = { scheduled_send_date: '2027-05-21', row_hash: rowHash(toScheduleRow(0, 0, present)) };
  const change = { scheduleId: 1, before, after };
  const judge = (content: StoredContent | undefined, changes: readonly ScheduleChange[] = [change]) =>
    judgeRow(1, changes, content && { id: 1, content }, 'run');

  it('gets back what differed, and keeps the rest', () => {
    expect(judge(present)).toEqual({ step: { id: 1, present, former: withColumns(present, before) } });
  });

  it('twice gets back what it was before the first time', () => {
    const first = { ...change, after: { scheduled_send_date: '2027-05-25', row_hash: 'x' } };
    const second = {
      scheduleId: 1,
      before: { scheduled_send_date: '2027-05-25', priority: 5, scheduler_run_id: 'run', updated_at: 'now' },
      after,
    };
    expect(judge(present, [first, second])).toEqual({
      step: { id: 1, present, former: withColumns(present, { ...before, priority: 5 }) },
    });
  });

  it.each<Partial<StoredContent>>([
    { scheduled_send_date: '2027-05-22' },
    { email_template: 'mine' },
    { scheduler_run_id: null },
  ])('and somebody after it (%j) is left', (given) => {
    expect(judge({ ...present, ...given } as StoredContent)).toMatchObject({ left: 'changed_since' });
  });

  it('and was taken, deleted, or is as it was, is left', () => {
    expect(judge({ ...present, status: 'sent' })).toMatchObject({ left: 'taken' });
    expect(judge(undefined)).toMatchObject({ left: 'gone' });
    expect(judge(withColumns(present, before))).toBe('already');
  });

  it('uses the whole row where an older version has kept it', () => {
    const whole = { scheduleId: 1, before: contentOf({ ...before, priority: 3 }), after: present };
    expect(judge(present, [whole])).toEqual({
      step: { id: 1, present, former: contentOf({ ...before, priority: 3 }) },
    });
    expect(judge({ ...present, email_template: 'mine' }, [whole])).toMatchObject({ left: 'changed_since' });
  });

  it('and then deleted comes back as it was before both', () => {
    const { scheduler_run_id, ...kept } = present;
    const gone = { scheduleId: 1, before: { ...kept, scheduler_run_id: 'run' }, after: undefined };
    expect(judge(undefined, [change, gone])).toEqual({
      step: { id: 1, present: undefined, former: withColumns({ ...present }, before) },
    });
    expect(judge(present, [change, gone])).toMatchObject({ left: 'changed_since' });
    expect(scheduler_run_id).toBe('run');
  });
});
