import type { JobOptions } from './job-options.ts';

/** Times phases and passes them on. */
export class PhaseTimer {
  /** Milliseconds by phase. */
  readonly timings: Record<string, number> = {};
  readonly #options: Pick<JobOptions, 'elapsed' | 'observer'>;
  #phase: string | undefined;
  #since = 0;

  constructor(options: Pick<JobOptions, 'elapsed' | 'observer'>) {
    this.#options = options;
  }

  start(phase: string, total?: number): void {
    this.stop();
    this.#phase = phase;
    this.#since = this.#options.elapsed();
    this.#options.observer.startPhase(phase, total);
  }

  stop(): void {
    if (this.#phase === undefined) return;
    const spent = this.#options.elapsed() - this.#since;
    this.timings[this.#phase] = Math.round((this.timings[this.#phase] ?? 0) + spent);
    this.#phase = undefined;
  }
}
