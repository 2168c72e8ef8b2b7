/** How a run reports what it is doing: progress for people, entries for the log. */
export interface RunObserver {
  /** A phase begins; `total` counts the contacts it goes through, where that is known. */
  readonly startPhase: (phase: string, total?: number) => void;
  /** Contacts done of the phase. */
  readonly advance: (done: number) => void;
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string, fields?: object) => void;
}

const nothing = (): void => undefined;

export const silentObserver: RunObserver = { startPhase: nothing, advance: nothing, log: nothing };
