import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { measureImpact } from '../../policy/measure-impact.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import { createObserver } from '../create-observer.ts';
import type { policyImpactShape } from '../definitions/policy-impact.ts';
import { findPolicy } from '../find-policy.ts';
import { resolvePath, useDatabase } from '../open-call-database.ts';
import { readAsOf } from '../read-as-of.ts';
import { renderJson } from '../render/json.ts';
import { renderPolicyImpact } from '../render/policy-impact.ts';
import { createSettingsRequest } from '../settings-request.ts';

/** `sendwindow policy impact DB POLICY` (spec 3.2). */
export async function policyImpact(call: CommandCall<typeof policyImpactShape>): Promise<ExitCode> {
  const { io, options, log } = call;
  const { db: path, policy: word } = call.arguments;
  const policy = await useDatabase(
    io,
    path,
    'read-only',
    (store): ExclusionPolicy => findPolicy(io, word, store),
  );
  const database = resolvePath(io, path);
  const asOf = await readAsOf(io, database, options);
  const settings = await createSettingsRequest(io, options, asOf);
  const progress = await call.openProgress();
  const observer = createObserver(progress, log);
  const impact = await measureImpact({ database, asOf, settings, policy, observer });
  progress.stop();
  io.stdout(options.json ? renderJson({ database: path, ...impact }) : renderPolicyImpact(impact, io));
  return 0;
}
