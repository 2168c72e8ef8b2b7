import { builtinPolicies } from '../config/builtin-policies.ts';
import { listDatedWarnings } from '../config/list-dated-warnings.ts';
import { loadConfigurationFile } from '../config/load-configuration-file.ts';
import { type EffectiveConfiguration, resolveConfiguration } from '../config/resolve-configuration.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { createRunClock } from '../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { parseAsOf } from '../settings/parse-as-of.ts';
import type { Session } from './session.ts';

/** Which configuration file is checked. */
export interface CheckConfigurationRequest {
  readonly file: string;
  readonly asOf?: string | undefined;
}

/** A configuration file without mistakes. */
export interface CheckedConfiguration {
  readonly file: string;
  /** How many keys it sets. */
  readonly keys: number;
  readonly warnings: readonly string[];
}

function warnOfPolicy({ configuration, provenance }: EffectiveConfiguration): string[] {
  if (builtinPolicies.some(({ name }) => name === configuration.policy)) return [];
  const names = builtinPolicies.map(({ name }) => name).join(', ');
  return [
    `POLICY_NOT_BUILT_IN: policy ${configuration.policy} is not one of ${names}; activate it in the database first (policy: ${provenance.get('policy')})`,
  ];
}

/** With the default policy where the file names one that only a database knows. */
const findPolicy = (name: string): ExclusionPolicy =>
  builtinPolicies.find((policy) => policy.name === name) ?? (builtinPolicies[0] as ExclusionPolicy);

/**
 * Checks a configuration file alone, over the built-in defaults (spec 3.2).
 *
 * @throws SendwindowError BAD_CONFIGURATION with a line for each mistake; NO_SUCH_FILE, BAD_DATE
 */
export async function checkConfiguration(
  { file, asOf }: CheckConfigurationRequest,
  session: Session,
): Promise<CheckedConfiguration> {
  const layer = loadConfigurationFile(resolvePath(session, file));
  const effective = resolveConfiguration([layer], { contactCount: 0 });
  const { configuration } = effective;
  const { timezone, send_time } = configuration;
  const { today } = createRunClock(parseAsOf(asOf, timezone, session.now()), timezone, send_time);
  return {
    file,
    keys: layer.positions?.size ?? 0,
    warnings: [
      ...effective.warnings,
      ...warnOfPolicy(effective),
      ...listDatedWarnings(configuration, findPolicy(configuration.policy), today),
    ],
  };
}
