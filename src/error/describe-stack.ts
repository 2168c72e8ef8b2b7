const isStack = (error: unknown): error is Error & { stack: string } =>
  error instanceof Error && typeof error.stack === 'string';

/** The stack of an error and of what caused it. */
export function describeStack(error: unknown): string {
  if (!isStack(error)) return String(error);
  return error.cause === undefined ? error.stack : `${error.stack}\ncaused by ${describeStack(error.cause)}`;
}
