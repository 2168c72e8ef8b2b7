import { describe, expect, it, onTestFinished } from 'vitest';
import { createRunClock } from '../../src/domain/calendar/run-clock.ts';
import { findUnfinishedWrites } from '../../src/plan/find-unfinished-writes.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Store } from '../../src/store/store.ts';
import { prepareUnfinishedRuns } from '../../src/store/unfinished-runs.ts';
import { temporaryPath } from './temporary-folder.ts';

const morning = '2027-03-01 12:00:00';

function open() {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  const enter = (runId: string, status: string, kind = 'run', at = morning): void => {
    db.prepare(
      'insert into scheduler_checkpoints (scheduler_run_id, status, kind, run_timestamp) values (?, ?, ?, ?)',
    ).run(runId, status, kind, at);
  };
  const row = (id: number, runId: string, sendDate = '2027-05-27'): void => {
    db.prepare(
      `insert into email_schedules (id, contact_id, email_type, event_date, ideal_send_date, scheduled_send_date,
         scheduled_send_time, status, scheduler_run_id)
       values (?, 7, 'birthday', ?, '2027-05-27', ?, '09:00:00', 'pre-scheduled', ?)`,
    ).run(id, `2027-06-${id}`, sendDate, runId);
  };
  const change = (id: number, runId: string, before: object): void => {
    db.prepare(
      `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before) values (?, ?, 7, 'update', ?)`,
    ).run(runId, id, JSON.stringify(before));
  };
  const list = (): string[] =>
    prepareUnfinishedRuns(db)
      .listUnfinishedRuns()
      .map(({ runId }) => runId);
  const former = (runIds: string[], from = '2027-03-01') =>
    prepareUnfinishedRuns(db).readFormerRows(runIds, [7], from);
  return { db, enter, row, change, list, former };
}

describe('runs that never came to their end', () => {
  it.each(['applying', 'superseded', 'failed', 'stopped'])('are those that are %s', (status) => {
    const { enter, list } = open();
    enter('a', status);
    enter('b', status, 'partial');
    expect(list()).toEqual(['a', 'b']);
  });

  it.each(['started', 'completed'])('are not those that are %s', (status) => {
    const { enter, list } = open();
    enter('a', status, 'partial');
    expect(list()).toEqual([]);
  });

  it('are no undos, and none before the last full run that came to its end', () => {
    const { enter, list } = open();
    enter('old', 'failed');
    enter('full', 'completed');
    enter('undo', 'failed', 'undo');
    enter('killed', 'superseded');
    enter('few', 'completed', 'partial');
    enter('undone', 'completed', 'undo');
    expect(list()).toEqual(['killed']);
  });

  it('count on their day only, in the organisation’s time zone', () => {
    const { db, enter, row } = open();
    const clock = createRunClock(Temporal.Instant.from('2027-03-01T12:00:00Z'), 'America/Chicago', '08:30');
    enter('yesterday', 'failed', 'run', '2027-03-01 05:59:59');
    row(10, 'yesterday');
    expect(findUnfinishedWrites(new Store(db), clock)).toBeUndefined();
    enter('today', 'failed', 'run', '2027-03-01 06:00:00');
    row(11, 'today');
    expect([...(findUnfinishedWrites(new Store(db), clock)?.readFormerRows([7]) ?? [])]).toEqual([
      [11, null],
    ]);
    // A run that plans contacts again has written itself: that counts as it is.
    expect(findUnfinishedWrites(new Store(db), clock, 'today')).toBeUndefined();
  });
});

describe('a row that such a run wrote', () => {
  it('was not there if the run inserted it, also if it changed it afterwards', () => {
    const { row, change, former } = open();
    row(10, 'killed');
    row(11, 'killed');
    row(12, 'other');
    change(11, 'killed', { scheduled_send_date: '2027-05-20', scheduler_run_id: 'killed' });
    expect([...former(['killed'])]).toEqual([
      [10, null],
      [11, null],
    ]);
  });

  it('is as it was before the first of its changes', () => {
    const { row, change, former } = open();
    row(10, 'second');
    change(10, 'first', { scheduled_send_date: '2027-05-20', scheduler_run_id: 'calm' });
    change(10, 'second', { scheduled_send_date: '2027-05-21', priority: 99, scheduler_run_id: 'first' });
    expect(former(['first', 'second']).get(10)).toMatchObject({
      id: 10,
      contactId: 7,
      emailType: 'birthday',
      sendDateText: '2027-05-20',
      sendTime: '09:00:00',
      priority: 99,
    });
    // What another run changed before is not taken back.
    expect(former(['second']).get(10)).toMatchObject({ sendDateText: '2027-05-21', priority: 99 });
  });

  it('is read from entries of older versions, too', () => {
    const { row, change, former } = open();
    row(10, 'killed');
    const whole = {
      email_type: 'aep',
      event_date: '2027-09-15',
      scheduled_send_date: '2027-09-15',
      metadata: null,
    };
    change(10, 'killed', { ...whole, status: 'skipped', scheduler_run_id: 'calm' });
    expect(former(['killed']).get(10)).toMatchObject({ emailType: 'aep', status: 'skipped', metadata: null });
  });

  it('is left out if it is dated before the day from which they are placed again', () => {
    const { row, former } = open();
    row(10, 'killed', '2027-02-28');
    row(11, 'killed', '2027-03-01');
    expect([...former(['killed']).keys()]).toEqual([11]);
  });
});
