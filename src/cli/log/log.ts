/** What a log line carries beside its message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where a command says what it is doing; pino's shape, so that a pino logger is one. */
export interface Log {
  readonly debug: (fields: LogFields, message: string) => void;
  readonly info: (fields: LogFields, message: string) => void;
  readonly warn: (fields: LogFields, message: string) => void;
  readonly error: (fields: LogFields, message: string) => void;
}

const nothing = (): void => undefined;

/** Says nothing: the default on a terminal, where progress and the report are enough. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
