import { comparePolicies, type PolicyComparison } from '../../app/compare-policies.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyDiffShape } from '../definitions/policy-diff.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { renderStateDifferences } from '../render/state-differences.ts';
import { sessionOfCall } from '../session-of-call.ts';

const nameOf = ({ name, version }: PolicyComparison['a']): string => `${escapeText(name)} version ${version}`;

function describeCount(count: number): string {
  if (count === 0) return 'the same rules';
  return count === 1 ? '1 state differs' : `${count} states differ`;
}

const renderText = ({ a, b, states }: PolicyComparison, io: Io): string =>
  `${nameOf(a)} -> ${nameOf(b)}: ${describeCount(states.length)}\n${renderStateDifferences(states, io)}`;

/** `sendwindow policy diff A B` (spec 3.2). */
export async function policyDiff(call: CommandCall<typeof policyDiffShape>): Promise<ExitCode> {
  const request = { ...call.arguments, database: call.options.db };
  printReport(call, await comparePolicies(request, sessionOfCall(call)), renderText);
  return 0;
}
