import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseMeasurements, measurementNames } from '../../bench/measurement-list.ts';
import { type BenchOptions, readBenchOptions } from '../../bench/options.ts';
import { hasCommand } from '../../bench/process/sendwindow.ts';
import { timeCommand } from '../../bench/process/time-command.ts';
import { Results } from '../../bench/report/results.ts';
import { type Sample, Session } from '../../bench/session.ts';
import { spreadOf } from '../../bench/spread.ts';
import { Workspace } from '../../bench/workspace.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const { signal } = new AbortController();

function createSession(samples: Record<string, Sample[]>, flags: readonly string[] = []): Session {
  const options: BenchOptions = readBenchOptions(flags, measurementNames);
  const workspace = new Workspace(temporaryFolder(), false);
  onTestFinished(() => workspace[Symbol.dispose]());
  const session = new Session(options, workspace, signal);
  for (const [series, list] of Object.entries(samples)) session.samples.set(series, list);
  return session;
}

const namesIn = (only: readonly string[], repeat: number): string[] =>
  chooseMeasurements(only, repeat).map(({ name }) => name);

describe('what the benchmark measures', () => {
  it('is everything by default, each after what it builds on', () => {
    expect(namesIn([], 1)).toEqual(measurementNames.filter((name) => name !== 'bounds'));
    expect(readBenchOptions(['--bounds'], measurementNames).only).toEqual(['bounds']);
    for (const { name, needs = [], needsOnce = [] } of chooseMeasurements([], 1)) {
      for (const need of [...needs, ...needsOnce])
        expect(measurementNames.indexOf(need)).toBeLessThan(measurementNames.indexOf(name));
    }
  });

  it('is what was asked for and what that builds on, the latter in the first repeat only where that will do', () => {
    expect(namesIn(['volume'], 1)).toEqual(['generate', 'first-run', 'volume']);
    expect(namesIn(['volume'], 2)).toEqual(['volume']);
    expect(namesIn(['second-run'], 2)).toEqual(['first-run', 'second-run']);
  });

  it('has the yardstick before the first run in every second repeat', () => {
    expect(namesIn(['yardstick'], 1)).toEqual(['generate', 'first-run', 'yardstick']);
    expect(namesIn(['yardstick'], 2)).toEqual(['yardstick', 'first-run']);
  });

  it('refuses a name or a size that cannot be measured', () => {
    expect(() => readBenchOptions(['--only', 'nonsense'], measurementNames)).toThrow('nonsense');
    expect(() => readBenchOptions(['--contacts', '10'], measurementNames)).toThrow('--contacts 10');
    expect(() => readBenchOptions(['--repeat', 'x'], measurementNames)).toThrow('--repeat x');
  });
});

describe('a row of its table', () => {
  const facts = { name: 'row', what: 'row', series: 'own' };
  const samples = {
    own: [
      { repeat: 1, seconds: 2, cpuSeconds: 1 },
      { repeat: 2, seconds: 9, cpuSeconds: 1 },
      { repeat: 3, seconds: 4, cpuSeconds: 1 },
    ],
    other: [
      { repeat: 1, seconds: 4, cpuSeconds: 2 },
      { repeat: 2, seconds: 9, cpuSeconds: 2 },
    ],
  };

  it('compares what was measured in the same repeat', () => {
    const row = new Results(createSession(samples)).ratio({ ...facts, to: 'other', limit: 0.7 });
    expect(row.ratio).toEqual({ median: 0.75, min: 0.5, max: 1, count: 2 });
    expect(row.cpuRatio?.median).toBe(0.5);
    expect(row.verdict).toBe('missed');
  });

  it('compares costs per contact, whatever the sizes', () => {
    const to = { series: 'other', contacts: 1000 };
    const row = new Results(createSession(samples)).costPerContact({
      ...facts,
      contacts: 2000,
      to,
      limit: 0.4,
    });
    expect(row.ratio?.median).toBe(0.375);
    expect(row.verdict).toBe('met');
  });

  it('says whether the target is for this size', () => {
    const isTargetSize = (flags: string[], anySize: boolean): boolean =>
      new Results(createSession(samples, flags)).time({ ...facts, anySize }).isTargetSize;
    expect(isTargetSize([], false)).toBe(false);
    expect(isTargetSize([], true)).toBe(true);
    expect(isTargetSize(['--contacts', '3000000'], false)).toBe(true);
  });

  it('is there for a command that does not exist, and for a measurement that failed', () => {
    const session = createSession({});
    const verdict = () => new Results(session).time({ ...facts, limitSeconds: 1 }).verdict;
    expect(verdict()).toBe('failed');
    session.unavailable.add('own');
    expect(verdict()).toBe('not available');
  });
});

describe('its parts', () => {
  it('take the mean of the two in the middle for the median of an even number', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4, count: 4 });
    expect(spreadOf([])).toBeUndefined();
  });

  it('know which commands there are', () => {
    expect(hasCommand('schedule', '--due')).toBe(true);
    expect(hasCommand('schedule', '--nonsense')).toBe(false);
    expect(hasCommand('nonsense')).toBe(false);
  });

  it('kill a command that is under way when the benchmark is ended', async () => {
    const controller = new AbortController();
    const endless = timeCommand(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], {
      signal: controller.signal,
    });
    controller.abort(new Error('ended'));
    await expect(endless).rejects.toThrow('ended');
  });

  it('leave no file behind, and no folder in what is printed', () => {
    const session = createSession({});
    const path = session.workspace.makeRoom('main');
    session.fault(`${path}: wrong`);
    expect(session.faults).toEqual(['main/org.db: wrong']);
    session.workspace[Symbol.dispose]();
    expect(existsSync(session.workspace.folder)).toBe(false);
  });
});
