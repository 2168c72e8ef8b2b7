import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run-command-line.ts';
import type { Answer } from '../support/command-line.ts';
import { createIo } from '../support/io-builder.ts';

/** Calls a command in that world. */
export async function callWith(given: Partial<Io>, ...argv: readonly string[]): Promise<Answer> {
  const { io, written } = createIo(given);
  const code = await run(argv, io);
  return { code, ...written };
}
