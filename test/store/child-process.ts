import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A script of the tests running in a process of its own, killed at the latest when the test has ended. */
export interface Child {
  /** Resolves with the next line that the script prints. */
  nextLine(): Promise<string>;
  /** kill -9, and waits until the process is gone. */
  kill(): Promise<void>;
  /** Waits until it ends by itself; returns its exit code (null: a signal) and all that it has printed. */
  ended(): Promise<{ code: number | null; output: string }>;
}

/** Starts `script` (a TypeScript file, relative to `base`) with arguments. */
export function startChild(script: string, base: string, args: readonly string[]): Child {
  return childOf(spawn(process.execPath, [fileURLToPath(new URL(script, base)), ...args], { stdio }));
}

/**
 * The same under a limit on the size of any file that it writes, in blocks of at most 1,024 bytes: a full disk for those
 * who may not mount one. Node ignores SIGXFSZ, so the write fails instead of the process.
 */
export function startChildWithFileLimit(
  blocks: number,
  script: string,
  base: string,
  args: readonly string[],
): Child {
  const command = [process.execPath, fileURLToPath(new URL(script, base)), ...args];
  return childOf(spawn('/bin/sh', ['-c', `ulimit -f ${blocks} && exec "$@"`, 'sh', ...command], { stdio }));
}

const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];

function childOf(child: ChildProcess): Child {
  const exit = once(child, 'close');
  const lines: string[] = [];
  let output = '';
  let wake = (): void => undefined;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const complete = `${output.slice(output.lastIndexOf('\n') + 1)}${text}`.split('\n').slice(0, -1);
    output += text;
    lines.push(...complete);
    wake();
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  return {
    async nextLine() {
      while (lines.length === 0) {
        const closed = await Promise.race([exit, new Promise<void>((resolve) => (wake = resolve))]);
        if (closed !== undefined && lines.length === 0)
          throw new Error('the child ended without another line');
      }
      return lines.shift() ?? '';
    },
    kill,
    async ended() {
      const [code] = (await exit) as [number | null];
      return { code, output };
    },
  };
}
