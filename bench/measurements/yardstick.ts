import { databases, type Measurement } from '../measurement.ts';
import type { Session } from '../session.ts';
import {
  findShellVersion,
  timeYardstick,
  type YardstickRunner,
  type YardstickVariant,
} from '../yardstick.ts';

async function measureCopy(
  session: Session,
  repeat: number,
  series: string,
  variant: YardstickVariant,
  runner: YardstickRunner,
): Promise<void> {
  const { workspace, signal } = session;
  const target = workspace.makeRoom(databases.scratch);
  const timed = await timeYardstick(runner, workspace.pathOf(databases.main), target, variant, signal);
  session.record(series, repeat, timed);
  session.notes.set(series, `${timed.rows.toLocaleString('en')} rows`);
  workspace.discard(databases.scratch);
}

/** The shell where there is one, as the targets say. */
const chooseRunner = async (session: Session): Promise<YardstickRunner> =>
  (await findShellVersion(session.signal)) === undefined ? 'node' : 'shell';

/** SQLite itself, copying what the first run has written (spec 5): measured right after it, or right before it. */
export const yardstickMeasurement: Measurement = {
  name: 'yardstick',
  needs: ['first-run'],
  measure: async (session, repeat) =>
    measureCopy(session, repeat, 'yardstick', 'kept_up', await chooseRunner(session)),
  rows: (results) => [
    results.ratio({
      name: 'first-run-ratio',
      what: 'first run against the yardstick',
      series: 'first-run',
      to: 'yardstick',
      limit: 1.5,
    }),
    results.time({ name: 'yardstick', what: 'yardstick: SQLite copies the rows', series: 'yardstick' }),
  ],
};

/** Other ways for SQLite to copy the same rows: they say what the yardstick depends on. */
export const yardstickVariants: Measurement = {
  name: 'yardstick-variants',
  needsOnce: ['yardstick'],
  once: true,
  measure: async (session, repeat) => {
    const runner = await chooseRunner(session);
    await measureCopy(session, repeat, 'yardstick-index-after', 'index_after', runner);
    await measureCopy(session, repeat, 'yardstick-node', 'kept_up', 'node');
  },
  rows: (results) =>
    [
      ['yardstick-index-after', 'yardstick, indexes built after'],
      ['yardstick-node', 'yardstick through node:sqlite'],
    ].map(([series = '', what = '']) => results.ratio({ name: series, what, series, to: 'yardstick' })),
};
