import type { CommandCall } from './command-definition.ts';
import type { Io } from './io.ts';
import { renderJson } from './render/json.ts';

/** A call of a command that reports. */
interface ReportingCall extends Pick<CommandCall, 'io' | 'closeProgress'> {
  readonly options: { readonly json: boolean };
}

/**
 * Prints what a use-case has returned: as it is with `--json`, else as text.
 *
 * @param render draws it for a terminal
 */
export function printReport<Report>(
  { io, options, closeProgress }: ReportingCall,
  report: Report,
  render: (report: Report, io: Io) => string,
): void {
  closeProgress();
  io.stdout(options.json ? renderJson(report) : render(report, io));
}
