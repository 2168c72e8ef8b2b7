import { listVersions } from '../../app/list-versions.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyVersionsShape } from '../definitions/policy-versions.ts';
import { printReport } from '../print-report.ts';
import { renderVersionList } from '../render/version-list.ts';
import { sessionOfCall } from '../session-of-call.ts';

function describeContent(content: unknown): string {
  const { name, version, states } = content as ExclusionPolicy;
  return `${name} version ${version}, ${Object.keys(states).length} states`;
}

/** `sendwindow policy versions DB` (spec 3.2, "Versions"). */
export async function policyVersions(call: CommandCall<typeof policyVersionsShape>): Promise<ExitCode> {
  const database = call.arguments.db;
  const list = await listVersions({ database, type: 'policy' }, sessionOfCall(call));
  printReport(call, list, (found, io) =>
    found.versions.length === 0
      ? `${escapeText(database)}: no policy is stored; a built-in policy is in force; see \`sendwindow policy show --db\`\n`
      : renderVersionList(found, io, describeContent),
  );
  return 0;
}
