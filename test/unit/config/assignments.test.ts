import { expect, test } from 'vitest';
import { applyAssignments, readAssignment } from '../../../src/config/assignments.ts';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { assembleEntries } from '../../../src/config/layer-entries.ts';
import { problemsOf } from './problems-of.ts';
import { sampleValues } from './sample-values.ts';

test.each([
  ['horizon_days=60', { key: 'horizon_days', text: '60' }],
  ['state_rules.CA={type: year_round}', { key: 'state_rules.CA', text: '{type: year_round}' }],
  ['templates.aep.email=a=b', { key: 'templates.aep.email', text: 'a=b' }],
  ['horizon_days=', { key: 'horizon_days', text: '' }],
  ['sendwindow.yaml', undefined],
  ['./a=b.yaml', undefined],
  ['=5', undefined],
])('%s', (word, assignment) => {
  expect(readAssignment(word)).toEqual(assignment);
});

test.each(listSchemaKeys(configurationSchema).map(({ key }) => key))('%s can be assigned', (key) => {
  const value = sampleValues[key];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  expect(applyAssignments({}, [{ key, text }])).toEqual(assembleEntries([[key, value]]));
});

test('an empty text takes away a key, a state or a whole group; null stays null', () => {
  const values = {
    horizon_days: 60,
    templates: { aep: { email: 'a', sms: null }, birthday: { sms: null } },
    state_rules: { CA: null, TX: { type: 'year_round' } },
  } as const;
  const taken = ['horizon_days', 'templates.aep', 'state_rules.TX'].map((key) => ({ key, text: '' }));
  expect(applyAssignments(values, taken)).toEqual({
    templates: { birthday: { sms: null } },
    state_rules: { CA: null },
  });
});

test('one ZIP can be assigned, and taken away', () => {
  const values = applyAssignments({ zip_states: { '75072': 'TX' } }, [
    { key: 'zip_states.02134', text: 'MA' },
    { key: 'zip_states.75072', text: '' },
  ]);
  expect(values).toEqual({ zip_states: { '02134': 'MA' } });
});

test('of two assignments of one key the later one counts', () => {
  const both = ['60', '70'].map((text) => ({ key: 'horizon_days', text }));
  expect(applyAssignments({}, both)).toEqual({ horizon_days: 70 });
});

test('every problem is told, at its key', () => {
  const words = [
    'horizon_days=soon',
    'horizen_days=5',
    'send_time=25:00',
    'state_rules.TX={',
    'nothing.at.all=',
  ];
  const assignments = words.map((word) => readAssignment(word) as { key: string; text: string });
  expect(problemsOf(() => applyAssignments({}, assignments)).sort()).toEqual([
    'horizen_days UNKNOWN_KEY',
    'horizon_days WRONG_TYPE',
    'nothing.at.all UNKNOWN_KEY',
    'send_time BAD_TIME',
    'state_rules.TX SYNTAX',
  ]);
});
