import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { documentTable } from '../src/app/documents/document-table.ts';
import { configurationJsonSchema, policyJsonSchema } from './documents/configuration-json-schema.ts';
import { documentJsonSchema, schemaFileOf } from './documents/document-json-schema.ts';
import { renderCliReference } from './documents/render-cli-reference.ts';
import { renderConfigurationReference } from './documents/render-configuration-reference.ts';
import { renderErrorReference } from './documents/render-error-reference.ts';
import { renderExampleConfiguration } from './documents/render-example-configuration.ts';
import { renderJsonReference } from './documents/render-json-reference.ts';
import { renderSchemaObjects, renderSchemaSnapshot } from './documents/schema-snapshot.ts';
import { renderZipTable } from './generate-zip-table.ts';

/** One file that is made from code and committed. */
export interface GeneratedFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly render: () => string;
}

const toJson = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

/** Every generated file: written by `npm run fix`, held fresh by `npm run check` and by a test. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'src/store/zip-table.json', render: renderZipTable },
  { path: 'src/store/schema-objects.json', render: renderSchemaObjects },
  { path: 'docs/schema.sql', render: renderSchemaSnapshot },
  { path: 'docs/configuration.md', render: renderConfigurationReference },
  { path: 'docs/sendwindow.example.yaml', render: renderExampleConfiguration },
  { path: 'docs/errors.md', render: renderErrorReference },
  { path: 'docs/reference/cli.md', render: renderCliReference },
  { path: 'docs/reference/sendwindow.schema.json', render: () => toJson(configurationJsonSchema()) },
  { path: 'docs/reference/sendwindow-policy.schema.json', render: () => toJson(policyJsonSchema()) },
  { path: 'docs/reference/json.md', render: renderJsonReference },
  ...Object.keys(documentTable).map((command) => ({
    path: schemaFileOf(command),
    render: () => toJson(documentJsonSchema(command)),
  })),
];

const locate = (path: string): URL => new URL(`../${path}`, import.meta.url);

/** Does the file say what the code says? A missing file does not. */
export function isFresh({ path, render }: GeneratedFile): boolean {
  const file = locate(path);
  return existsSync(file) && readFileSync(file, 'utf8') === render();
}

export function writeGeneratedFile({ path, render }: GeneratedFile): void {
  const file = locate(path);
  mkdirSync(new URL('./', file), { recursive: true });
  writeFileSync(file, render());
}
