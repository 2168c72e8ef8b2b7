import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchFailure } from './bench-failure.ts';

/** What the flags of `npm run bench` say. */
export interface BenchOptions {
  /** Contacts of the main database; default 100,000, which ends in minutes. The targets are for 3,000,000. */
  readonly contacts: number;
  /** How often everything is measured; default 3. Medians and extremes are printed. */
  readonly repeat: number;
  /** Names of measurements; what they build on is done as well. Empty: all. */
  readonly only: readonly string[];
  /** Leave the databases where they are at the end. */
  readonly keep: boolean;
  /** The folder in which a folder for the databases is made; default: the system's temporary one. */
  readonly folder: string;
  /** Measure `dist/` (after `npm run build`) instead of the sources. */
  readonly built: boolean;
  readonly help: boolean;
}

/** The size that the targets of spec 5 are about. */
export const targetContacts = 3_000_000;

/** A growth table over two orders of magnitude needs something at its small end. */
const fewestContacts = 10_000;

const flags = {
  contacts: { type: 'string', default: '100000' },
  repeat: { type: 'string', default: '3' },
  only: { type: 'string', multiple: true, default: [] as string[] },
  keep: { type: 'boolean', default: false },
  tmp: { type: 'string', default: tmpdir() },
  built: { type: 'boolean', default: false },
  bounds: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What `npm run bench -- --help` prints. */
export const describeOptions = (names: readonly string[]): string => `Usage: npm run bench -- [flags]

Measures the targets of spec 5 as whole commands and keeps the results under bench/results/.

  --contacts N      contacts of the main database (default: 100000, at least ${fewestContacts}; the targets are for 3000000)
  --repeat N        how often everything is measured (default: 3)
  --only NAME,...   only these, and what they build on
  --tmp DIR         where the databases are put (default: the system's temporary folder)
  --keep            leave the databases there
  --bounds          only the run among everything that a database may hold besides (spec 4.4); \`--only bounds\`
  --built           measure dist/ (after \`npm run build\`) instead of src/

Names: ${names.join(', ')}
`;

function readFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags }).values;
  } catch (error) {
    throw new BenchFailure(`${(error as Error).message}; see npm run bench -- --help`, 2);
  }
}

function readCount(flag: string, text: string, fewest: number): number {
  const count = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(count) && count >= fewest) return count;
  throw new BenchFailure(`--${flag} ${text}: not a number that can be used; write ${fewest} or more`, 2);
}

function readNames(texts: readonly string[], known: readonly string[]): string[] {
  const names = texts.flatMap((text) => text.split(',')).filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new BenchFailure(`--only ${unknown}: there is no such measurement; use ${known.join(', ')}`, 2);
}

/**
 * @param known the names of all measurements
 * @throws BenchFailure with exit code 2
 * @example readBenchOptions(['--contacts', '3000000', '--only', 'first-run,second-run'], measurementNames)
 */
export function readBenchOptions(argv: readonly string[], known: readonly string[]): BenchOptions {
  const values = readFlags(argv);
  return {
    contacts: readCount('contacts', values.contacts, fewestContacts),
    repeat: readCount('repeat', values.repeat, 1),
    only: values.bounds ? ['bounds'] : readNames(values.only, known),
    keep: values.keep,
    folder: resolve(values.tmp),
    built: values.built,
    help: values.help,
  };
}
