import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultConfiguration } from '../../../src/config/defaults.ts';
import { findConfigurationProblems } from '../../../src/config/find-configuration-problems.ts';

const baseConfig = JSON.parse(
  readFileSync(new URL('../../conformance/base-config.json', import.meta.url), 'utf8'),
) as object;

/** Groups and keys of the specification that nothing reads yet. */
const later = { runs: 'timeout_minutes', backup: 'copy_to' } as const;
const laterGroups = new Set(['brake', 'import', 'sync', 'webhooks', 'alerts']);

test('the built-in defaults are the base configuration of the specification', () => {
  const expected = Object.entries(baseConfig)
    .filter(([key]) => !laterGroups.has(key))
    .map(([key, value]) => {
      if (key !== 'runs' && key !== 'backup') return [key, value];
      const { [later[key]]: _, ...rest } = value as Record<string, unknown>;
      return [key, rest];
    });
  expect(defaultConfiguration).toEqual(Object.fromEntries(expected));
});

test('the built-in defaults pass their own validation', () => {
  expect(findConfigurationProblems(defaultConfiguration)).toEqual([]);
});
