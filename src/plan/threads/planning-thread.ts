import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../error/error-code.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { PreparedBatch } from '../prepare-batch.ts';
import type { CallName, PlanningCalls, ThreadMessage, ThreadSetup } from './planning-messages.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** The file that runs in the thread: source or built, like this one. */
const entry = (): URL =>
  new URL(`planning-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** Batches that are being prepared while one is written. */
const batchesAhead = 2;

/** A second thread that plans and prepares while this one plans and writes (docs/performance.md). */
export class PlanningThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onPlanned: (contacts: number) => void;
  #lastId = 0;
  #isCopyingLog = false;

  /**
   * @param onPlanned called from time to time with the number of contacts planned
   * @param stopped rejects when the work is to stop: every open call then fails at once, and the caller that started the
   * thread ends it at once
   */
  constructor(setup: ThreadSetup, onPlanned: (contacts: number) => void, stopped: Promise<never>) {
    this.#onPlanned = onPlanned;
    stopped.catch((error: Error) => this.#failAll(error));
    this.#worker = new Worker(entry(), {
      workerData: setup,
      resourceLimits: { maxYoungGenerationSizeMb: 32 },
    });
    this.#worker.on('message', (message: ThreadMessage) => this.#receive(message));
    this.#worker.on('error', (error: Error) => this.#failAll(error));
    this.#worker.on('exit', () =>
      this.#failAll(new SendwindowError('INTERNAL', 'the planning thread has ended')),
    );
  }

  call<N extends CallName>(
    call: N,
    request: PlanningCalls[N]['request'],
  ): Promise<PlanningCalls[N]['answer']> {
    const id = ++this.#lastId;
    const answer = new Promise<never>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call, request });
    });
    // A caller that has failed itself no longer waits for the answer: a rejection must not end the process then.
    answer.catch(() => undefined);
    return answer;
  }

  /** Prepared batches in the order given; a few are prepared ahead. */
  async *prepareAll(batches: Iterable<readonly number[]>): AsyncGenerator<PreparedBatch> {
    const pending: Promise<PreparedBatch>[] = [];
    for (const indices of batches) {
      pending.push(this.call('prepare', { indices }));
      if (pending.length > batchesAhead) yield await (pending.shift() as Promise<PreparedBatch>);
    }
    for (const batch of pending) yield await batch;
  }

  /** Lets the thread copy the log into the database while this one goes on writing; one such call at a time. */
  copyLog(): void {
    if (this.#isCopyingLog) return;
    this.#isCopyingLog = true;
    // The writer meets a failure (a full disk), too, and reports it.
    const done = (): void => {
      this.#isCopyingLog = false;
    };
    this.call('copyLog', null).then(done, done);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #receive(message: ThreadMessage): void {
    if ('planned' in message) {
      this.#onPlanned(message.planned);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    // The run was stopped, and nobody waits any more for an answer that was under way.
    if (waiting === undefined) return;
    this.#waiting.delete(message.id);
    if ('answer' in message) waiting.resolve(message.answer as never);
    else waiting.reject(new SendwindowError(message.failure.code as ErrorCode, message.failure.message));
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
