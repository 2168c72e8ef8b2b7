import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  documentJsonSchema,
  listDocumentKeys,
  schemaFileOf,
} from '../../../scripts/documents/document-json-schema.ts';
import { renderJsonReference } from '../../../scripts/documents/render-json-reference.ts';
import { documentTable } from '../../../src/app/documents/document-table.ts';

const commands = Object.keys(documentTable);
const reference = renderJsonReference();

describe.each(commands)('the document of %s', (command) => {
  const keys = listDocumentKeys(documentJsonSchema(command));

  test('says of each key what it means, in sentences', () => {
    expect(keys.length).toBeGreaterThan(0);
    const unclear = keys.filter(({ node }) => !/^[A-Z`].*\.$/.test(node.description ?? ''));
    expect(unclear.map(({ path }) => path)).toEqual([]);
  });

  test('says when a key is null', () => {
    const isNullable = ({ type, anyOf = [] }: (typeof keys)[number]['node']): boolean =>
      [type].flat().includes('null') || anyOf.some(isNullable);
    const silent = keys.filter(({ node }) => isNullable(node) && !/\bnull\b/i.test(node.description ?? ''));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('has a row for each key on the page', () => {
    const section = reference.split('\n## ').find((text) => text.startsWith(`sendwindow ${command}\n`)) ?? '';
    expect(keys.filter(({ path }) => !section.includes(`\n| \`${path}\` | `))).toEqual([]);
  });

  test('has a JSON Schema that validators can read', () => {
    const schema = z.fromJSONSchema(documentJsonSchema(command) as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse({ unknown: true }).success).toBe(false);
  });
});

test('no schema is left of a command that is gone', () => {
  const files = globSync('docs/reference/json/*').map((path) => path.replaceAll('\\', '/'));
  expect(files.sort()).toEqual(commands.map(schemaFileOf).sort());
});

test('the document of run has what the specification names (4.2)', () => {
  const named = `run_id status as_of today dry_run contacts.total contacts.eligible contacts.suppressed
    contacts.ineligible issues planned.<name>.pre_scheduled planned.<name>.skipped skipped excluded.<name>.contacts
    excluded.<name>.mails adjusted.catch_up adjusted.smoothed adjusted.capped writes.inserted writes.updated
    writes.deleted writes.unchanged batches.count batches.retried quarantined over_cap_days[].date
    over_cap_days[].mails over_cap_days[].cap unwritten[].contact unwritten[].reason warnings stuck checksums
    timings_ms peak_rss_mb`.split(/\s+/);
  const keys = listDocumentKeys(documentJsonSchema('run')).map(({ path }) => path);
  expect(named.filter((key) => !keys.includes(key))).toEqual([]);
});
