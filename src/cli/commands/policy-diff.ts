import { diffPolicies } from '../../config/diff-policies.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyDiffShape } from '../definitions/policy-diff.ts';
import { findPolicy } from '../find-policy.ts';
import { useDatabase } from '../open-call-database.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { renderStateDifferences } from '../render/state-differences.ts';
import { chooseStyle } from '../render/style.ts';

type Call = CommandCall<typeof policyDiffShape>;

async function findBoth({ io, options, arguments: { a, b } }: Call): Promise<ExclusionPolicy[]> {
  if (options.db === undefined) return [findPolicy(io, a), findPolicy(io, b)];
  return await useDatabase(io, options.db, 'read-only', (store) => [
    findPolicy(io, a, store),
    findPolicy(io, b, store),
  ]);
}

const nameOf = ({ name, version }: ExclusionPolicy): string => `${escapeText(name)} version ${version}`;

/** `sendwindow policy diff A B` (spec 3.2). */
export async function policyDiff(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const [a, b] = (await findBoth(call)) as [ExclusionPolicy, ExclusionPolicy];
  const states = diffPolicies(a, b);
  const pick = ({ name, version }: ExclusionPolicy) => ({ name, version });
  const head = `${nameOf(a)} -> ${nameOf(b)}: ${states.length === 0 ? 'the same rules' : `${states.length === 1 ? '1 state differs' : `${states.length} states differ`}`}\n`;
  const text = head + renderStateDifferences(states, chooseStyle(io));
  io.stdout(options.json ? renderJson({ a: pick(a), b: pick(b), states }) : text);
  return 0;
}
