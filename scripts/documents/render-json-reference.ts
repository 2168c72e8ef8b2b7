import { documentTable } from '../../src/app/documents/document-table.ts';
import {
  type DocumentKey,
  documentJsonSchema,
  listDocumentKeys,
  type SchemaNode,
  schemaFileOf,
} from './document-json-schema.ts';

const head = `# JSON documents

<!-- Generated from src/app/documents: do not edit; run \`npm run fix\`. -->

What each command prints with \`--json\`: one document on standard output, which is empty after an error. A document has the
keys below and no others. Each section links to the JSON Schema of its document; the package exports the schemas as
\`sendwindow/schemas/<name>.schema.json\`.

- \`a.b\` is the key \`b\` of the object \`a\`; \`a[]\` is each entry of the list \`a\`; \`a.<name>\` is each value of an object whose keys
  are names (email types, states, reasons).
- Dates are \`YYYY-MM-DD\`. Moments are ISO date-times with offset, or UTC as \`YYYY-MM-DD HH:MM:SS\`, as the meaning says.
- A later version may add keys. It neither takes away a key nor gives it another meaning without a note in the
  [changelog](../../CHANGELOG.md).
`;

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const words: Readonly<Record<string, string>> = {
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  string: 'text',
};

function describePlain({ type, format, enum: allowed, const: only }: SchemaNode): string[] {
  if (only !== undefined) return [`\`${String(only)}\``];
  if (allowed !== undefined) return allowed.map((word) => `\`${word}\``);
  if (format === 'date' || format === 'date-time') return [format];
  if (type === undefined) return ['any'];
  return [type].flat().map((name) => words[name] ?? name);
}

/** `whole number`, `text or null`, `list of text`. */
function describeType(node: SchemaNode): string {
  const { items, anyOf, title, additionalProperties: values } = node;
  if (title !== undefined) return `the document of \`${title}\``;
  if (anyOf !== undefined) return [...new Set(anyOf.map(describeType))].join(' or ');
  if (items !== undefined) return `list of ${describeType(items)}`;
  const isMap = typeof values === 'object' && values.type !== undefined && values.properties === undefined;
  return describePlain(node).join(' or ') + (isMap ? ` of ${describeType(values)}` : '');
}

const renderKey = ({ path, node, isOptional }: DocumentKey): string =>
  `| \`${path}\` | ${escapeCell(describeType(node))}${isOptional ? ', may be absent' : ''} | ${escapeCell(node.description ?? '')} |`;

function renderDocument(command: string): string {
  const schema = documentJsonSchema(command);
  const rows = listDocumentKeys(schema).map(renderKey);
  const file = schemaFileOf(command).replace('docs/reference/', '');
  return `## sendwindow ${command}

[${file}](${file})

| key | type | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/** docs/reference/json.md: what each command prints with `--json`. */
export const renderJsonReference = (): string =>
  [head, ...Object.keys(documentTable).map(renderDocument)].join('\n');
