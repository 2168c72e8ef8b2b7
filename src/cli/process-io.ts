import type { Io, Write } from './io.ts';

const defaultColumns = 80;

/** A writer over a stream that goes quiet once the reader has gone, instead of ending the process with EPIPE. */
function createWrite(stream: NodeJS.WriteStream, onError: (error: NodeJS.ErrnoException) => void): Write {
  stream.on('error', onError);
  return (text) => {
    if (!isClosed(stream)) stream.write(text);
  };
}

const isClosed = (stream: NodeJS.WriteStream): boolean => stream.errored !== null || stream.destroyed;

/** Resolves when the stream's buffer is empty again, or when it never will be. */
function waitForDrain(stream: NodeJS.WriteStream): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    for (const event of events) stream.off(event, done);
    resolve();
  };
  const events = ['drain', 'error', 'close'] as const;
  for (const event of events) stream.on(event, done);
  return promise;
}

/** The width that help, tables and charts are fitted to: the terminal's, else $COLUMNS, else 80. */
function readColumns(stream: NodeJS.WriteStream, env: Io['env']): number {
  const fromEnvironment = Number(env['COLUMNS']);
  if (stream.columns > 0) return stream.columns;
  return Number.isSafeInteger(fromEnvironment) && fromEnvironment > 0 ? fromEnvironment : defaultColumns;
}

/**
 * A signal that is aborted by Ctrl-C or SIGTERM, made when a command first needs it: all others end at once, as
 * every program does. The second time the process ends whatever it is doing; no database minds.
 */
function createStopSignal(owner: NodeJS.Process): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller !== undefined) return controller.signal;
    const created = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) owner.once(signal, () => created.abort(signal));
    controller = created;
    return created.signal;
  };
}

/**
 * The {@link Io} of a process. A reader that closes the pipe ends the output quietly; any other fault of standard
 * output (a full disk, say) is said on standard error and makes the exit code 1.
 */
export function createProcessIo(owner: NodeJS.Process): Io {
  const { stdout, stderr, env } = owner;
  const writeError = createWrite(stderr, () => undefined);
  const reportLostOutput = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE') return;
    writeError(`STORE_FAILED: standard output: ${error.message}; the output is not complete\n`);
    owner.exitCode = 1;
  };
  const stopSignal = createStopSignal(owner);
  return {
    get signal() {
      return stopSignal();
    },
    stdout: createWrite(stdout, reportLostOutput),
    stderr: writeError,
    drained: async () => {
      if (stdout.writableNeedDrain && !isClosed(stdout)) await waitForDrain(stdout);
      return !isClosed(stdout);
    },
    isTerminal: stdout.isTTY === true,
    isErrorTerminal: stderr.isTTY === true,
    columns: readColumns(stdout.isTTY ? stdout : stderr, env),
    env,
    cwd: owner.cwd(),
    now: () => Temporal.Now.instant(),
  };
}
