import { type ErrorKind, errorKinds } from '../../src/error/error-code.ts';

const exitCodes: Readonly<Record<ErrorKind['exitCode'], string>> = {
  1: 'failed',
  2: 'bad usage, configuration or input',
  3: 'another run holds the lock',
  4: 'done or refused, and a person is needed: something was held back or could not be written',
  130: 'stopped by SIGINT (Ctrl-C); `143`: by SIGTERM',
};

const row = ([code, { exitCode, meaning, remedy }]: [string, ErrorKind]): string =>
  `| <a id="${code}"></a>\`${code}\` | ${exitCode} | ${meaning} | ${remedy} |`;

/** The text of docs/errors.md: a row per code. */
export function renderErrorReference(): string {
  const exits = Object.entries(exitCodes).map(([code, meaning]) => `- \`${code}\`: ${meaning}`);
  return [
    '# Errors',
    '',
    'Generated from `src/error/error-code.ts` by `npm run fix`; do not edit.',
    '',
    'Every error begins with its code and goes on with where it happened, what was found, what is allowed and what to do:',
    '',
    '```',
    'NO_SUCH_FILE: org.db: there is no such file; check the path, or make it with `sendwindow init`',
    '```',
    '',
    'Codes are stable: scripts may rely on them, but not on the words after them. `--debug` shows the stack; the log of `--log`',
    'always has it. What an operator does in each case is in [operations.md](operations.md). The exit code of the command:',
    '',
    '- `0`: done',
    ...exits,
    '',
    '| code | exit code | what has happened | what to do |',
    '| --- | --- | --- | --- |',
    ...Object.entries(errorKinds).map(row),
    '',
  ].join('\n');
}
