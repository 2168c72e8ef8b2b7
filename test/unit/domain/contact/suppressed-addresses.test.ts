import { expect, test } from 'vitest';
import { ListedAddresses } from '../../../../src/domain/contact/suppressed-addresses.ts';

test('gives the reasons of a listed address, and none of another', () => {
  const list = new ListedAddresses(new Map([['ann@example.com', ['bounced', 'complained']]]));
  expect(list.reasonsOf('Ann@example.com')).toEqual(['bounced', 'complained']);
  expect(list.reasonsOf('bob@example.com')).toEqual([]);
});
