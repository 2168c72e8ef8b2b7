import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { stateNames } from '../../../src/config/state-names.ts';

const { codes } = createRequire(import.meta.url)('zipcodes') as {
  codes: Record<string, { state: string; country: string }>;
};

test('every state of the ZIP table has a name, and no other code has', () => {
  const known = Object.values(codes).filter(({ country }) => country === 'US');
  expect(Object.keys(stateNames).sort()).toEqual([...new Set(known.map(({ state }) => state))].sort());
});
