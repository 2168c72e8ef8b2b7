import type { Io } from './io.ts';

/** A report that is longer, in characters, is cut: it is kept in memory. */
const mostHeld = 1_000_000;

/** An {@link Io} whose standard output is held back until it is released: `--quiet` prints it only if something went wrong. */
export function holdOutput(io: Io): { readonly io: Io; readonly release: () => void } {
  let held = '';
  const stdout = (text: string): void => {
    if (held.length < mostHeld) held += text;
  };
  // Made from the other one, not copied: its signal is only made when a command needs it.
  const quiet = Object.create(io, { stdout: { value: stdout, enumerable: true } }) as Io;
  return { io: quiet, release: () => io.stdout(held) };
}
