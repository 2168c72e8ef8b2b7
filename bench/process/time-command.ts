import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type ProcessUse, watchProcess } from './watch-process.ts';

/** A command that has ended. */
export interface TimedCommand extends ProcessUse {
  /** From the start of the process to its end. */
  readonly seconds: number;
  readonly exitCode: number | null;
  /** Empty where it was dropped. */
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a command. */
export interface CommandOptions {
  /** Kills the command. */
  readonly signal: AbortSignal;
  /** Read standard output and forget it. */
  readonly dropOutput?: boolean;
}

/** The environment without what would change a measurement: our own settings, and Node's (a coverage run's, say). */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(SENDWINDOW_|NODE_OPTIONS$|NODE_V8_COVERAGE$)/.test(name),
    ),
  );

async function drop(stream: Readable): Promise<string> {
  for await (const _ of stream);
  return '';
}

/**
 * Runs a program as a child process and measures it.
 *
 * @throws if the program cannot be started, or the signal ended it
 */
export async function timeCommand(
  program: string,
  args: readonly string[],
  { signal, dropOutput = false }: CommandOptions,
): Promise<TimedCommand> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() });
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const stopWatch = watchProcess(child.pid);
  const outputs = Promise.all([dropOutput ? drop(child.stdout) : text(child.stdout), text(child.stderr)]);
  try {
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    const seconds = (performance.now() - startedAt) / 1000;
    const [stdout, stderr] = await outputs;
    signal.throwIfAborted();
    return { seconds, ...stopWatch(), exitCode, stdout, stderr };
  } finally {
    stopWatch();
    signal.removeEventListener('abort', kill);
  }
}
