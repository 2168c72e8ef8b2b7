/** Where and when a request is made. */
export interface Caller {
  /** Absolute path that relative ones are taken from. */
  readonly cwd: string;
  /** `SENDWINDOW_...` are a layer of the configuration (spec 3.2). */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The wall clock. */
  readonly now: () => Temporal.Instant;
}

/** The person who changes settings. */
export interface Author extends Caller {
  /** Null: unknown. */
  readonly who: string | null;
}
