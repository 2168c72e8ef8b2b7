import { z } from 'zod';
import type { Problem } from './input/problem.ts';
import type { SchemaKey } from './input/schema-keys.ts';
import { readYamlSource } from './input/yaml-source.ts';

const accepts = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

/**
 * The value of a key as one writes it on a command line or in an environment variable: texts as they are, all else as
 * YAML; a list may do without its brackets: `bounced,deleted`. It is checked by the schema afterwards.
 */
export function readTextValue(name: string, text: string, { facts, schema }: SchemaKey): unknown {
  if (facts.kind === 'text') return text === 'null' && accepts(schema, null) ? null : text;
  const { value } = readYamlSource(text, name);
  if (facts.kind !== 'list' || Array.isArray(value) || accepts(schema, value)) return value;
  return readYamlSource(`[${text}]`, name).value;
}

/** What is wrong with the text before it is read; `undefined`: nothing. */
export function findTextProblem(name: string, text: string, { facts }: SchemaKey): Problem | undefined {
  if (text.trim() === '') {
    return { place: name, code: 'WRONG_TYPE', message: `it is empty; use ${facts.use}, or unset it` };
  }
  if (facts.kind === 'text') return undefined;
  const problem = readYamlSource(text, name).problems[0];
  return problem && { ...problem, place: name };
}
