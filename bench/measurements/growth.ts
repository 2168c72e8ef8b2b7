import { databases, type Measurement } from '../measurement.ts';
import type { ResultRow, Results } from '../report/results.ts';
import type { Session } from '../session.ts';
import { timeFirstRun } from './first-run.ts';
import { generateDatabase } from './generate.ts';
import { timeUnchangedRun } from './second-run.ts';

/** The smaller sizes: a hundredth and a tenth of the main database. */
const fractions = [100, 10];

const sizeOf = (contacts: number, fraction: number): number => Math.round(contacts / fraction);
const seriesOf = (kind: 'first' | 'second', fraction: number): string =>
  fraction === 1 ? `${kind}-run` : `${kind}-run-of-1/${fraction}`;

async function measureFraction(session: Session, repeat: number, fraction: number): Promise<void> {
  const name = `generated-${fraction}`;
  if (!session.workspace.has(name))
    await generateDatabase(session, name, sizeOf(session.options.contacts, fraction));
  const first = await timeFirstRun(session, name, databases.scratch);
  session.record(seriesOf('first', fraction), repeat, first);
  const second = seriesOf('second', fraction);
  session.record(second, repeat, await timeUnchangedRun(session, databases.scratch, second));
  session.workspace.discard(databases.scratch);
}

function rowsOf(results: Results, kind: 'first' | 'second'): ResultRow[] {
  const { contacts } = results;
  const [smallest = 1, smaller = 1] = fractions;
  const to = { series: seriesOf(kind, smaller), contacts: sizeOf(contacts, smaller) };
  const what = (size: number): string => `${kind} run, cost at ${size.toLocaleString('en')} contacts`;
  const limit =
    kind === 'first' ? { limit: 1.15, target: `at most 1.15 x at ${to.contacts.toLocaleString('en')}` } : {};
  const fraction = (of: number): ResultRow => {
    const size = sizeOf(contacts, of);
    const series = seriesOf(kind, of);
    return results.costPerContact({ name: `growth-${series}`, what: what(size), series, contacts: size });
  };
  const name = `growth-${kind}-run`;
  return [
    results.costPerContact({ name, what: what(contacts), series: `${kind}-run`, contacts, to, ...limit }),
    fraction(smaller),
    fraction(smallest),
  ];
}

/** Does a contact of a large organisation cost more than one of a small one? */
export const growthMeasurement: Measurement = {
  name: 'growth',
  needs: ['first-run', 'second-run'],
  measure: async (session, repeat) => {
    for (const fraction of fractions) await measureFraction(session, repeat, fraction);
  },
  rows: (results) => [...rowsOf(results, 'first'), ...rowsOf(results, 'second')],
};
