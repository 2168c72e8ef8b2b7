import { z } from 'zod';
import { configurationSchema } from '../../src/config/configuration-schema.ts';
import { policySchema } from '../../src/config/policy-schema.ts';

/** A JSON Schema document. */
export type JsonSchema = Readonly<Record<string, unknown>>;

// Draft 7 is what the YAML language server, and so most editors, understand best.
const toJsonSchema = (schema: z.ZodType, title: string): JsonSchema => ({
  title,
  ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }),
});

/** The JSON Schema of a configuration file, for editors: completion, descriptions, defaults, ranges (spec 3.2). */
export const configurationJsonSchema = (): JsonSchema =>
  toJsonSchema(configurationSchema, 'sendwindow configuration');

/** The JSON Schema of an exclusion policy file, for editors (spec 3.2). */
export const policyJsonSchema = (): JsonSchema => toJsonSchema(policySchema, 'sendwindow exclusion policy');
