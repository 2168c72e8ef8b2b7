import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLog } from '../../src/cli/log/open-log.ts';
import { formatDuration, formatProgress } from '../../src/cli/progress/format-progress.ts';
import { openProgress } from '../../src/cli/progress/open-progress.ts';
import { createIo } from '../support/io-builder.ts';
import { temporaryFolder } from '../support/run-fixture.ts';
import { callWith } from './terminal.ts';

describe('a line of progress', () => {
  test('fits into any terminal', () => {
    const counts = fc.integer({ min: 0, max: 9_000_000 });
    fc.assert(
      fc.property(
        counts,
        counts,
        fc.integer({ min: 0, max: 1e7 }),
        fc.integer({ min: 2, max: 300 }),
        (done, total, elapsedMs, columns) => {
          expect(formatProgress({ phase: 'balance', done, total, elapsedMs }, columns).length).toBeLessThan(
            columns,
          );
        },
      ),
    );
  });

  test('has phase, bar, counts, rate and time left', () => {
    expect(formatProgress({ phase: 'plan', done: 500_000, total: 1_000_000, elapsedMs: 5000 }, 100)).toBe(
      `plan     ${'█'.repeat(15)}${'░'.repeat(15)}  500,000/1,000,000  100,000/s  0:05 left`,
    );
  });

  test.each([
    [0, '0:00'],
    [65, '1:05'],
    [7200, '2:00:00'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('progress on a terminal', () => {
  test('is drawn on standard error, and gone at the end', async () => {
    const { io, written } = createIo({ isErrorTerminal: true });
    const progress = await openProgress(io, (await openLog(io, {})).log);
    progress.start('plan', 100);
    progress.update(50);
    progress.start('apply', 100);
    progress.stop();
    progress.stop();
    expect(written.out).toBe('');
    expect(written.error).toContain('plan');
    expect(written.error.endsWith('\u001b[2K')).toBe(true);
  });
});

describe('progress without a terminal', () => {
  test('is a line at the end of a phase, and every ten seconds', async () => {
    let now = Temporal.Instant.from('2027-03-01T12:00:00Z');
    const { io, written } = createIo({ now: () => now });
    const progress = await openProgress(io, (await openLog(io, {})).log);
    progress.start('plan', 1000);
    progress.update(10);
    now = now.add({ seconds: 11 });
    progress.update(500);
    progress.update(510);
    progress.start('verify');
    now = now.add({ seconds: 1 });
    progress.stop();
    expect(written.error.trim().split('\n')).toEqual([
      '2027-03-01T12:00:11Z info progress phase=plan done=500 total=1000 per_second=45 seconds_left=11',
      '2027-03-01T12:00:11Z info phase done phase=plan ms=11000 done=510',
      '2027-03-01T12:00:12Z info phase done phase=verify ms=1000',
    ]);
  });
});

describe('the log', () => {
  const call = (folder: string, ...argv: readonly string[]) =>
    callWith({ cwd: folder }, 'generate', 'org.db', '--contacts', '3', '--json', ...argv);

  test('is JSON lines in a file', async () => {
    using temporary = temporaryFolder();
    const { error, out } = await call(temporary.path, '--log', 'run.log');
    expect(error).toBe('');
    expect(JSON.parse(out)).toMatchObject({ contacts: 3 });
    const { readFileSync } = await import('node:fs');
    const lines = readFileSync(`${temporary.path}/run.log`, 'utf8').trim().split('\n');
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      level: 'info',
      time: '2027-03-01T12:00:00.000Z',
      phase: 'generate',
    });
  });

  test('is JSON lines on standard error with --log-level alone', async () => {
    using temporary = temporaryFolder();
    const { error, out } = await call(temporary.path, '--log-level', 'info');
    for (const line of error.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ level: 'info' });
    expect(JSON.parse(out)).toMatchObject({ contacts: 3 });
  });

  test('is silent where that is asked for', async () => {
    using temporary = temporaryFolder();
    expect((await call(temporary.path, '--log-level', 'silent')).error).toBe('');
  });

  test('keeps the stack of an error that the terminal does not show', async () => {
    using temporary = temporaryFolder();
    const { code, error } = await callWith({ cwd: temporary.path }, 'volume', 'none.db', '--log', 'run.log');
    expect(code).toBe(2);
    expect(error).not.toMatch(/^ +at /m);
    const { readFileSync } = await import('node:fs');
    expect(JSON.parse(readFileSync(`${temporary.path}/run.log`, 'utf8')).stack).toMatch(/\n +at /);
  });

  test.each(['no/such/folder/run.log', '.'])('cannot be %s', async (path) => {
    using temporary = temporaryFolder();
    const { code, error } = await call(temporary.path, '--log', path);
    expect({ code, start: error.split(':')[0] }).toEqual({ code: 2, start: 'BAD_USAGE' });
  });
});
