import { builtinPolicies } from '../../config/builtin-policies.ts';
import { listDatedWarnings } from '../../config/list-dated-warnings.ts';
import { loadConfigurationFile } from '../../config/load-configuration-file.ts';
import { type EffectiveConfiguration, resolveConfiguration } from '../../config/resolve-configuration.ts';
import { createRunClock } from '../../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { configCheckShape } from '../definitions/config-check.ts';
import { resolvePath } from '../open-call-database.ts';
import { parseAsOf } from '../parse-as-of.ts';
import { escapeText } from '../render/escape-text.ts';
import { renderJson } from '../render/json.ts';
import { chooseStyle } from '../render/style.ts';
import { renderWarnings } from '../render/warnings.ts';

function warnOfPolicy({ configuration, provenance }: EffectiveConfiguration): string[] {
  if (builtinPolicies.some(({ name }) => name === configuration.policy)) return [];
  const names = builtinPolicies.map(({ name }) => name).join(', ');
  return [
    `POLICY_NOT_BUILT_IN: policy ${configuration.policy} is none of ${names}; it must be activated in the database first (policy: ${provenance.get('policy')})`,
  ];
}

/** With the default policy where the file names one that only a database knows. */
const findPolicy = (name: string): ExclusionPolicy =>
  builtinPolicies.find((policy) => policy.name === name) ?? (builtinPolicies[0] as ExclusionPolicy);

/** `sendwindow config check FILE` (spec 3.2): alone, over the built-in defaults. */
export async function configCheck(call: CommandCall<typeof configCheckShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { file } = call.arguments;
  const layer = loadConfigurationFile(resolvePath(io, file));
  const effective = resolveConfiguration([layer], { contactCount: 0 });
  const { configuration } = effective;
  const { timezone, send_time } = configuration;
  const { today } = createRunClock(parseAsOf(options.asOf, timezone, io.now()), timezone, send_time);
  const warnings = [
    ...effective.warnings,
    ...warnOfPolicy(effective),
    ...listDatedWarnings(configuration, findPolicy(configuration.policy), today),
  ];
  const keys = layer.positions?.size ?? 0;
  const text = `${escapeText(file)}: ${keys} keys, no problems\n${renderWarnings(warnings, chooseStyle(io))}`;
  io.stdout(options.json ? renderJson({ file, keys, warnings }) : text);
  return 0;
}
