import { expect, test } from 'vitest';
import { readStateName } from '../../../../src/domain/contact/state-name.ts';

test.each([
  ['TX', 'TX'],
  [' tx ', 'TX'],
  ['Texas', 'TX'],
  ['NEW YORK', 'NY'],
  ['Washington', 'WA'],
  ['Washington DC', 'DC'],
  ['Washington, DC', 'DC'],
  ['Washington D.C.', 'DC'],
  ['D.C.', 'DC'],
  ['District of Columbia', 'DC'],
  ['Virgin Islands', 'VI'],
  ['US Virgin Islands', 'VI'],
  ['Puerto Rico', 'PR'],
  ['Guam', 'GU'],
  ['American Samoa', 'AS'],
  ['AE', 'AE'],
  ['fm', 'FM'],
])('%j is %s', (text, code) => {
  expect(readStateName(text)).toBe(code);
});

test.each(['XX', 'Tex', 'T X', 'Armed Forces Europe', '\u00a0TX', 'constructor', ''])(
  '%j is no state',
  (text) => {
    expect(readStateName(text)).toBeUndefined();
  },
);
