import { BenchFailure } from './bench-failure.ts';
import { describeMachine, readLoad } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { chooseMeasurements } from './measurement-list.ts';
import type { BenchOptions } from './options.ts';
import type { ResultDocument } from './report/result-document.ts';
import { Results } from './report/results.ts';
import { Session } from './session.ts';
import { Workspace } from './workspace.ts';
import { findShellVersion } from './yardstick.ts';

/** Disk space in GB for a contact's databases: generated, planned, copied, and with three years of history. */
const gigabytesPerContact = { plain: 4e-6, history: 10e-6 };

function estimateRoom({ contacts }: BenchOptions, chosen: readonly Measurement[]): number {
  const needsHistory = chosen.some(({ name }) => name === 'history');
  return 1 + contacts * (needsHistory ? gigabytesPerContact.history : gigabytesPerContact.plain);
}

/** A measurement that fails is a fault; those that do not build on it can still be made. */
async function measureOne(session: Session, measurement: Measurement, repeat: number): Promise<void> {
  try {
    await measurement.measure(session, repeat);
  } catch (error) {
    session.signal.throwIfAborted();
    if (!(error instanceof BenchFailure)) session.say(String((error as Error).stack));
    session.fault(`${measurement.name}: ${(error as Error).message}`);
  }
}

async function measureAll(session: Session): Promise<readonly Measurement[]> {
  const { only, repeat: repeats } = session.options;
  const chosen = chooseMeasurements(only, 1);
  await session.workspace.requireRoom(estimateRoom(session.options, chosen));
  for (let repeat = 1; repeat <= repeats; repeat++) {
    for (const measurement of chooseMeasurements(only, repeat))
      await measureOne(session, measurement, repeat);
  }
  return chosen;
}

/**
 * Makes the measurements that the options ask for, in a temporary folder that is gone afterwards.
 *
 * @param signal ends it at once, with an error
 */
export async function runBench(options: BenchOptions, signal: AbortSignal): Promise<ResultDocument> {
  using workspace = new Workspace(options.folder, options.keep);
  const session = new Session(options, workspace, signal);
  const startedAt = new Date().toISOString();
  const before = readLoad();
  const shell = await findShellVersion(signal);
  const done = await measureAll(session);
  const results = new Results(session);
  if (options.keep) session.say(`the databases are in ${workspace.folder}`);
  return {
    started_at: startedAt,
    contacts: options.contacts,
    repeat: options.repeat,
    only: options.only,
    built: options.built,
    machine: describeMachine(shell),
    load: { before, after: readLoad() },
    rows: done.flatMap((measurement) => measurement.rows(results)),
    samples: Object.fromEntries(session.samples),
    faults: session.faults,
  };
}
