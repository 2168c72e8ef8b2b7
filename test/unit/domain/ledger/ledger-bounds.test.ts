import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../../src/domain/ledger/ledger.ts';
import { contactFlag } from '../../../../src/domain/ledger/ledger-columns.ts';
import type { LedgerLimits } from '../../../../src/domain/ledger/ledger-tables.ts';
import type { ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { buildContactState } from '../../../support/contact-state-builder.ts';
import { buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';
import { buildOccupiedMail } from '../../../support/settled-mail-builder.ts';

/** A contact every word of which is its own. */
function ownWordsOf(id: number): ContactPlan {
  const templates = { emailTemplate: `email ${id}`, smsTemplate: `sms ${id}` };
  const event = buildEvent({ emailType: `campaign_${id}`, priority: id, ...templates });
  return buildContactPlan({
    id,
    state: buildContactState([], { id }, { stateKey: `state ${id}` }),
    mails: [buildMail(event, { skipDetail: `detail ${id}` })],
    occupied: [buildOccupiedMail('2027-03-10', { emailType: `foreign ${id}` })],
  });
}

const plansOf = (from: number, count: number): ContactPlan[] =>
  Array.from({ length: count }, (_, i) => ownWordsOf(from + i));

const few: LedgerLimits = { codes: 4, texts: 100 };

function enterAll(plans: readonly ContactPlan[], limits?: LedgerLimits): Ledger {
  const ledger = new Ledger(plans.length, 'shared', limits);
  for (const plan of plans) ledger.enter(plan, { changed: [], isOnlyNew: true });
  return ledger;
}

const wordsOf = (ledger: Ledger): unknown[] =>
  Array.from({ length: ledger.contactCount }, (_, i) => [
    ledger.contacts.id[i],
    ledger.statesOf(i),
    ledger.typeName(i),
    ledger.priorityOf(i),
    ledger.occupiedTypeName(i),
    ledger.templateName(ledger.mails.emailTemplate[i] as number),
    ledger.templateName(ledger.mails.smsTemplate[i] as number),
    ledger.detailOf(i),
  ]);

const expectedWords = (from: number, count: number): unknown[] =>
  plansOf(from, count).map(({ id }) => [
    id,
    `state ${id}`,
    `campaign_${id}`,
    id,
    `foreign ${id}`,
    `email ${id}`,
    `sms ${id}`,
    `detail ${id}`,
  ]);

const widths = ({ contacts, mails, occupied }: Ledger): number[] =>
  [contacts.state, mails.type, mails.priority, mails.emailTemplate, mails.smsTemplate, occupied.type].map(
    (column) => column.BYTES_PER_ELEMENT,
  );

describe('a ledger with more different words than a column of 16 bits holds', () => {
  it('gives the column 32 bits', () => {
    const ledger = enterAll(plansOf(1, 0x1_0002), { codes: 0x1_0000, texts: 0x2_0010 });
    expect(widths(ledger)).toEqual([4, 4, 4, 4, 4, 4]);
    expect(wordsOf(ledger)).toEqual(expectedWords(1, 0x1_0002));
  });

  it('does not while they fit', () => {
    expect(widths(enterAll(plansOf(1, 4), { codes: 8, texts: 100 }))).toEqual([2, 2, 2, 2, 2, 2]);
    expect(widths(enterAll(plansOf(1, 5), { codes: 4, texts: 100 }))).toEqual([4, 4, 4, 4, 4, 4]);
  });

  it.each([
    ['in the first half', 9, 2],
    ['in the second half', 2, 9],
    ['in both', 9, 9],
    ['in neither, but in the whole', 3, 3],
  ])('joins halves, with so many %s', (_, first, second) => {
    const joined = enterAll(plansOf(1, first), few);
    joined.append(enterAll(plansOf(1 + first, second), few));
    expect(wordsOf(joined)).toEqual(expectedWords(1, first + second));
    const other = Ledger.of(structuredClone(joined.data));
    expect(wordsOf(other)).toEqual(expectedWords(1, first + second));
    expect(widths(other)).toEqual([4, 4, 4, 4, 4, 4]);
  });
});

describe('a ledger with more texts of new rows than it keeps', () => {
  const isOnlyNew = (ledger: Ledger): boolean[] =>
    Array.from({ length: ledger.contactCount }, (_, i) => ledger.hasContactFlag(i, contactFlag.onlyNew));

  it('leaves the texts of further contacts to where these are planned again', () => {
    const ledger = enterAll([...plansOf(1, 5), ownWordsOf(2)], { codes: 100, texts: 4 });
    expect(isOnlyNew(ledger)).toEqual([true, true, false, false, false, true]);
    expect(ledger.data.details).toHaveLength(2);
    expect(ledger.data.templates).toHaveLength(4);
  });

  it.each([
    ['details', { skipDetail: 'a detail of its own' }, {}],
    ['templates for email', {}, { emailTemplate: 'a template of its own' }],
    ['templates for SMS', {}, { smsTemplate: 'a template of its own' }],
  ])('looks at the %s', (_, mail, event) => {
    const usual = buildContactPlan({ mails: [buildMail()] });
    const other = buildContactPlan({ mails: [buildMail(buildEvent(event), mail)] });
    const most = 'skipDetail' in mail ? 1 : 2;
    expect(isOnlyNew(enterAll([usual, other, usual], { codes: 100, texts: most }))).toEqual([
      true,
      false,
      true,
    ]);
    expect(isOnlyNew(enterAll([usual, other], { codes: 100, texts: 3 }))).toEqual([true, true]);
  });
});
