import { expect, test } from 'vitest';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';
import { storedConfigurationLayer } from '../../../src/config/stored-configuration-layer.ts';
import { problemsOf } from './problems-of.ts';

test('the values of a configuration version come from the version', () => {
  const layer = storedConfigurationLayer('{"horizon_days":60}', 'config version 3');
  const { configuration, provenance } = resolveConfiguration([layer], { contactCount: 5 });
  expect(configuration.horizon_days).toBe(60);
  expect(provenance.get('horizon_days')).toBe('config version 3');
});

test('a version that an older product has stored is checked like a file', () => {
  expect(problemsOf(() => storedConfigurationLayer('{"horizen_days":60}', 'config version 3'))).toEqual([
    'config version 3:1:2 UNKNOWN_KEY',
  ]);
});
