import { describe, expect, it } from 'vitest';
import { ListedAddresses } from '../../../../src/domain/contact/suppressed-addresses.ts';
import {
  findSuppressions,
  type SuppressionList,
  toSuppression,
} from '../../../../src/domain/contact/suppression.ts';

const list: SuppressionList = {
  addresses: new ListedAddresses(
    new Map([
      ['ada@example.com', ['complained']],
      ['eva@example.com', ['']],
    ]),
  ),
  statuses: new Set(['unsubscribed', 'bounced']),
};

describe('the reasons of a suppression (spec 2.2)', () => {
  it('are none for an address that is not listed and a status that does not suppress', () => {
    expect(findSuppressions('ben@example.com', 'active', list)).toEqual([]);
  });

  it('are the list’s for a listed address, whatever its case', () => {
    expect(findSuppressions('ADA@example.com', 'active', list)).toEqual(['complained']);
  });

  it('are there even if the list gives an empty one', () => {
    expect(findSuppressions('eva@example.com', 'active', list)).toEqual(['']);
  });

  it('are the status for a suppressed status', () => {
    expect(findSuppressions('ben@example.com', 'bounced', list)).toEqual(['bounced']);
    expect(
      findSuppressions('ben@example.com', 'bounced', {
        addresses: new ListedAddresses(new Map()),
        statuses: list.statuses,
      }),
    ).toEqual(['bounced']);
  });

  it('are both where address and status suppress', () => {
    expect(findSuppressions('ada@example.com', 'unsubscribed', list)).toEqual(['complained', 'unsubscribed']);
  });
});

describe('a suppression (spec 2.4)', () => {
  it.each([
    [[], 'none'],
    [['unsubscribed'], 'unsubscribed_only'],
    [['unsubscribed', 'unsubscribed'], 'unsubscribed_only'],
    [['bounced'], 'suppressed'],
    [['complained', 'unsubscribed'], 'suppressed'],
    [[''], 'suppressed'],
  ])('for the reasons %j is %s', (reasons, suppression) => {
    expect(toSuppression(reasons)).toBe(suppression);
  });
});
