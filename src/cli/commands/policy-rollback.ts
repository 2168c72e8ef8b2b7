import { parsePolicy } from '../../config/policy-file.ts';
import { requireVersion } from '../../settings/add-version.ts';
import { nameVersion } from '../../settings/stored-layers.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { policyRollbackShape } from '../definitions/policy-rollback.ts';
import { useDatabase } from '../open-call-database.ts';
import { readNumberArgument } from '../read-number-argument.ts';
import { renderActivation, storePolicy } from '../store-policy.ts';

/** `sendwindow policy rollback DB N` (spec 3.2, "Versions"). */
export async function policyRollback(call: CommandCall<typeof policyRollbackShape>): Promise<ExitCode> {
  const { io, options } = call;
  const { db: path, version } = call.arguments;
  const id = readNumberArgument(version, 'sendwindow policy rollback', 'N');
  const activation = await useDatabase(io, path, 'read-write', (store) => {
    const { configData } = requireVersion(store, 'policy', id);
    const policy = parsePolicy(configData, nameVersion('policy', id));
    return storePolicy(io, store, policy, { ...options, force: true, dropStates: true });
  });
  io.stdout(renderActivation(path, activation, { io, json: options.json }));
  return 0;
}
