/** Writes text; never throws. When the reader has closed the pipe (`| head`), what is written is dropped. */
export type Write = (text: string) => void;

/**
 * Everything the command line takes from, and gives to, the outside world. The executable passes the process's own
 * ({@link createProcessIo}); a test passes strings and a fixed clock.
 */
export interface Io {
  readonly stdout: Write;
  readonly stderr: Write;
  /**
   * Waits until standard output has taken what was written; false: the reader has closed the pipe. Long listings call it
   * between pieces, so that a slow reader does not fill the memory and a gone one ends the work.
   */
  readonly drained: () => Promise<boolean>;
  /** Standard output is a terminal: tables may be cut to its width and coloured. */
  readonly isTerminal: boolean;
  /** Standard error is a terminal: progress is drawn there. */
  readonly isErrorTerminal: boolean;
  /** Width of the terminal in characters; 80 where there is none. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path that relative ones are taken from. */
  readonly cwd: string;
  readonly now: () => Temporal.Instant;
  /**
   * Asks a long command to stop at its next safe point; its reason is the signal, `SIGINT` or `SIGTERM`. A command
   * that reads it must obey it: the first such signal no longer ends the process (the second does).
   */
  readonly signal?: AbortSignal | undefined;
}
