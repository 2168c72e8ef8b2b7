import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyVersionsShape } from '../definitions/policy-versions.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { renderVersionList } from '../render/version-list.ts';
import { reportVersion } from '../version-stamp.ts';

function describeContent(content: unknown): string {
  const { name, version, states } = content as ExclusionPolicy;
  return `${name} version ${version}, ${Object.keys(states).length} states`;
}

/** `sendwindow policy versions DB` (spec 3.2, "Versions"). */
export async function policyVersions(call: CommandCall<typeof policyVersionsShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path } = call.arguments;
  const versions = await useDatabase(io, path, 'read-only', (store) =>
    store.configVersions.listVersions('policy'),
  );
  if (options.json) io.stdout(renderJson({ database: path, versions: versions.map(reportVersion) }));
  else if (versions.length === 0) {
    io.stdout(
      `${escapeText(path)}: no policy is stored, a built-in one is in force; see \`sendwindow policy show --db\`\n`,
    );
  } else io.stdout(renderVersionList(versions, { io, now: formatDateTime(io.now()) }, describeContent));
  return 0;
}
