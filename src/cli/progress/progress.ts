/** Shows how far a long command is. */
export interface Progress {
  /** Begins a phase; `total` counts what it goes through (contacts, usually), where that is known. */
  readonly start: (phase: string, total?: number) => void;
  /** How many of the phase's total are done. */
  readonly update: (done: number) => void;
  /** Ends the last phase and clears the terminal's line. */
  readonly stop: () => void;
}

const nothing = (): void => undefined;

/** Shows nothing. */
export const silentProgress: Progress = { start: nothing, update: nothing, stop: nothing };
