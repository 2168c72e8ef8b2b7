import { listLayerEntries } from '../../config/layer-entries.ts';
import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configVersionsShape } from '../definitions/config-versions.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { renderVersionList } from '../render/version-list.ts';
import { reportVersion } from '../version-stamp.ts';

const describeContent = (content: unknown): string =>
  listLayerEntries(content as object)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ') || 'nothing set';

/** `sendwindow config versions DB` (spec 3.2, "Versions"). */
export async function configVersions(call: CommandCall<typeof configVersionsShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path } = call.arguments;
  const versions = await useDatabase(io, path, 'read-only', (store) =>
    store.configVersions.listVersions('configuration'),
  );
  if (options.json) io.stdout(renderJson({ database: path, versions: versions.map(reportVersion) }));
  else if (versions.length === 0) {
    io.stdout(`${escapeText(path)}: no configuration is stored; see \`sendwindow config set\`\n`);
  } else io.stdout(renderVersionList(versions, { io, now: formatDateTime(io.now()) }, describeContent));
  return 0;
}
