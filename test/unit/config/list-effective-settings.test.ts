import { expect, test } from 'vitest';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { environmentLayer } from '../../../src/config/environment-layer.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { listEffectiveSettings } from '../../../src/config/list-effective-settings.ts';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';

test('every key that has a value is listed once, with a source', () => {
  const settings = listEffectiveSettings(resolveConfiguration([], { contactCount: 5 }));
  const expected = listSchemaKeys(configurationSchema).filter(({ facts }) => facts.fallback !== 'none');
  expect(settings.map(({ key }) => key).sort()).toEqual(expected.map(({ key }) => key).sort());
  for (const { source } of settings) expect(source).not.toBe('');
});

test('a template that was taken away is shown as null, with who took it', () => {
  const layer = environmentLayer({ SENDWINDOW_TEMPLATES__BIRTHDAY__SMS: 'null' });
  const settings = listEffectiveSettings(resolveConfiguration([layer], { contactCount: 5 }));
  expect(settings).toContainEqual({
    key: 'templates.birthday.sms',
    value: null,
    source: 'SENDWINDOW_TEMPLATES__BIRTHDAY__SMS',
  });
});

test("each state's rule is a setting of its own", () => {
  const layer = environmentLayer({ SENDWINDOW_STATE_RULES: '{TX: {type: year_round}, NY: null}' });
  const settings = listEffectiveSettings(resolveConfiguration([layer], { contactCount: 5 }));
  expect(
    settings.filter(({ key }) => key.startsWith('state_rules')).map(({ key, value }) => [key, value]),
  ).toEqual([
    ['state_rules.TX', { type: 'year_round' }],
    ['state_rules.NY', null],
  ]);
});
