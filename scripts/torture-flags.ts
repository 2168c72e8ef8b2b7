import { parseArgs } from 'node:util';

/** What `npm run torture` was told; numbers as text. */
export interface TortureFlags {
  readonly tries: string;
  readonly contacts: string;
  /** Contacts per transaction. */
  readonly batch: string;
  /** Daily cap as a share of all contacts: a low one makes balancing work hard. */
  readonly cap: string | undefined;
  readonly seed: string;
  /** Internal: this process is the one that is killed. */
  readonly child: string | undefined;
}

/** What `--help` prints. */
export const tortureHelp = `npm run torture -- [flags]

Kills runs with signal 9 at random moments while they write, many times in a row, and shows that a plain run afterwards
makes of the database what an undisturbed run does. Takes minutes. Exit code 1: a fault was found.

  --tries <number>     how often each run is killed (default: 20)
  --contacts <number>  size of the organisation (default: 100000)
  --batch <number>     contacts per transaction (default: 1000)
  --cap <share>        daily cap as a share of all contacts, 0 to 1 (default: the size profile's)
  --seed <number>      of the synthetic organisation (default: 1)
  --help               this text
`;

const wholeNumbers = ['tries', 'contacts', 'batch', 'seed'] as const;

function findProblem(values: Readonly<Record<string, string | boolean | undefined>>): string | undefined {
  const wrong = wholeNumbers.find((name) => !/^\d{1,9}$/.test(String(values[name])) || values[name] === '0');
  if (wrong !== undefined)
    return `--${wrong} ${JSON.stringify(values[wrong])} is not a whole number of 1 or more`;
  const { cap } = values;
  if (cap === undefined || (/^\d*\.?\d+$/.test(String(cap)) && Number(cap) <= 1)) return undefined;
  return `--cap ${JSON.stringify(cap)} is not a share; use 0 to 1`;
}

/** The flags, the help that was asked for, or what is wrong with them in one sentence. */
export function readTortureFlags(
  argv: readonly string[],
): { readonly flags: TortureFlags } | { readonly help: string } | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        tries: { type: 'string', default: '20' },
        contacts: { type: 'string', default: '100000' },
        batch: { type: 'string', default: '1000' },
        cap: { type: 'string' },
        seed: { type: 'string', default: '1' },
        child: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { help: tortureHelp };
    const problem = findProblem(values);
    return problem === undefined
      ? { flags: { ...values, cap: values.cap, child: values.child } }
      : { problem };
  } catch (error) {
    return { problem: (error as Error).message.split('\n')[0] ?? 'the flags cannot be read' };
  }
}
