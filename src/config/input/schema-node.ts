import { z } from 'zod';
import { type KeyFacts, keyFacts } from './key-facts.ts';
import type { KeyPath } from './problem.ts';

/** The schema inside `optional` and `nullable`. */
export function unwrapSchema(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapSchema(schema.unwrap())
    : schema;
}

/** The facts of a schema or of what its wrappers hold. */
export function findKeyFacts(schema: z.core.$ZodType | undefined): KeyFacts | undefined {
  if (schema === undefined) return undefined;
  const facts = keyFacts.get(schema);
  if (facts !== undefined) return facts;
  const isWrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return isWrapper ? findKeyFacts(schema.unwrap()) : undefined;
}

/** What a schema, or what is inside its `optional`, says of itself. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return z.globalRegistry.get(inner)?.description ?? '';
}

/** Of "one or a list of them", the alternative that a value was meant for. */
export function chooseAlternative(union: z.ZodUnion, value: unknown): z.core.$ZodType | undefined {
  return union.options.find((option) => {
    const inner = unwrapSchema(option);
    if (inner instanceof z.ZodArray) return Array.isArray(value);
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return inner instanceof z.ZodObject && isGroup;
  });
}

function findChild(
  schema: z.core.$ZodType,
  part: string | number,
  value: unknown,
): z.core.$ZodType | undefined {
  const node = unwrapSchema(schema);
  if (node instanceof z.ZodObject) return node.shape[part] as z.core.$ZodType | undefined;
  if (node instanceof z.ZodRecord) return node.valueType;
  if (node instanceof z.ZodArray) return node.element;
  if (!(node instanceof z.ZodUnion)) return undefined;
  const chosen = chooseAlternative(node, value);
  return chosen === undefined ? undefined : findChild(chosen, part, value);
}

/** The value at a path, `undefined` where there is none. */
export const valueAt = (value: unknown, path: KeyPath): unknown =>
  path.reduce((inner: unknown, part) => (inner as Record<string, unknown> | null | undefined)?.[part], value);

/** The schema of the value at a path, wrappers included; `undefined` where the path leads nowhere. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: KeyPath,
  value: unknown,
): z.core.$ZodType | undefined {
  let node: z.core.$ZodType | undefined = schema;
  for (const [depth, part] of path.entries()) {
    node = node && findChild(node, part, valueAt(value, path.slice(0, depth)));
  }
  return node;
}

/** The group or mapping that a value at a path was meant to be; `undefined` if it was meant to be neither. */
export function groupAt(
  schema: z.core.$ZodType,
  path: KeyPath,
  value: unknown,
): z.ZodObject | z.ZodRecord | undefined {
  const found = schemaAt(schema, path, value);
  const node = found && unwrapSchema(found);
  const group = node instanceof z.ZodUnion ? chooseAlternative(node, valueAt(value, path)) : node;
  return group instanceof z.ZodObject || group instanceof z.ZodRecord ? group : undefined;
}
