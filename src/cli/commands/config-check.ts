import { type CheckedConfiguration, checkConfiguration } from '../../app/check-configuration.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configCheckShape } from '../definitions/config-check.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { renderWarnings } from '../render/warnings.ts';
import { sessionOfCall } from '../session-of-call.ts';

const renderText = ({ file, keys, warnings }: CheckedConfiguration, io: Io): string =>
  `${escapeText(file)}: ${keys} keys, no problems\n${renderWarnings(warnings, io)}`;

/** `sendwindow config check FILE` (spec 3.2): alone, over the built-in defaults. */
export async function configCheck(call: CommandCall<typeof configCheckShape>): Promise<ExitCode> {
  const request = { file: call.arguments.file, asOf: call.options.asOf };
  printReport(call, await checkConfiguration(request, sessionOfCall(call)), renderText);
  return 0;
}
