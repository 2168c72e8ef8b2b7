import { defaultConfiguration } from '../../config/defaults.ts';
import { loadPolicyFile } from '../../config/policy-file.ts';
import { createRunClock } from '../../domain/calendar/run-clock.ts';
import { listPolicyWarnings } from '../../run/policy/list-policy-warnings.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyCheckShape } from '../definitions/policy-check.ts';
import { resolvePath } from '../open-call-database.ts';
import { parseAsOf } from '../parse-as-of.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle } from '../render/style.ts';
import { renderWarnings } from '../render/warnings.ts';

/** `sendwindow policy check FILE` (spec 3.2). Exit code 2 also for a policy that excludes everybody. */
export async function policyCheck(call: CommandCall<typeof policyCheckShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { file } = call.arguments;
  const policy = loadPolicyFile(resolvePath(io, file));
  const { timezone, send_time } = defaultConfiguration;
  const { today } = createRunClock(parseAsOf(options.asOf, timezone, io.now()), timezone, send_time);
  const warnings = listPolicyWarnings(policy, today);
  const excludesAll = warnings.some((warning) => warning.startsWith('POLICY_EXCLUDES_ALL'));
  const states = Object.keys(policy.states).length;
  const name = `policy ${escapeText(policy.name)} version ${policy.version}, ${states} states`;
  const verdict = excludesAll ? 'it excludes everybody' : 'no problems';
  const text = `${escapeText(file)}: ${name}: ${verdict}\n${renderWarnings(warnings, chooseStyle(io))}`;
  const report = { file, name: policy.name, version: policy.version, states, warnings };
  io.stdout(options.json ? renderJson(report) : text);
  return excludesAll ? 2 : 0;
}
