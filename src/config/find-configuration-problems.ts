import { configurationSchema } from './configuration-schema.ts';
import { findCombinationProblems } from './find-combination-problems.ts';
import type { Finding } from './input/problem.ts';
import { findSchemaProblems } from './input/schema-findings.ts';

/** Everything that is wrong with configuration values (spec 3.2); empty if they are a layer's values. */
export const findConfigurationProblems = (values: unknown): Finding[] => [
  ...findSchemaProblems(configurationSchema, values),
  ...findCombinationProblems(values),
];
