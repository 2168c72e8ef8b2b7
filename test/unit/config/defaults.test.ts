import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultConfiguration } from '../../../src/config/defaults.ts';
import { findConfigurationProblems } from '../../../src/config/find-configuration-problems.ts';

const baseConfig = JSON.parse(
  readFileSync(new URL('../../conformance/base-config.json', import.meta.url), 'utf8'),
) as object;

test('the built-in defaults are the base configuration of the specification, and zip for on_state_mismatch', () => {
  expect(defaultConfiguration).toEqual({ ...baseConfig, on_state_mismatch: 'zip' });
});

test('the built-in defaults pass their own validation', () => {
  expect(findConfigurationProblems(defaultConfiguration)).toEqual([]);
});
