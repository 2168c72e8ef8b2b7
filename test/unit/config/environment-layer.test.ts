import { describe, expect, test } from 'vitest';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { environmentLayer, secretVariables, toVariableName } from '../../../src/config/environment-layer.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { valueAt } from '../../../src/config/input/schema-node.ts';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';
import { problemsOf } from './problems-of.ts';
import { provenanceKey, sampleValues } from './sample-values.ts';

const keys = listSchemaKeys(configurationSchema);
const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

describe.each(keys)('$key', ({ key, path, facts }) => {
  const name = toVariableName(key);

  test('is set by its variable, and provenance names the variable', () => {
    const layer = environmentLayer({ [name]: toText(sampleValues[key]) });
    expect(valueAt(layer.values, path)).toEqual(sampleValues[key]);
    const { provenance } = resolveConfiguration([layer], { contactCount: 5 });
    const own = [...provenance].filter(([, source]) => source === name).map(([own]) => own);
    expect(own).toEqual([provenanceKey(key)]);
  });

  test('is refused where the variable is empty', () => {
    expect(problemsOf(() => environmentLayer({ [name]: ' ' }))).toEqual([`${name} WRONG_TYPE`]);
  });

  test('is refused where the variable holds something else', () => {
    if (key.startsWith('templates.') || key === 'policy' || key === 'backup.directory') return;
    const wrong = facts.kind === 'text' ? 'nonsense' : '{ a: b }';
    const problems = problemsOf(() => environmentLayer({ [name]: wrong }));
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${name} `));
  });
});

describe('forms of values', () => {
  test.each([
    ['SENDWINDOW_AEP__YEARS', '2026,2027', 'aep.years', [2026, 2027]],
    ['SENDWINDOW_AEP__YEARS', '2026', 'aep.years', [2026]],
    ['SENDWINDOW_AEP__YEARS', 'every', 'aep.years', 'every'],
    ['SENDWINDOW_AEP__YEARS', '[2026]', 'aep.years', [2026]],
    ['SENDWINDOW_SUPPRESSED_STATUSES', 'bounced', 'suppressed_statuses', ['bounced']],
    ['SENDWINDOW_SUPPRESSED_STATUSES', 'bounced, gone', 'suppressed_statuses', ['bounced', 'gone']],
    ['SENDWINDOW_TEMPLATES__BIRTHDAY__SMS', 'null', 'templates.birthday.sms', null],
    ['SENDWINDOW_POLICY', '2026', 'policy', '2026'],
    ['SENDWINDOW_BACKUP__ENABLED', 'false', 'backup.enabled', false],
    ['SENDWINDOW_STATE_RULES__TX', '{type: year_round}', 'state_rules.TX', { type: 'year_round' }],
    ['SENDWINDOW_STATE_RULES__TX', 'null', 'state_rules.TX', null],
    ['SENDWINDOW_ZIP_STATES__02134', 'MA', 'zip_states.02134', 'MA'],
    ['SENDWINDOW_ACTIVE_STATUSES', 'active,client', 'active_statuses', ['active', 'client']],
  ])('%s=%s', (name, text, key, value) => {
    expect(valueAt(environmentLayer({ [name]: text }).values, key.split('.'))).toEqual(value);
  });
});

describe('names', () => {
  test('without the prefix are none of its business', () => {
    expect(environmentLayer({ PATH: '/bin', SENDWINDO_X: 'y', HOME: undefined }).values).toEqual({});
  });

  test('of secrets are left alone', () => {
    expect(environmentLayer(Object.fromEntries(secretVariables.map((name) => [name, 'x']))).values).toEqual(
      {},
    );
  });

  test.each([
    ['SENDWINDOW_HORIZEN_DAYS', 'SENDWINDOW_HORIZON_DAYS'],
    ['SENDWINDOW_TIMING_FOLLOWUP_DELAY_DAYS', 'SENDWINDOW_TIMING__FOLLOWUP_DELAY_DAYS'],
    ['SENDWINDOW_PERIOD_DAYS', 'SENDWINDOW_FREQUENCY__PERIOD_DAYS'],
    ['SENDWINDOW_API_TOKEM', 'SENDWINDOW_API_TOKEN'],
  ])('%s is refused with the suggestion %s, and without its value', (name, suggestion) => {
    const action = () => environmentLayer({ [name]: 'hunter2' });
    expect(problemsOf(action)).toEqual([`${name} UNKNOWN_KEY`]);
    expect(action).toThrow(`did you mean ${suggestion}?`);
    expect(action).not.toThrow('hunter2');
  });

  test('of a state that does not exist are refused', () => {
    expect(problemsOf(() => environmentLayer({ SENDWINDOW_STATE_RULES__ZZ: '{type: year_round}' }))).toEqual([
      'SENDWINDOW_STATE_RULES__ZZ UNKNOWN_STATE',
    ]);
  });

  test('of one state add to those of all', () => {
    const { values, positions } = environmentLayer({
      SENDWINDOW_STATE_RULES: '{TX: {type: year_round}, CA: null}',
      SENDWINDOW_STATE_RULES__CA: '{type: year_round}',
    });
    expect(values.state_rules).toEqual({ TX: { type: 'year_round' }, CA: { type: 'year_round' } });
    expect(positions?.get('state_rules.CA')).toBe('SENDWINDOW_STATE_RULES__CA');
  });

  test('of one state beside a wrong value for all are one problem', () => {
    const action = () =>
      environmentLayer({ SENDWINDOW_STATE_RULES: '5', SENDWINDOW_STATE_RULES__CA: '{type: year_round}' });
    expect(problemsOf(action)).toEqual(['SENDWINDOW_STATE_RULES WRONG_TYPE']);
  });

  test('are all checked at once', () => {
    expect(
      problemsOf(() =>
        environmentLayer({
          SENDWINDOW_X: '1',
          SENDWINDOW_HORIZON_DAYS: '-1',
          SENDWINDOW_SEND_TIME: '25:00',
          SENDWINDOW_AEP__DATES: '[{month: 10, day: 1}',
        }),
      ).sort(),
    ).toEqual([
      'SENDWINDOW_AEP__DATES SYNTAX',
      'SENDWINDOW_HORIZON_DAYS OUT_OF_RANGE',
      'SENDWINDOW_SEND_TIME BAD_TIME',
      'SENDWINDOW_X UNKNOWN_KEY',
    ]);
  });
});
