/** What a log line carries beside its message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The lowest level that is logged; `silent`: nothing. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where a command says what it is doing. */
export interface Log {
  /** The level of the configuration, once it is known; a flag wins over it. */
  readonly setLevel: (level: LogLevel) => void;
  readonly debug: (fields: LogFields, message: string) => void;
  readonly info: (fields: LogFields, message: string) => void;
  readonly warn: (fields: LogFields, message: string) => void;
  readonly error: (fields: LogFields, message: string) => void;
}

const nothing = (): void => undefined;

/** Says nothing: the default on a terminal, where progress and the report are enough. */
export const silentLog: Log = {
  setLevel: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
