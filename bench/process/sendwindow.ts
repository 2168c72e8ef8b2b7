import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { commandTable } from '../../src/cli/command-table.ts';
import type { RunReport } from '../../src/run/run-report.ts';
import { BenchFailure } from '../bench-failure.ts';
import { type CommandOptions, type TimedCommand, timeCommand } from './time-command.ts';

/** A run that has ended, with its report. */
export interface TimedRun extends TimedCommand {
  readonly report: RunReport;
}

function findEntry(built: boolean): string {
  const file = built ? 'dist/cli/main.js' : 'src/cli/main.ts';
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  if (existsSync(path)) return path;
  throw new BenchFailure(`${file} is not there; \`npm run build\` makes dist`, 2);
}

/** Is there such a command, with such flags (`--due`)? */
export function hasCommand(name: string, ...longFlags: readonly string[]): boolean {
  const definition = commandTable.find((command) => command.name === name);
  if (definition === undefined) return false;
  const known = Object.values(definition.options).map(({ flags }) => flags.split(' ')[0]);
  return longFlags.every((flag) => known.includes(flag));
}

/** The last lines say what went wrong. */
const lastLines = (textOfErrors: string): string => textOfErrors.trim().split('\n').slice(-3).join(' | ');

/** Runs the product as its users do: a process of its own, on the Node that runs the benchmark. */
export class Sendwindow {
  readonly #entry: string;
  readonly #signal: AbortSignal;

  /** @throws BenchFailure where `dist` has not been built */
  constructor(built: boolean, signal: AbortSignal) {
    this.#entry = findEntry(built);
    this.#signal = signal;
  }

  /** @throws BenchFailure where the exit code is not 0: then nothing was measured */
  async time(args: readonly string[], options: Partial<CommandOptions> = {}): Promise<TimedCommand> {
    const timed = await timeCommand(process.execPath, [this.#entry, ...args], {
      signal: this.#signal,
      ...options,
    });
    if (timed.exitCode === 0) return timed;
    const command = args.filter((arg) => !arg.includes('/')).join(' ');
    throw new BenchFailure(`sendwindow ${command}: exit code ${timed.exitCode}: ${lastLines(timed.stderr)}`);
  }

  /** `run --json`, with its report. */
  async timeRun(database: string, flags: readonly string[]): Promise<TimedRun> {
    const timed = await this.time(['run', database, '--json', ...flags]);
    return { ...timed, report: JSON.parse(timed.stdout) as RunReport };
  }
}
