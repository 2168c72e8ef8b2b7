import { expect, test } from 'vitest';
import { suggestTimeZone } from '../../../../src/config/input/suggest-time-zone.ts';

test.each([
  ['CST', 'America/Chicago'],
  ['Eastern Time', 'America/New_York'],
  ['Chicago', 'America/Chicago'],
  ['los angeles', 'America/Los_Angeles'],
  ['America/Chicgo', 'America/Chicago'],
  ['Mars/Olympus', undefined],
  [5, undefined],
])('%s means %s', (found, meant) => {
  expect(suggestTimeZone(found)).toBe(meant);
});
