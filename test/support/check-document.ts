import { documentTable } from '../../src/app/documents/document-table.ts';

/** The commands whose documents were checked, in this process. */
export const checkedDocuments = new Set<string>();

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

/** Throws unless a document is what the schema of its command says: an unknown key is refused. */
export function checkDocument(argv: readonly string[], document: unknown): void {
  const command = findDocument(argv);
  const schema = documentTable[command ?? ''];
  if (command === undefined || schema === undefined)
    throw new Error(`${argv.join(' ')}: no schema of its document`);
  const { error } = schema.safeParse(document);
  if (error !== undefined) throw new Error(`sendwindow ${command} --json: ${error.message}`);
  checkedDocuments.add(command);
}
