import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Checkpoints,
  prepareCheckpoints,
  type RunCompletion,
  type RunStart,
} from '../../src/store/checkpoints.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from './temporary-folder.ts';

const start = (runId: string): RunStart => ({
  runId,
  runTimestamp: '2027-03-17 14:05:06',
  startedAt: '2027-03-17 14:05:09',
  runBy: 'ann',
  kind: 'run',
  configurationHash: 'c',
  policyHash: 'p',
  productVersion: '0.1.0',
  zipTableHash: 'z',
});

const completion = (runId: string): RunCompletion => ({
  runId,
  contactsChecksum: 'aa',
  schedulesBeforeChecksum: 'bb',
  schedulesAfterChecksum: 'cc',
  contactsProcessed: 10,
  invalidContactCount: 1,
  emailsScheduled: 20,
  emailsSkipped: 3,
  completedAt: '2027-03-17 14:06:00',
  report: '{}',
});

function openCheckpoints(): Checkpoints {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  return prepareCheckpoints(db);
}

describe('checkpoints', () => {
  it('follow a run from started through applying to completed', () => {
    const checkpoints = openCheckpoints();
    checkpoints.startRun(start('r1'));
    expect(checkpoints.findRun('r1')).toEqual({
      ...start('r1'),
      id: 1,
      status: 'started',
      contactsChecksum: null,
      schedulesBeforeChecksum: null,
      schedulesAfterChecksum: null,
      contactsProcessed: null,
      invalidContactCount: null,
      emailsScheduled: null,
      emailsSkipped: null,
      errorMessage: null,
      completedAt: null,
      report: null,
    });
    const { contactsChecksum, schedulesBeforeChecksum, contactsProcessed, invalidContactCount } =
      completion('r1');
    const plan = {
      runId: 'r1',
      contactsChecksum,
      schedulesBeforeChecksum,
      contactsProcessed,
      invalidContactCount,
    };
    checkpoints.beginApplying(plan);
    expect(checkpoints.findRun('r1')).toMatchObject({ ...plan, status: 'applying', completedAt: null });
    checkpoints.completeRun(completion('r1'));
    expect(checkpoints.findRun('r1')).toEqual({
      ...start('r1'),
      ...completion('r1'),
      id: 1,
      status: 'completed',
      errorMessage: null,
    });
  });

  it('complete a run that wrote nothing straight from started', () => {
    const checkpoints = openCheckpoints();
    checkpoints.startRun(start('r1'));
    checkpoints.completeRun(completion('r1'));
    expect(checkpoints.findRun('r1')?.status).toBe('completed');
  });

  it('record why a run failed', () => {
    const checkpoints = openCheckpoints();
    checkpoints.startRun(start('r1'));
    checkpoints.failRun('r1', 'DISK_FULL: ...', '2027-03-17 14:06:00');
    expect(checkpoints.findRun('r1')).toMatchObject({ status: 'failed', errorMessage: 'DISK_FULL: ...' });
  });

  it('supersede the runs that were killed, and no others', () => {
    const checkpoints = openCheckpoints();
    for (const runId of ['killed', 'killed-applying', 'failed', 'completed', 'now'])
      checkpoints.startRun(start(runId));
    checkpoints.beginApplying({
      runId: 'killed-applying',
      contactsChecksum: '',
      schedulesBeforeChecksum: '',
      contactsProcessed: 0,
      invalidContactCount: 0,
    });
    checkpoints.failRun('failed', 'x', '2027-03-17 14:06:00');
    checkpoints.completeRun(completion('completed'));
    expect(checkpoints.supersedeUnfinished('now', '2027-03-18 00:00:00').sort()).toEqual([
      'killed',
      'killed-applying',
    ]);
    expect(Object.fromEntries(checkpoints.listRuns(10).map((run) => [run.runId, run.status]))).toEqual({
      killed: 'superseded',
      'killed-applying': 'superseded',
      failed: 'failed',
      completed: 'completed',
      now: 'started',
    });
    expect(checkpoints.supersedeUnfinished('now', '2027-03-18 00:00:00')).toEqual([]);
  });

  it('do not bring a run that has ended back to life', () => {
    const checkpoints = openCheckpoints();
    checkpoints.startRun(start('r1'));
    checkpoints.failRun('r1', 'x', '2027-03-17 14:06:00');
    checkpoints.completeRun(completion('r1'));
    expect(checkpoints.findRun('r1')?.status).toBe('failed');
  });

  it('refuse a run id that was used before', () => {
    const checkpoints = openCheckpoints();
    checkpoints.startRun(start('r1'));
    expect(() => checkpoints.startRun(start('r1'))).toThrow('UNIQUE');
  });

  it('list the newest runs first, as many as asked for, without their reports', () => {
    const checkpoints = openCheckpoints();
    for (const runId of ['r1', 'r2', 'r3']) checkpoints.startRun(start(runId));
    expect(checkpoints.listRuns(2).map((run) => run.runId)).toEqual(['r3', 'r2']);
    expect(checkpoints.listRuns(1)[0]).not.toHaveProperty('report');
  });

  it('know nothing of a run that never was', () => {
    expect(openCheckpoints().findRun('r1')).toBeUndefined();
  });
});
