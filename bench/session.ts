import process from 'node:process';
import type { BenchOptions } from './options.ts';
import { Sendwindow } from './process/sendwindow.ts';
import type { TimedCommand } from './process/time-command.ts';
import type { Workspace } from './workspace.ts';

/** One measurement of one thing. */
export interface Sample {
  /** From 1 on: what was measured in the same repeat is compared pair by pair. */
  readonly repeat: number;
  readonly seconds: number;
  /** Processor time of all threads. */
  readonly cpuSeconds?: number | undefined;
  /** MiB. */
  readonly peakMb?: number | undefined;
  /** Milliseconds by phase, as the run reports them. */
  readonly phases?: Readonly<Record<string, number>> | undefined;
}

type Measured = Pick<TimedCommand, 'seconds' | 'cpuSeconds' | 'peakMb'> & {
  readonly report?: { readonly timings_ms: Readonly<Record<string, number>> };
};

/** One call of the benchmark: what it was asked for, its databases, and what was measured so far. */
export class Session {
  readonly options: BenchOptions;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly sendwindow: Sendwindow;
  /** Samples by series. */
  readonly samples = new Map<string, Sample[]>();
  /** Series whose command the product does not have. */
  readonly unavailable = new Set<string>();
  /** What went wrong; the benchmark then ends with exit code 1. */
  readonly faults: string[] = [];
  /** What explains a row of the table, by its name: rows written, say. */
  readonly notes = new Map<string, string>();

  constructor(options: BenchOptions, workspace: Workspace, signal: AbortSignal) {
    this.options = options;
    this.workspace = workspace;
    this.signal = signal;
    this.sendwindow = new Sendwindow(options.built, signal);
  }

  record(series: string, repeat: number, measured: Measured): void {
    const { seconds, cpuSeconds, peakMb, report } = measured;
    const list = this.samples.get(series) ?? [];
    list.push({ repeat, seconds, cpuSeconds, peakMb, phases: report?.timings_ms });
    this.samples.set(series, list);
    const memory = peakMb === undefined ? '' : `, ${Math.round(peakMb)} MB`;
    this.say(`${repeat}/${this.options.repeat} ${series}: ${seconds.toFixed(3)} s${memory}`);
  }

  /** A measured command did what it must not: said at once, and the benchmark fails at the end. */
  fault(message: string): void {
    // Results are kept and shown around: they name no folder of the machine.
    const fault = message.replaceAll(`${this.workspace.folder}/`, '');
    this.faults.push(fault);
    this.say(`FAULT ${fault}`);
  }

  say(message: string): void {
    process.stderr.write(`${message}\n`);
  }
}
