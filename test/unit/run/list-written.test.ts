import { expect, test } from 'vitest';
import { PassedOver } from '../../../src/plan/passed-over.ts';
import { Quarantine } from '../../../src/run/apply/quarantine.ts';
import { UnwrittenContacts } from '../../../src/run/apply/unwritten.ts';
import { completeStale } from '../../../src/run/complete-stale.ts';
import { listWritten } from '../../../src/run/list-written.ts';

function passOver(...ids: number[]): PassedOver {
  const passedOver = new PassedOver();
  for (const id of ids) passedOver.add(id, true);
  return passedOver;
}

/** Of 3,000 contacts, some held back and some unwritten. */
function findings(held: readonly number[] = [], unwrittenIds: readonly number[] = []) {
  const quarantine = new Quarantine();
  quarantine.setContactCount(3000);
  quarantine.add({ list: [], count: held.length, contactIds: Float64Array.from(held) });
  const unwritten = new UnwrittenContacts();
  for (const id of unwrittenIds) unwritten.add(id, 'no');
  return { quarantine, unwritten };
}

const manyIds = Array.from({ length: 101 }, (_, i) => i + 1);
const nobody = { overtaken: [] };

test('contacts that are passed over, held back, unwritten or overtaken again are not written', () => {
  const written = listWritten([1, 2, 3, 4, 5, 6], passOver(1), findings([2], [3]), { overtaken: [4] });
  expect(written).toEqual([5, 6]);
});

test('nobody counts as written where more contacts are passed over than are named', () => {
  expect(listWritten([500], passOver(...manyIds.slice(1)), findings(), nobody)).toEqual([500]);
  expect(listWritten([500], passOver(...manyIds), findings(), nobody)).toEqual([]);
});

test('nobody counts as written where too many contacts are held back', () => {
  expect(listWritten([500], passOver(), findings([1, 2, 3, 4]), nobody)).toEqual([]);
});

test('a run clears no marks where more contacts are passed over than are named, or too many are held back', () => {
  const options = { runId: 'a', dryRun: false, contacts: undefined };
  const complete = (passedOver: PassedOver, found = findings()) => {
    const calls: unknown[] = [];
    completeStale({ options }, { complete: (plan) => calls.push(plan) }, { passedOver }, found);
    return calls;
  };
  expect(complete(passOver(1), findings([2], [3]))).toEqual([
    { runId: 'a', contacts: undefined, heldBack: [2, 3] },
  ]);
  expect(complete(passOver(...manyIds))).toEqual([]);
  expect(complete(passOver(), findings([1, 2, 3, 4]))).toEqual([]);
});
