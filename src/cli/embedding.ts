/**
 * What the package exports, besides the JSON Schemas of what `--json` prints (`sendwindow/schemas/run.schema.json`).
 * Everything else is internal and may change with any version.
 *
 * @example
 * import { createProcessIo, run } from 'sendwindow';
 * const exitCode = await run(['run', 'org.db', '--json'], { ...createProcessIo(process), stdout: keep });
 */

export type { ErrorCode, ErrorKind } from '../error/error-code.ts';
export { errorKinds } from '../error/error-code.ts';
export type { ExitCode } from './command-definition.ts';
export type { Io, Write } from './io.ts';
export { createProcessIo } from './process-io.ts';
export { run } from './run-command-line.ts';
