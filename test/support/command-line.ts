import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run-command-line.ts';
import { checkDocument } from './check-document.ts';
import { createIo } from './io-builder.ts';
import { temporaryFolder } from './run-fixture.ts';

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A folder in which commands are called, as in a terminal that is none. */
export interface CommandLine extends Disposable {
  readonly folder: string;
  /** `call('config', 'show', 'org.db')`; the environment is what {@link setEnvironment} has set. */
  readonly call: (...argv: readonly string[]) => Promise<Answer>;
  /** The JSON that a command prints; it must be what the schema of the document says. */
  readonly json: <T>(...argv: readonly string[]) => Promise<T>;
  readonly write: (name: string, text: string) => string;
  readonly setEnvironment: (env: Io['env']) => void;
  /** The wall clock. */
  readonly setNow: (now: string) => void;
  /** What asks the next commands to stop. */
  readonly setSignal: (signal: AbortSignal | undefined) => void;
}

/** Calls commands in process, in a folder of their own. */
export function createCommandLine(start = '2027-01-10T12:00:00Z'): CommandLine {
  const temporary = temporaryFolder();
  let env: Io['env'] = { SENDWINDOW_USER: 'ann' };
  let now = Temporal.Instant.from(start);
  let signal: AbortSignal | undefined;
  const call = async (...argv: readonly string[]): Promise<Answer> => {
    const { io, written } = createIo({
      isErrorTerminal: true,
      columns: 120,
      env: { ...env, TERM: 'dumb' },
      cwd: temporary.path,
      now: () => now,
      signal,
    });
    const code = await run(argv, io);
    return { code, ...written };
  };
  return {
    folder: temporary.path,
    call,
    async json<T>(...argv: readonly string[]): Promise<T> {
      const { out, error } = await call(...argv, '--json', '--log-level', 'silent');
      if (out === '') throw new Error(error);
      const document: unknown = JSON.parse(out);
      checkDocument(argv, document);
      return document as T;
    },
    write(name, text) {
      const path = join(temporary.path, name);
      writeFileSync(path, text);
      return path;
    },
    setEnvironment: (given) => {
      env = given;
    },
    setNow: (text) => {
      now = Temporal.Instant.from(text);
    },
    setSignal: (given) => {
      signal = given;
    },
    [Symbol.dispose]: () => temporary[Symbol.dispose](),
  };
}
