import { setConfiguration } from '../../app/set-configuration.ts';
import { type Assignment, readAssignment } from '../../config/assignments.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configSetShape } from '../definitions/config-set.ts';
import { printReport } from '../print-report.ts';
import { renderConfigurationChange } from '../render/configuration-change.ts';
import { sessionOfCall } from '../session-of-call.ts';

/** At most one file, and any number of assignments. */
function readWords(words: readonly string[]) {
  const assignments: Assignment[] = [];
  const files: string[] = [];
  for (const word of words) {
    const assignment = readAssignment(word);
    if (assignment === undefined) files.push(word);
    else assignments.push(assignment);
  }
  if (files.length < 2) return { file: files[0], assignments };
  throw new SendwindowError(
    'BAD_USAGE',
    `sendwindow config set: ${files.length} files are named (${files.join(', ')}); use one file, or key=value`,
  );
}

/** `sendwindow config set DB FILE|key=value...` (spec 3.2, "Versions"). */
export async function configSet(call: CommandCall<typeof configSetShape>): Promise<ExitCode> {
  const { db: database, changes } = call.arguments;
  const request = { ...call.options, ...readWords(changes), database };
  printReport(call, await setConfiguration(request, sessionOfCall(call)), renderConfigurationChange);
  return 0;
}
