import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyActivateShape } from '../definitions/policy-activate.ts';
import { findPolicy } from '../find-policy.ts';
import { useDatabase } from '../open-call-database.ts';
import { renderActivation, storePolicy } from '../store-policy.ts';

/** `sendwindow policy activate DB POLICY` (spec 3.2, "Versions"). */
export async function policyActivate(call: CommandCall<typeof policyActivateShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path, policy } = call.arguments;
  const activation = await useDatabase(io, path, 'read-write', (store) =>
    storePolicy(io, store, findPolicy(io, policy, store), options),
  );
  io.stdout(renderActivation(path, activation, { io, json: options.json }));
  return 0;
}
