import type { Io } from '../../src/cli/io.ts';

/** A world of one call in memory, a terminal or not, any part of which can be given. */
export function createIo(given: Partial<Io> = {}): {
  readonly io: Io;
  readonly written: { out: string; error: string };
} {
  const written = { out: '', error: '' };
  const io: Io = {
    stdout: (text) => {
      written.out += text;
    },
    stderr: (text) => {
      written.error += text;
    },
    drained: async () => true,
    isTerminal: false,
    isErrorTerminal: false,
    columns: 80,
    env: {},
    cwd: '/nonexistent',
    now: () => Temporal.Instant.from('2027-03-01T12:00:00Z'),
    ...given,
  };
  return { io, written };
}
