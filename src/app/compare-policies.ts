import { diffPolicies, type StateDifference } from '../config/diff-policies.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { findPolicy } from '../policy/find-policy.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Two policies: files, built-in ones by name, or those of a database by name or version. */
export interface ComparePoliciesRequest {
  readonly a: string;
  readonly b: string;
  readonly database?: string | undefined;
}

interface NamedPolicy {
  readonly name: string;
  readonly version: number;
}

/** How two policies differ, state by state. */
export interface PolicyComparison {
  readonly a: NamedPolicy;
  readonly b: NamedPolicy;
  readonly states: readonly StateDifference[];
}

async function findBoth(
  { a, b, database }: ComparePoliciesRequest,
  session: Session,
): Promise<readonly [ExclusionPolicy, ExclusionPolicy]> {
  if (database === undefined) return [findPolicy(session, a), findPolicy(session, b)];
  return await useDatabase(
    session,
    database,
    'read-only',
    (store) => [findPolicy(session, a, store), findPolicy(session, b, store)] as const,
  );
}

const nameOf = ({ name, version }: ExclusionPolicy): NamedPolicy => ({ name, version });

/**
 * Compares two policies (spec 3.2).
 *
 * @throws SendwindowError BAD_POLICY, NO_SUCH_FILE, BAD_USAGE
 */
export async function comparePolicies(
  request: ComparePoliciesRequest,
  session: Session,
): Promise<PolicyComparison> {
  const [a, b] = await findBoth(request, session);
  return { a: nameOf(a), b: nameOf(b), states: diffPolicies(a, b) };
}
