import { z } from 'zod';
import { documentTable } from '../../src/app/documents/document-table.ts';

/** A node of a JSON Schema, as far as documents use it. */
export interface SchemaNode {
  /** Of a document: the command that prints it. */
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Commands by the name of their schema file: `run-all` for `run --all`. */
export const schemaFileOf = (command: string): string =>
  `docs/reference/json/${command.replaceAll(/\W+/g, '-')}.schema.json`;

const titleOf = (command: string): string => `sendwindow ${command} --json`;

/** Leaves out what says nothing to readers, and gives a document inside another its title. */
function tidy({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: unknown;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  // `format` says the same.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  const { propertyNames } = jsonSchema;
  if (typeof propertyNames === 'object' && !('enum' in propertyNames)) delete jsonSchema.propertyNames;
  const [command] = Object.entries(documentTable).find(([, schema]) => schema === zodSchema) ?? [];
  if (command !== undefined) jsonSchema.title = titleOf(command);
}

/**
 * The JSON Schema of what a command prints with `--json`.
 *
 * @param command a key of {@link documentTable}
 */
export function documentJsonSchema(command: string): SchemaNode {
  const schema = z.toJSONSchema(documentTable[command] as z.ZodType, { override: tidy });
  return Object.assign({ title: '' }, schema, { title: titleOf(command) }) as SchemaNode;
}

/** One key of a document. */
export interface DocumentKey {
  /** Where it stands: `planned.<name>.skipped`, `violations[].rule`. */
  readonly path: string;
  readonly node: SchemaNode;
  /** May be absent. */
  readonly isOptional: boolean;
}

const isNode = (value: SchemaNode | boolean | undefined): value is SchemaNode => typeof value === 'object';

/**
 * All keys of a node, the ones inside it after it; but not those of a document inside it, which has a section of its own.
 * A key that stands in several alternatives is listed for each.
 */
export function listDocumentKeys(node: SchemaNode, at = ''): DocumentKey[] {
  if (at !== '' && node.title !== undefined) return [];
  const own = Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const isOptional = !(node.required ?? []).includes(name);
    return [{ path, node: child, isOptional }, ...listDocumentKeys(child, path)];
  });
  const inner = isNode(node.additionalProperties)
    ? listDocumentKeys(node.additionalProperties, `${at}.<name>`)
    : [];
  const items = node.items === undefined ? [] : listDocumentKeys(node.items, `${at}[]`);
  const alternatives = (node.anyOf ?? []).flatMap((alternative) => listDocumentKeys(alternative, at));
  return [...own, ...inner, ...items, ...alternatives];
}
