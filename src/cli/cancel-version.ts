import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { cancelVersion } from '../settings/cancel-version.ts';
import type { ConfigType } from '../store/config-versions.ts';
import type { CommandCall, CommandShape, ExitCode } from './command-definition.ts';
import type { cancelOptions, versionedDatabaseArgument } from './definitions/common-options.ts';
import { useDatabase } from './open-call-database.ts';
import { readNumberArgument } from './read-number-argument.ts';
import { escapeText } from './render/escape-text.ts';
import { renderJson } from './render/json.ts';
import { createVersionStamp, reportVersion } from './version-stamp.ts';

/** What the commands take that cancel a version. */
interface CancelShape extends CommandShape {
  readonly arguments: typeof versionedDatabaseArgument & { readonly version: { name: 'N'; text: string } };
  readonly options: typeof cancelOptions;
}

/** Cancels a version to come and says so: `config cancel`, `policy cancel`. */
export async function cancelAndRender(
  type: ConfigType,
  command: string,
  { io, options, arguments: { db: path, version } }: CommandCall<CancelShape>,
): Promise<ExitCode> {
  const id = readNumberArgument(version, command, 'N');
  const { createdBy } = createVersionStamp(io, { ...options, from: undefined }, 'UTC');
  const cancelled = await useDatabase(io, path, 'read-write', (store) =>
    cancelVersion(store, type, id, { by: createdBy, at: formatDateTime(io.now()), reason: options.reason }),
  );
  if (options.json) io.stdout(renderJson({ database: path, cancelled: reportVersion(cancelled) }));
  else {
    io.stdout(
      `${escapeText(path)}: ${type} version ${id}, which was to count from ${cancelled.validFrom} UTC on, is cancelled\n`,
    );
  }
  return 0;
}
