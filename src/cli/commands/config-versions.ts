import { listVersions } from '../../app/list-versions.ts';
import { listLayerEntries } from '../../config/layer-entries.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configVersionsShape } from '../definitions/config-versions.ts';
import { printReport } from '../print-report.ts';
import { renderVersionList } from '../render/version-list.ts';
import { sessionOfCall } from '../session-of-call.ts';

const describeContent = (content: unknown): string =>
  listLayerEntries(content as object)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ') || 'nothing set';

/** `sendwindow config versions DB` (spec 3.2, "Versions"). */
export async function configVersions(call: CommandCall<typeof configVersionsShape>): Promise<ExitCode> {
  const database = call.arguments.db;
  const list = await listVersions({ database, type: 'configuration' }, sessionOfCall(call));
  printReport(call, list, (found, io) =>
    found.versions.length === 0
      ? `${escapeText(database)}: no configuration is stored; see \`sendwindow config set\`\n`
      : renderVersionList(found, io, describeContent),
  );
  return 0;
}
