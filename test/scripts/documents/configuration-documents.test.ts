import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  configurationJsonSchema,
  policyJsonSchema,
} from '../../../scripts/documents/configuration-json-schema.ts';
import { renderConfigurationReference } from '../../../scripts/documents/render-configuration-reference.ts';
import { renderExampleConfiguration } from '../../../scripts/documents/render-example-configuration.ts';
import { builtinPolicies } from '../../../src/config/builtin-policies.ts';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { defaultConfiguration } from '../../../src/config/defaults.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { parseConfiguration } from '../../../src/config/load-configuration-file.ts';

const readDocument = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

const keys = listSchemaKeys(configurationSchema);

describe('docs/sendwindow.example.yaml', () => {
  const example = readDocument('sendwindow.example.yaml');

  test('is fresh', () => {
    expect(example).toBe(renderExampleConfiguration());
  });

  test('is valid and holds the defaults', () => {
    expect(parseConfiguration(example, 'sendwindow.example.yaml').values).toEqual(defaultConfiguration);
  });

  test.each(keys)('has $key with its explanation', ({ path, facts }) => {
    const name = path.at(-1);
    const [firstWord] = facts.summary.split(' ');
    expect(example).toMatch(new RegExp(`^ *# ${firstWord} .*(\\n *# .*)*\\n *(# )?${name}:`, 'm'));
  });

  test('has a commented sample of state_rules that is valid', () => {
    const sample = example.slice(example.indexOf('# state_rules:')).replace(/^# ?/gm, '');
    const { values } = parseConfiguration(sample, 'sample');
    expect(Object.keys(values.state_rules ?? {})).toEqual(['CA', 'TX', 'NY']);
  });
});

describe('docs/configuration.md', () => {
  const reference = readDocument('configuration.md');

  test('is fresh', () => {
    expect(reference).toBe(renderConfigurationReference());
  });

  test.each(keys)('has a row for $key', ({ key }) => {
    expect(reference).toContain(`\n| \`${key}\` |`);
  });
});

describe('the JSON Schema of configuration files', () => {
  const schema = z.fromJSONSchema(configurationJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);

  test('accepts the defaults', () => {
    expect(schema.safeParse(defaultConfiguration).success).toBe(true);
  });

  test.each([{ horizen_days: 5 }, { horizon_days: -1 }, { send_time: '25:00' }, { state_rules: { CA: 5 } }])(
    'refuses %j',
    (values) => {
      expect(schema.safeParse(values).success).toBe(false);
    },
  );

  test('has for every key a description and, where there is one, its default', () => {
    for (const { path, facts } of keys) {
      const node = path.reduce<Record<string, unknown>>(
        (inner, name) => (inner['properties'] as Record<string, Record<string, unknown>>)[name] ?? {},
        configurationJsonSchema(),
      );
      expect(node['description']).toContain(facts.summary);
      expect(node['default'] === undefined).toBe(facts.fallback === 'none');
    }
  });
});

test('the JSON Schema of policy files accepts the built-in policies', () => {
  const schema = z.fromJSONSchema(policyJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  for (const policy of builtinPolicies) expect(schema.safeParse(policy).success).toBe(true);
  expect(schema.safeParse({ name: 'x', version: 1 }).success).toBe(false);
});
