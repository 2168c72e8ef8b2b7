import { expect, test } from 'vitest';
import { Store } from '../../src/store/store.ts';
import { RestoredContacts } from '../../src/undo/restored-contacts.ts';
import type { UndoStep } from '../../src/undo/undo-step.ts';
import { filledDatabase } from '../store/filled-database.ts';

const restored = (id: number) => ({ id, undo: { steps: [{ id, present: {}, former: {} } as UndoStep] } });

test('more contacts than the bound are marked as everything, also when the first try was rolled back', () => {
  using store = Store.open(filledDatabase(1), { mode: 'read-write' });
  const contacts = new RestoredContacts(store.staleMarks, 'taken back', 2);
  contacts.mark([restored(1), restored(2)]);
  expect(store.staleMarks.countMarks()).toEqual({ contact: 2 });
  const failing = (): void => {
    contacts.mark([restored(3)]);
    throw new Error('busy');
  };
  expect(() => store.transaction(failing)).toThrow('busy');
  contacts.mark([restored(3)]);
  expect(store.staleMarks.countMarks()).toEqual({ contact: 2, everything: 1 });
});
