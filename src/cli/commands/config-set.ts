import { type Assignment, applyAssignments, readAssignment } from '../../config/assignments.ts';
import type { ConfigurationValues } from '../../config/configuration-layer.ts';
import { loadConfigurationFile } from '../../config/load-configuration-file.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { readCurrentConfiguration } from '../../settings/change-configuration.ts';
import type { Store } from '../../store/store.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configSetShape } from '../definitions/config-set.ts';
import { resolvePath, useDatabase } from '../open-call-database.ts';
import { renderConfigurationChange, storeConfiguration } from '../store-configuration.ts';

type Call = CommandCall<typeof configSetShape>;

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

function readContent({ io, arguments: { changes } }: Call, store: Store): ConfigurationValues {
  const { file, assignments } = readWords(changes);
  const base =
    file === undefined
      ? readCurrentConfiguration(store, io.now())
      : loadConfigurationFile(resolvePath(io, file)).values;
  return applyAssignments(base, assignments);
}

/** `sendwindow config set DB FILE|key=value...` (spec 3.2, "Versions"). */
export async function configSet(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path } = call.arguments;
  const mode = options.dryRun ? 'read-only' : 'read-write';
  const change = await useDatabase(io, path, mode, (store) =>
    storeConfiguration(io, store, readContent(call, store), options),
  );
  io.stdout(renderConfigurationChange(path, change, { io, json: options.json, dryRun: options.dryRun }));
  return 0;
}
