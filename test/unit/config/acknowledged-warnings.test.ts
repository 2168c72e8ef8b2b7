import { expect, test } from 'vitest';
import { acknowledgementOf, withoutAcknowledged } from '../../../src/config/acknowledged-warnings.ts';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';

const warningsOf = (day: number, source: string): readonly string[] =>
  resolveConfiguration([{ source, values: { aep: { dates: [{ month: 9, day }] } } }], { contactCount: 5 })
    .warnings;

const acknowledge = (warning: string): Record<string, string> =>
  Object.fromEntries([acknowledgementOf(warning).split('=')]);

test('a warning that is acknowledged is left out, wherever its value comes from', () => {
  const [warning = ''] = warningsOf(15, 'config.yaml');
  expect(warning).toContain('config.yaml');
  expect(acknowledgementOf(warning)).toMatch(/^AEP_BEFORE_OCTOBER=v[0-9a-f]{8}$/);
  expect(withoutAcknowledged(warningsOf(15, 'config.yaml'), acknowledge(warning))).toEqual([]);
  expect(withoutAcknowledged(warningsOf(15, 'elsewhere'), acknowledge(warning))).toEqual([]);
});

test('a warning of another value, or of another code, is not', () => {
  const [warning = ''] = warningsOf(15, 'config.yaml');
  const others = [...warningsOf(16, 'config.yaml'), 'DAILY_CAP_ZERO: x', 'without a code'];
  expect(withoutAcknowledged(others, acknowledge(warning))).toEqual(others);
  expect(withoutAcknowledged(others)).toEqual(others);
});
