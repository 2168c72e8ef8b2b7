import type { RunObserver } from './run-observer.ts';

/** How far a job is. */
export interface JobEvent {
  readonly phase: string;
  /** Contacts done of the phase. */
  readonly done: number;
  /** Contacts of the phase; null: the phase does not count them. */
  readonly total: number | null;
}

/** Long work that runs in the background, and can be watched and stopped. */
export interface Job<Report> {
  /** The run id. */
  readonly id: string;
  /**
   * What the job is doing; ends when the job ends. For one reader. A reader that is slower than the job gets the newest
   * event of each phase, so that nothing piles up.
   */
  readonly events: AsyncIterable<JobEvent>;
  /** Asks the job to stop: it ends as STOPPED, and what it has written is whole. A second call does nothing. */
  readonly stop: (reason: string) => void;
  /** The report; rejects with a SendwindowError, whose code is STOPPED after `stop`. */
  readonly result: Promise<Report>;
}

/** What a job is given that can be watched and stopped. */
export interface JobControls {
  readonly runId: string;
  readonly observer: RunObserver;
  readonly signal?: AbortSignal | undefined;
}

/** Events that wait for their reader, at most one of each phase that the job has entered. */
class EventQueue implements AsyncIterable<JobEvent> {
  readonly #waiting: JobEvent[] = [];
  #current: JobEvent = { phase: '', done: 0, total: null };
  #hasEnded = false;
  #wake: () => void = () => undefined;

  startPhase(phase: string, total: number | undefined): void {
    this.#current = { phase, done: 0, total: total ?? null };
    this.#waiting.push(this.#current);
    this.#wake();
  }

  advance(done: number): void {
    const isUnread = this.#waiting.at(-1) === this.#current;
    this.#current = { ...this.#current, done };
    if (isUnread) this.#waiting[this.#waiting.length - 1] = this.#current;
    else this.#waiting.push(this.#current);
    this.#wake();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<JobEvent> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event !== undefined) yield event;
      else if (this.#hasEnded) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function watch({ startPhase, advance, log }: RunObserver, events: EventQueue): RunObserver {
  return {
    startPhase: (phase, total) => {
      startPhase(phase, total);
      events.startPhase(phase, total);
    },
    advance: (done) => {
      advance(done);
      events.advance(done);
    },
    log,
  };
}

/**
 * Starts work as a job. `stop()` and the caller's own signal (SIGINT, SIGTERM, a cancelled request) are one thing to the
 * work: the signal that it is given.
 */
export function startJob<Options extends JobControls, Report>(
  options: Options,
  work: (options: Options) => Promise<Report>,
): Job<Report> {
  const stopper = new AbortController();
  const events = new EventQueue();
  const given = options.signal === undefined ? [] : [options.signal];
  const signal = AbortSignal.any([stopper.signal, ...given]);
  const observer = watch(options.observer, events);
  // Not before the caller has its job: the work computes for a while before it first waits for anything.
  const result = Promise.resolve().then(() => work({ ...options, signal, observer }));
  // A failure is for the caller, who may read the events first; until the caller awaits the result, no code awaits it.
  result.then(
    () => events.end(),
    () => events.end(),
  );
  return { id: options.runId, events, stop: (reason) => stopper.abort(reason), result };
}
