import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { findStateRuleProblems } from './find-combination-problems.ts';
import { findSourceProblems } from './input/check-source.ts';
import { type Finding, InvalidInputError } from './input/problem.ts';
import { readInputFile } from './input/read-input-file.ts';
import { findSchemaProblems } from './input/schema-findings.ts';
import { readYamlSource } from './input/yaml-source.ts';
import { policySchema } from './policy-schema.ts';

/** Everything that is wrong with an exclusion policy (spec 3.2); empty if it is one. */
export const findPolicyProblems = (value: unknown): Finding[] => [
  ...findSchemaProblems(policySchema, value),
  ...findStateRuleProblems((value as { states?: unknown } | null | undefined)?.states, 'states'),
];

/**
 * Reads an exclusion policy from YAML or JSON text (spec 3.2): `policy check FILE`.
 *
 * @param fileName how messages call the text
 * @throws SendwindowError BAD_POLICY with a line for each problem
 */
export function parsePolicy(text: string, fileName: string): ExclusionPolicy {
  const source = readYamlSource(text, fileName);
  const problems = findSourceProblems(source, fileName, findPolicyProblems);
  if (problems.length > 0) throw new InvalidInputError('BAD_POLICY', problems);
  return source.value as ExclusionPolicy;
}

/**
 * Reads a policy file: YAML or JSON, UTF-8, at most 1 MiB.
 *
 * @throws SendwindowError BAD_POLICY with a line for each problem; NO_SUCH_FILE; BAD_USAGE if it cannot be read
 */
export const loadPolicyFile = (path: string): ExclusionPolicy =>
  parsePolicy(readInputFile(path, 'BAD_POLICY'), path);
