import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/app/session.ts';
import { startRun } from '../../src/app/start-run.ts';
import { startUndo } from '../../src/app/start-undo.ts';
import { runPlan } from '../../src/run/run-plan.ts';
import { startJob } from '../../src/run/start-job.ts';
import { undoRun } from '../../src/undo/undo-run.ts';
import { rejectedErrorOf } from '../store/thrown-error.ts';
import { readTable, runOnce, runOptions } from '../support/run-fixture.ts';
import { firstMorning, generatedOrganisation, planOf } from './generated-organisation.ts';
import { undoOptions } from './undo-once.ts';

const phasesOf = (events: readonly { phase: string }[]): string[] => [
  ...new Set(events.map(({ phase }) => phase)),
];

describe('a run as a job', () => {
  it('has an id, events of every phase, and the report that the run returns', async () => {
    const path = generatedOrganisation(300);
    const job = startJob(runOptions(path, firstMorning, {}, { runId: 'job-1' }), runPlan);
    expect(job.id).toBe('job-1');
    const events = await Array.fromAsync(job.events);
    expect(phasesOf(events)).toEqual(['prepare', 'plan', 'balance', 'verify', 'apply', 'index']);
    expect(events.filter(({ phase }) => phase === 'apply').at(-1)).toEqual({
      phase: 'apply',
      done: 300,
      total: 300,
    });
    const report = await job.result;
    expect(report).toMatchObject({ run_id: 'job-1', status: 'completed' });
  });

  it('keeps for a reader that comes late the newest event of each phase, and no more', async () => {
    const path = generatedOrganisation(300);
    const job = startJob(runOptions(path, firstMorning, { runs: { batch_size: 10 } }), runPlan);
    await job.result;
    const events = await Array.fromAsync(job.events);
    expect(events.map(({ phase }) => phase)).toEqual(phasesOf(events));
  });

  it.each([Number.POSITIVE_INFINITY, 0])(
    'stops while it plans, before anything is written (a second thread from %d contacts)',
    async (threadsFrom) => {
      const path = generatedOrganisation(2000);
      const before = readTable(path, 'email_schedules');
      const job = startJob(runOptions(path, firstMorning, {}, { threadsFrom }), runPlan);
      const phases: string[] = [];
      for await (const { phase } of job.events) {
        phases.push(phase);
        if (phase === 'plan') job.stop('a time-out');
      }
      expect(await rejectedErrorOf(job.result)).toMatchObject({
        code: 'STOPPED',
        message: expect.stringContaining('a time-out') as string,
      });
      expect(phases).not.toContain('balance');
      expect(readTable(path, 'email_schedules')).toEqual(before);
      expect(readTable(path, 'scheduler_checkpoints')).toMatchObject([{ status: 'stopped' }]);
      await runOnce(path, firstMorning);
      expect(planOf(path).length).toBeGreaterThan(0);
    },
  );

  it.each(['balance', 'verify'])('stops in the phase %s', async (wanted) => {
    const path = generatedOrganisation(1500);
    const before = readTable(path, 'email_schedules');
    const stopper = new AbortController();
    const observer = {
      startPhase: (phase: string) => {
        if (phase === wanted) stopper.abort('SIGTERM');
      },
      advance: () => undefined,
      log: () => undefined,
    };
    const job = startJob(runOptions(path, firstMorning, {}, { observer, signal: stopper.signal }), runPlan);
    expect((await rejectedErrorOf(job.result)).code).toBe('STOPPED');
    const phases = phasesOf(await Array.fromAsync(job.events));
    expect(phases.at(-1)).toBe(wanted);
    expect(readTable(path, 'email_schedules')).toEqual(before);
  });

  it('ends a second thread that is asked for something at that moment', async () => {
    const path = generatedOrganisation(2000);
    const stopper = new AbortController();
    let done = 0;
    const observer = {
      startPhase: () => undefined,
      advance: (contacts: number) => {
        done = contacts;
        stopper.abort('SIGINT');
      },
      log: () => undefined,
    };
    const job = startJob(
      runOptions(path, firstMorning, {}, { observer, signal: stopper.signal, threadsFrom: 0 }),
      runPlan,
    );
    expect((await rejectedErrorOf(job.result)).code).toBe('STOPPED');
    expect(done).toBeLessThan(2000);
  });

  it('a dry run can be stopped, too', async () => {
    const path = generatedOrganisation(100);
    const job = startJob(runOptions(path, firstMorning, {}, { dryRun: true }), runPlan);
    job.stop('enough');
    job.stop('again');
    expect((await rejectedErrorOf(job.result)).message).toContain('enough');
  });
});

describe('an undo as a job', () => {
  it('reports, or stops and can be repeated', async () => {
    const path = generatedOrganisation(100);
    const before = readTable(path, 'email_schedules');
    await runOnce(path, firstMorning);
    const stopped = startJob(undoOptions(path, firstMorning), undoRun);
    stopped.stop('SIGINT');
    expect((await rejectedErrorOf(stopped.result)).code).toBe('STOPPED');
    const job = startJob(undoOptions(path, firstMorning), undoRun);
    expect(phasesOf(await Array.fromAsync(job.events))).toEqual(['prepare', 'read', 'undo']);
    expect((await job.result).run_id).toBe(job.id);
    expect(readTable(path, 'email_schedules')).toEqual(before);
  });
});

describe('jobs of the use-cases', () => {
  const session = createSession({ command: 'test', now: () => Temporal.Instant.from(firstMorning) });

  it('a run, and an undo, are given to a caller as jobs', async () => {
    const database = generatedOrganisation(100);
    const before = readTable(database, 'email_schedules');
    const run = startRun({ database }, session);
    expect(phasesOf(await Array.fromAsync(run.events))).toContain('apply');
    expect(await run.result).toMatchObject({ run_id: run.id, status: 'completed' });
    const undo = startUndo({ database }, session);
    expect(await undo.result).toMatchObject({ run_id: undo.id, undone: { run_id: run.id } });
    expect(readTable(database, 'email_schedules')).toEqual(before);
  });

  it('fail as the use-case fails', async () => {
    const job = startRun({ database: 'no-such.db' }, session);
    expect((await rejectedErrorOf(job.result)).code).toBe('NO_SUCH_FILE');
    expect(await Array.fromAsync(job.events)).toEqual([]);
  });
});
