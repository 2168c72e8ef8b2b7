import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { createPlacedLayer } from '../../../src/config/create-placed-layer.ts';
import { toVariableName } from '../../../src/config/environment-layer.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { assembleEntries } from '../../../src/config/layer-entries.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { prepareOrganizations } from '../../../src/store/organizations.ts';
import { type CommandLine, createCommandLine } from '../../support/command-line.ts';
import { provenanceKey, sampleValues } from '../../unit/config/sample-values.ts';

interface Shown {
  readonly settings: readonly { key: string; value: unknown; source: string }[];
}

const keys = listSchemaKeys(configurationSchema).map(({ key }) => key);

/** One key with a value that is not its default, as a file would have it. */
const valuesOf = (key: string): Record<string, unknown> => assembleEntries([[key, sampleValues[key]]]);

/** A later layer may need another one to make sense: an AEP date must not be after `last_send`. */
const document = (key: string): string => JSON.stringify(valuesOf(key), null, 2);

const sourceOf = async (shell: CommandLine, key: string, ...flags: readonly string[]): Promise<unknown> => {
  const { settings } = await shell.json<Shown>('config', 'show', 'org.db', ...flags);
  const found = settings.find((setting) => setting.key === provenanceKey(key));
  return found && [found.value, found.source];
};

const shownValue = (key: string): unknown =>
  key === provenanceKey(key)
    ? sampleValues[key]
    : (sampleValues[key] as Record<string, unknown>)[provenanceKey(key).slice(key.length + 1)];

function placeOf(text: string, key: string): string {
  const name = provenanceKey(key).split('.').at(-1) as string;
  const line = text.split('\n').findIndex((found) => found.includes(`"${name}"`));
  return `${line + 1}:${(text.split('\n')[line] as string).indexOf(`"${name}"`) + 1}`;
}

const fromVariable = (key: string): [string, string] => {
  const name = provenanceKey(key);
  const value = shownValue(key);
  return [toVariableName(name), typeof value === 'string' ? value : JSON.stringify(value)];
};

describe.each(keys)('%s', (key) => {
  test('has its value and its place from each layer, the highest last', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    const text = document(key);
    shell.write('own.yaml', text);

    const name = provenanceKey(key);
    const [value, source] = ((await sourceOf(shell, key)) ?? [undefined, 'not set']) as [unknown, string];
    expect(value).not.toEqual(shownValue(key));
    const profileKeys = /daily_send_percentage_cap|ed_daily_soft_limit|batch_size/;
    // `state_rules.TX`, and templates that have no default.
    if (source !== 'not set') {
      expect(source).toBe(profileKeys.test(key) ? 'size profile small' : 'built-in default');
    }

    const set = await shell.call('config', 'set', 'org.db', 'own.yaml');
    expect(set).toMatchObject({ code: 0, error: '' });
    expect(await sourceOf(shell, key)).toEqual([shownValue(key), 'configuration version 1']);

    enterOrganisation(shell, JSON.stringify(valuesOf(key)));
    const place = `organisation 206 config_overrides.${name}`;
    expect(await sourceOf(shell, key)).toEqual([shownValue(key), place]);

    const own = join(shell.folder, 'own.yaml');
    expect(await sourceOf(shell, key, '--config', 'own.yaml')).toEqual([
      shownValue(key),
      `${own}:${placeOf(text, key)}`,
    ]);

    const [variable, word] = fromVariable(key);
    shell.setEnvironment({ [variable]: word });
    expect(await sourceOf(shell, key, '--config', 'own.yaml')).toEqual([shownValue(key), variable]);
  });
});

function enterOrganisation(shell: CommandLine, overrides: string): void {
  using db = openDatabase(join(shell.folder, 'org.db'), { mode: 'read-write' });
  prepareOrganizations(db).add(206, { name: 'Acme', config_overrides: overrides }, {});
}

test('a flag is above all else', () => {
  const layer = createPlacedLayer('flags', [{ key: 'horizon_days', value: 60, place: '--horizon' }]);
  expect(layer.positions?.get('horizon_days')).toBe('--horizon');
});

describe('the columns of an organisation', () => {
  const columns: readonly (readonly [string, string | number, string, unknown])[] = [
    ['timezone', 'America/Denver', 'timezone', 'America/Denver'],
    ['size_profile', 'none', 'size_profile', 'none'],
    ['enable_post_window_emails', 0, 'post_window.enabled', false],
    ['pre_exclusion_buffer_days', 45, 'timing.pre_window_exclusion_days', 45],
    ['birthday_days_before', 10, 'timing.birthday_email_days_before', 10],
    ['effective_date_days_before', 20, 'timing.effective_date_days_before', 20],
    ['send_time_hour', 9, 'send_time', '09:00'],
    ['max_emails_per_period', 2, 'frequency.max_emails_per_period', 2],
    ['frequency_period_days', 45, 'frequency.period_days', 45],
    ['policy', 'us-2026', 'policy', 'us-2026'],
  ];

  test.each(columns)('%s sets its key, above the stored version', async (column, given, key, value) => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    const word = typeof value === 'string' ? value : JSON.stringify(value);
    if (key !== 'policy') await shell.call('config', 'set', 'org.db', `${key}=${word}`);
    await shell.call('org', 'add', 'org.db', 'name=Acme', `${column}=${given}`, '--id', '206');

    expect(await sourceOf(shell, key)).toEqual([value, `organisation 206 column ${column}`]);
  });
});
