import { existsSync } from 'node:fs';
import { builtinPolicies } from '../config/builtin-policies.ts';
import { loadPolicyFile, parsePolicy } from '../config/policy-file.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { requireVersion } from '../settings/add-version.ts';
import type { Caller } from '../settings/caller.ts';
import { readStoredLayers } from '../settings/read-stored-layers.ts';
import { nameVersion } from '../settings/stored-layers.ts';
import type { Store } from '../store/store.ts';

function findStored(caller: Caller, word: string, store: Store): ExclusionPolicy | undefined {
  if (/^\d+$/.test(word)) {
    const { id, configData } = requireVersion(store, 'policy', Number(word));
    return parsePolicy(configData, nameVersion('policy', id));
  }
  const { policies } = store.readStoredSettings(formatDateTime(caller.now()));
  const nothingElse = {
    organization: undefined,
    organizationCount: 0,
    stateBuffers: [],
    configuration: undefined,
  };
  return readStoredLayers({ ...nothingElse, policies }).findPolicy(word)?.policy;
}

/**
 * The policy that a word means: of the database, where one is given, a stored policy by version or
 * name; a built-in one by name; else a file.
 *
 * @throws SendwindowError BAD_POLICY, NO_SUCH_FILE, BAD_USAGE
 */
export function findPolicy(caller: Caller, word: string, store?: Store): ExclusionPolicy {
  const known =
    (store && findStored(caller, word, store)) ?? builtinPolicies.find((policy) => policy.name === word);
  if (known !== undefined) return known;
  const path = resolvePath(caller, word);
  if (existsSync(path)) return loadPolicyFile(path);
  const names = builtinPolicies.map(({ name }) => name).join(', ');
  throw new SendwindowError(
    'NO_SUCH_FILE',
    `${word}: neither a file nor a policy has this name; use a file, or one of ${names}${store ? ', or a policy of the database' : ''}`,
  );
}
