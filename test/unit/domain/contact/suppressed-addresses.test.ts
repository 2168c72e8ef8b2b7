import { expect, test } from 'vitest';
import { ListedAddresses } from '../../../../src/domain/contact/suppressed-addresses.ts';

test('finds the reasons of an address whatever its ASCII case and outer blanks', () => {
  const list = new ListedAddresses(new Map([['ada@example.com', ['unsubscribed', 'complained']]]));
  expect(list.reasonsOf(' Ada@Example.COM\r')).toEqual(['unsubscribed', 'complained']);
  expect(list.reasonsOf('eva@example.com')).toEqual([]);
  expect(list.reasonsOf('\u00a0ada@example.com')).toEqual([]);
  expect(new ListedAddresses(new Map()).reasonsOf('ada@example.com')).toEqual([]);
});
