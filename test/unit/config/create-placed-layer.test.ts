import { expect, test } from 'vitest';
import { createPlacedLayer } from '../../../src/config/create-placed-layer.ts';
import { problemsOf } from './problems-of.ts';

test('values of flags become a layer that knows the flags', () => {
  const layer = createPlacedLayer('flags', [{ key: 'horizon_days', value: 60, place: '--horizon' }]);
  expect(layer.values).toEqual({ horizon_days: 60 });
  expect(layer.positions?.get('horizon_days')).toBe('--horizon');
});

test('a problem is told at the flag', () => {
  const placed = [
    { key: 'horizon_days', value: -60, place: '--horizon' },
    { key: 'aep.dates', value: [{ month: 2, day: 31 }], place: '--aep' },
  ];
  expect(problemsOf(() => createPlacedLayer('flags', placed))).toEqual([
    '--horizon OUT_OF_RANGE',
    '--aep BAD_DATE',
  ]);
});
