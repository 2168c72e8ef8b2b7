import { describe, expect, it } from 'vitest';
import { ListedAddresses } from '../../../../src/domain/contact/suppressed-addresses.ts';
import {
  createSuppressionList,
  judgeStatus,
  readStatus,
  toSuppression,
} from '../../../../src/domain/contact/suppression.ts';

const list = createSuppressionList(
  {
    suppressed_statuses: ['unsubscribed', ' Bounced', 'paused'],
    active_statuses: ['Active', 'lead', 'paused'],
    on_unknown_status: 'withhold',
  },
  new ListedAddresses(new Map()),
);

describe('a status (spec 2.2)', () => {
  it.each([
    [null, 'active'],
    ['', 'active'],
    [' \t', 'active'],
    ['Lead', 'lead'],
    [' UNSUBSCRIBED ', 'unsubscribed'],
    ['unsubscribe', 'unsubscribed'],
    ['Opt_Out', 'unsubscribed'],
    ['opt-out', 'unsubscribed'],
    ['optout', 'unsubscribed'],
    ['opted_out', 'unsubscribed'],
    ['opt out', 'opt out'],
  ])('%j reads as %s', (text, status) => {
    expect(readStatus(text)).toBe(status);
  });

  it.each([
    ['active', 'active'],
    ['lead', 'active'],
    ['bounced', 'suppressed'],
    ['paused', 'suppressed'],
    ['deceased', 'unknown'],
  ])('%s is %s', (status, verdict) => {
    expect(judgeStatus(status, list)).toBe(verdict);
  });
});

describe('the list of a configuration', () => {
  it('knows which statuses suppress nobody without further questions', () => {
    expect([...list.plainActiveStatuses]).toEqual(['active', 'lead']);
  });
});

describe('a suppression (spec 2.4)', () => {
  it.each([
    [[], 'none'],
    [['unsubscribed'], 'unsubscribed_only'],
    [['unsubscribed', 'unsubscribed'], 'unsubscribed_only'],
    [['bounced'], 'suppressed'],
    [['complained', 'unsubscribed'], 'suppressed'],
    [['unsubscribed', 'duplicate'], 'suppressed'],
    [[''], 'suppressed'],
  ])('for the reasons %j is %s', (reasons, suppression) => {
    expect(toSuppression(reasons)).toBe(suppression);
  });
});
