import { builtinPolicies } from '../../config/builtin-policies.ts';
import { defaultConfiguration } from '../../config/defaults.ts';
import { loadPolicyFile } from '../../config/policy-file.ts';
import { createRunClock } from '../../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { listDroppedStates } from '../../policy/activate-policy.ts';
import { listPolicyWarnings } from '../../policy/list-policy-warnings.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyCheckShape } from '../definitions/policy-check.ts';
import { resolvePath, useDatabase } from '../open-call-database.ts';
import { parseAsOf } from '../parse-as-of.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle } from '../render/style.ts';
import { renderWarnings } from '../render/warnings.ts';
import { settingsInForce } from '../settings-in-force.ts';

type Call = CommandCall<typeof policyCheckShape>;

/** The policy that this one would replace. */
async function findPresentPolicy({ io, options }: Call): Promise<ExclusionPolicy> {
  if (options.db === undefined) return builtinPolicies[0] as ExclusionPolicy;
  return await useDatabase(
    io,
    options.db,
    'read-only',
    async (store) => (await settingsInForce(io, store, {})).settings.policy,
  );
}

function warnOfDroppedStates(before: ExclusionPolicy, after: ExclusionPolicy): string[] {
  const dropped = listDroppedStates(before, after);
  if (dropped.length === 0) return [];
  return [
    `POLICY_DROPS_STATES: policy ${before.name} has rules for ${dropped.join(', ')} and this one has none; \`policy activate\` wants --drop-states for it`,
  ];
}

/** `sendwindow policy check FILE` (spec 3.2). Exit code 2 also for a policy that excludes everybody. */
export async function policyCheck(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const { file } = call.arguments;
  const policy = loadPolicyFile(resolvePath(io, file));
  const { timezone, send_time } = defaultConfiguration;
  const { today } = createRunClock(parseAsOf(options.asOf, timezone, io.now()), timezone, send_time);
  const warnings = [
    ...listPolicyWarnings(policy, today),
    ...warnOfDroppedStates(await findPresentPolicy(call), policy),
  ];
  const excludesAll = warnings.some((warning) => warning.startsWith('POLICY_EXCLUDES_ALL'));
  const states = Object.keys(policy.states).length;
  const name = `policy ${escapeText(policy.name)} version ${policy.version}, ${states} states`;
  const verdict = excludesAll ? 'it excludes everybody' : 'no problems';
  const text = `${escapeText(file)}: ${name}: ${verdict}\n${renderWarnings(warnings, chooseStyle(io))}`;
  const report = { file, name: policy.name, version: policy.version, states, warnings };
  io.stdout(options.json ? renderJson(report) : text);
  return excludesAll ? 2 : 0;
}
