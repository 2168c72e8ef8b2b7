import { SendwindowError } from '../error/sendwindow-error.ts';

/** Thrown by SQLite or by the file system: they carry a number or a system call. */
const comesFromOutside = (error: Error): boolean => 'errcode' in error || 'syscall' in error;

/**
 * Whatever was thrown, as the product's error. SQLite's and the file system's faults are translated by the store's
 * table, which is only loaded then; the rest is a fault of the program.
 */
export async function toSendwindowError(error: unknown, where: string): Promise<SendwindowError> {
  if (error instanceof SendwindowError) return error;
  if (error instanceof Error && comesFromOutside(error)) {
    const { translateSqliteError } = await import('../store/translate-sqlite-error.ts');
    return translateSqliteError(error, where);
  }
  const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SendwindowError(
    'INTERNAL',
    `${where}: ${found}; this is a bug in sendwindow: report it with the output of --debug`,
    error,
  );
}
