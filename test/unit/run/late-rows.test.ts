import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LateRows } from '../../../src/run/plan/late-rows.ts';
import { buildRow } from '../../support/schedule-row-builder.ts';

const id = fc.integer({ min: 1, max: 12 });

test('late rows are those of the contacts asked for, in the order of contact ids', () => {
  fc.assert(
    fc.property(fc.array(id), id, id, fc.uniqueArray(id), (contacts, after, upTo, listed) => {
      const rows = contacts.map((contactId, index) => buildRow({ id: index + 1, contactId }));
      const inOrder = [...rows].sort((a, b) => a.contactId - b.contactId);
      const late = new LateRows(rows);
      const inSpan = inOrder.filter(({ contactId }) => contactId > after && contactId <= upTo);
      expect(late.of({ after, upTo })).toEqual(inSpan);
      const ids = listed.sort((a, b) => a - b);
      expect(late.of(ids)).toEqual(inOrder.filter(({ contactId }) => ids.includes(contactId)));
    }),
  );
});
