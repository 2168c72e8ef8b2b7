import { z } from 'zod';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { documentOf } from './document-of.ts';
import { text, whole } from './fields.ts';
import { stateDifference } from './state-difference.ts';

const policy = documentOf<Pick<ExclusionPolicy, 'name' | 'version'>>()(
  z.strictObject({ name: text('Its name.'), version: whole('Its version.') }),
);

/** `sendwindow policy diff` (spec 3.2). */
export const policyDiffDocument = z.strictObject({
  a: policy.describe('The first policy.'),
  b: policy.describe('The second policy.'),
  states: z.array(stateDifference).describe('The states whose rules differ; empty: the same rules.'),
});
