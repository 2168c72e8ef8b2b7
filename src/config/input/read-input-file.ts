import { closeSync, openSync, readSync } from 'node:fs';
import type { ErrorCode } from '../../error/error-code.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { InvalidInputError, type Problem } from './problem.ts';

/** The largest file that is read, in bytes: a configuration of a megabyte is some other file. */
export const largestInputBytes: number = 1024 * 1024;

function refuse(path: string, cause: unknown): SendwindowError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SendwindowError('NO_SUCH_FILE', `${path}: there is no such file; check the path`, cause);
  }
  const what = code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
  return new SendwindowError('BAD_USAGE', `${path} ${what}; name a file that you may read`, cause);
}

/** Reads no more than the limit and one byte, so that a device or a pipe without end does no harm. */
function readBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(largestInputBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function decode(bytes: Buffer, path: string, code: ErrorCode): string {
  const fail = (problem: Problem['code'], message: string): InvalidInputError =>
    new InvalidInputError(code, [{ place: `${path}:1:1`, code: problem, message }]);
  if (bytes.length > largestInputBytes)
    throw fail('TOO_LARGE', 'the file is larger than 1 MiB; name another file');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fail('SYNTAX', 'the file is not UTF-8 text; save it as UTF-8');
  }
}

/**
 * The text of a file that people write: UTF-8, at most 1 MiB.
 *
 * @param code the code for a file that is too large or no text
 * @throws SendwindowError NO_SUCH_FILE; BAD_USAGE for a folder or a file that may not be read; `code`
 */
export function readInputFile(path: string, code: ErrorCode): string {
  let bytes: Buffer;
  try {
    bytes = readBytes(path);
  } catch (cause) {
    throw refuse(path, cause);
  }
  return decode(bytes, path, code);
}
