import { expect, test } from 'vitest';
import { loadZipTable } from '../../src/store/zip-table.ts';

const { stateOf, stateOfPrefix } = loadZipTable();

test('returns the state of a prefix whose ZIPs are in one', () => {
  expect([stateOf('75072'), stateOfPrefix('75072')]).toEqual([undefined, 'TX']);
  expect(stateOfPrefix('75072')).toBe('TX');
  expect(stateOfPrefix('90001')).toBe('CA');
});

test('returns none where they are in several, or in none', () => {
  const prefixes = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));
  const statesOf = (prefix: string): Set<string> => {
    const zips = Array.from({ length: 100 }, (_, i) => `${prefix}${String(i).padStart(2, '0')}`);
    return new Set(zips.map(stateOf).filter((state) => state !== undefined));
  };
  const found = prefixes.map((prefix) => [statesOf(prefix), stateOfPrefix(`${prefix}00`)] as const);
  for (const [states, state] of found) expect(state).toBe(states.size === 1 ? [...states][0] : undefined);
  expect(found.some(([states]) => states.size > 1)).toBe(true);
  expect(found.some(([states]) => states.size === 0)).toBe(true);
});
