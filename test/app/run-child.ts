// A process for the tests: one run, or one undo. Its argument is JSON. It prints each phase as it begins, `apply 2000`
// when so many contacts are done, and in the end `done` with the report, or the code and message of its error.
import { parseArgs } from 'node:util';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import type { RunObserver } from '../../src/run/run-observer.ts';
import { runOnce } from '../support/run-fixture.ts';
import { undoOnce } from './undo-once.ts';

/** What the process does. */
export interface ChildTask {
  readonly kind: 'run' | 'undo';
  readonly database: string;
  readonly asOf: string;
  readonly values?: ConfigurationValues;
  readonly runId: string;
  readonly backup?: boolean;
  readonly threadsFrom?: number;
  /** Milliseconds that it waits after every batch: gives others time to write in between. */
  readonly pauseMs?: number;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const pause = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

let phase = '';
const createObserver = ({ pauseMs = 0 }: ChildTask): RunObserver => ({
  startPhase: (name) => {
    phase = name;
    say(`phase ${name}`);
  },
  advance: (done) => {
    say(`${phase} ${done}`);
    if ((phase === 'apply' || phase === 'undo') && pauseMs > 0) pause(pauseMs);
  },
  log: (level, message) => say(`log ${level} ${message}`),
});

async function perform(task: ChildTask): Promise<unknown> {
  const { kind, database, asOf, values, runId, backup = false, threadsFrom } = task;
  const options = { runId, backup, observer: createObserver(task) };
  if (kind === 'undo') return await undoOnce(database, asOf, values, options);
  return await runOnce(
    database,
    asOf,
    values,
    threadsFrom === undefined ? options : { ...options, threadsFrom },
  );
}

const { positionals } = parseArgs({ allowPositionals: true });
try {
  say(`done ${JSON.stringify(await perform(JSON.parse(positionals[0] ?? '{}') as ChildTask))}`);
} catch (error) {
  say(`${(error as { code: string }).code} ${(error as Error).message}`);
}
