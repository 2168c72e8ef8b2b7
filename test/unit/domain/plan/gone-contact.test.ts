import { expect, it } from 'vitest';
import { goneContact } from '../../../../src/domain/plan/plan-contact.ts';

it('has no record, no row, and has done nothing', () => {
  const { readBehaviour, ...gone } = goneContact(7);
  expect(gone).toEqual({ id: 7, record: undefined, rows: [], targets: [], openIssues: [] });
  expect(readBehaviour()).toEqual({ clicks: [], answers: [] });
});
