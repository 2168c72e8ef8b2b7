import { documentJsonSchema, type SchemaNode } from '../../scripts/documents/document-json-schema.ts';
import { documentTable } from '../../src/app/documents/document-table.ts';

/** The keys that were found in documents, as docs/reference/json.md writes them, after the command: `run status`. */
export const foundKeys = new Set<string>();

/** The words in the table of documents: `run --all` before `run`. */
function findDocument(argv: readonly string[]): string | undefined {
  const isMeant = (command: string): boolean =>
    command
      .split(' ')
      .every((word, index) => (word.startsWith('--') ? argv.includes(word) : argv[index] === word));
  return Object.keys(documentTable)
    .filter(isMeant)
    .sort((a, b) => b.length - a.length)[0];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Enters the keys of a value that a schema node describes. */
function enterKeys(node: SchemaNode, value: unknown, command: string, at = ''): void {
  const { properties = {}, additionalProperties, items, anyOf = [] } = node;
  for (const alternative of anyOf) enterKeys(alternative, value, command, at);
  if (Array.isArray(value) && items !== undefined) {
    for (const item of value) enterKeys(items, item, command, `${at}[]`);
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = at === '' ? name : `${at}.${name}`;
    const known = properties[name];
    if (known !== undefined) {
      foundKeys.add(`${command} ${path}`);
      enterKeys(known, inner, command, path);
    } else if (typeof additionalProperties === 'object') {
      enterKeys(additionalProperties, inner, command, `${at}.<name>`);
    }
  }
}

/** Throws unless a document is what the schema of its command says: an unknown key is refused. */
export function checkDocument(argv: readonly string[], document: unknown): void {
  const command = findDocument(argv);
  const schema = documentTable[command ?? ''];
  if (command === undefined || schema === undefined) {
    throw new Error(`${argv.join(' ')}: no schema of its document`);
  }
  const { error } = schema.safeParse(document);
  if (error !== undefined) throw new Error(`sendwindow ${command} --json: ${error.message}`);
  enterKeys(documentJsonSchema(command), document, command);
}
