import { z } from 'zod';
import type { KeyFacts } from './key-facts.ts';
import { findKeyFacts, unwrapSchema } from './schema-node.ts';

/** A key that takes a value: what is known of it for messages, environment variables and the reference. */
export interface SchemaKey {
  readonly path: readonly string[];
  /** The path with dots: `timing.followup_delay_days`. */
  readonly key: string;
  readonly facts: KeyFacts;
  readonly schema: z.core.$ZodType;
}

/** Every key of a schema that takes a value, in order; groups are entered. */
export function listSchemaKeys(schema: z.core.$ZodType, path: readonly string[] = []): SchemaKey[] {
  const facts = findKeyFacts(schema);
  const node = unwrapSchema(schema);
  if (facts !== undefined) return [{ path, key: path.join('.'), facts, schema }];
  if (!(node instanceof z.ZodObject)) return [];
  return Object.entries(node.shape).flatMap(([name, child]) =>
    listSchemaKeys(child as z.core.$ZodType, [...path, name]),
  );
}
