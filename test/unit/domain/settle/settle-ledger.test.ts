import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OccupiedMail } from '../../../../src/domain/mail/occupied-mail.ts';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import type { ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { settleContact } from '../../../../src/domain/settle/settle-contact.ts';
import { settleLedger } from '../../../../src/domain/settle/settle-ledger.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { day, isoDateAfter } from '../../../support/day-builder.ts';
import { buildLedger, readLedger } from '../../../support/ledger-builder.ts';
import {
  buildCampaignEvent,
  buildEvent,
  buildMail,
  type EventOptions,
} from '../../../support/planned-mail-builder.ts';
import { buildOccupiedMail, settleRules } from '../../../support/settled-mail-builder.ts';

const usual = settleRules();
const one = settleRules(1);

const april = (sendDate: string, event: EventOptions = {}) => buildMail(buildEvent(event), { sendDate });
const campaignOn = (sendDate: string, event: EventOptions = {}) =>
  buildMail(buildCampaignEvent(event), { sendDate });

const planOf = (
  id: number,
  mails: readonly PlannedMail[],
  occupied: readonly OccupiedMail[] = [],
): ContactPlan => buildContactPlan({ mails, occupied }, { id });

/** What becomes of each mail of the ledger: null if it is kept. */
function settle(plans: readonly ContactPlan[], rules = usual): (string | null)[] {
  const ledger = buildLedger(plans);
  settleLedger(ledger, rules);
  return readLedger(ledger).map(({ skipReason }) => skipReason);
}

describe('settling all contacts (spec 2.6)', () => {
  it('keeps the mails of contacts within their limits', () => {
    const mails = ['2027-04-01', '2027-04-02', '2027-04-03'].map((date) => april(date));
    expect(settle([planOf(1, mails), planOf(2, mails)])).toEqual([null, null, null, null, null, null]);
  });

  it('settles a part of them, and leaves the others', () => {
    const mails = ['2027-04-01', '2027-04-02'].map((date) => april(date));
    const ledger = buildLedger([1, 2, 3].map((id) => planOf(id, mails)));
    const skipped = () => readLedger(ledger).map(({ skipReason }) => skipReason !== null);
    settleLedger(ledger, one, 1, 2);
    expect(skipped()).toEqual([false, false, false, true, false, false]);
    settleLedger(ledger, one, 2);
    expect(skipped()).toEqual([false, false, false, true, false, true]);
  });

  it('skips what is over a contact’s limit, contact by contact', () => {
    const mails = ['2027-04-01', '2027-04-02'].map((date) => april(date));
    expect(settle([planOf(1, mails), planOf(2, []), planOf(3, mails)], one)).toEqual([
      null,
      'frequency_limit',
      null,
      'frequency_limit',
    ]);
  });

  it('counts what went out and what is outside this run', () => {
    const sent = [buildOccupiedMail('2027-03-20')];
    const outside = [buildOccupiedMail('2027-03-20', { isForeign: false })];
    const plans = [
      planOf(1, [april('2027-04-01')], sent),
      planOf(2, [april('2027-04-01')]),
      planOf(3, [april('2027-04-01')], outside),
    ];
    expect(settle(plans, one)).toEqual(['frequency_limit', null, 'frequency_limit']);
  });

  it('resolves campaign conflicts of contacts within their frequency limit', () => {
    const mails = [campaignOn('2027-04-01', { instanceId: 9 }), campaignOn('2027-04-01', { instanceId: 3 })];
    expect(settle([planOf(1, mails)])).toEqual(['campaign_conflict', null]);
    const sent = [buildOccupiedMail('2027-04-01', { emailType: 'campaign_notice' })];
    expect(settle([planOf(1, [campaignOn('2027-04-01')], sent)])).toEqual(['campaign_conflict']);
  });

  it('lets rows outside this run take no part in conflicts', () => {
    const outside = [buildOccupiedMail('2027-04-01', { emailType: 'campaign_notice', isForeign: false })];
    expect(settle([planOf(1, [campaignOn('2027-04-01')], outside)])).toEqual([null]);
  });

  it('leaves transactional mail alone', () => {
    const mail = () => campaignOn('2027-04-01', { transactional: true });
    expect(settle([planOf(1, [mail(), mail(), campaignOn('2027-04-01')])], one)).toEqual([null, null, null]);
  });

  it('neither limits nor counts follow-ups, a campaign’s too', () => {
    const followUp = april('2027-04-01', {
      kind: 'followup',
      emailType: 'followup_1_cold',
      instanceId: 3,
      priority: 1,
    });
    expect(settle([planOf(1, [followUp, april('2027-04-01'), campaignOn('2027-04-02')])], one)).toEqual([
      null,
      null,
      'frequency_limit',
    ]);
  });

  it('leaves skipped mails as they are, and does not count them', () => {
    const skipped = buildMail(buildEvent(), {
      status: 'skipped',
      skipReason: 'suppressed',
      sendDate: '2027-04-01',
    });
    expect(settle([planOf(1, [skipped, skipped, april('2027-04-01')])], one)).toEqual([
      'suppressed',
      'suppressed',
      null,
    ]);
  });

  it('uses the dates that balancing has found', () => {
    const plans = [planOf(1, [campaignOn('2027-04-01', { instanceId: 9 }), campaignOn('2027-04-02')])];
    const ledger = buildLedger(plans);
    ledger.mails.sendDate[0] = ledger.mails.sendDate[1] as number;
    settleLedger(ledger, usual);
    expect(readLedger(ledger).map(({ skipReason }) => skipReason)).toEqual(['campaign_conflict', null]);
  });
});

describe('settling any contacts', () => {
  const date = fc.nat({ max: 45 }).map((days) => isoDateAfter('2027-04-01', days));
  const calendarMail = fc
    .record({ date, priority: fc.integer({ min: 1, max: 3 }), emailType: fc.constantFrom('birthday', 'aep') })
    .map(({ date: sendDate, ...event }) => april(sendDate, event));
  const followUp = date.map((sendDate) =>
    april(sendDate, { kind: 'followup', emailType: 'followup_1_cold' }),
  );
  const campaignMail = fc
    .record({
      date: fc.constantFrom('2027-04-01', '2027-04-02', '2027-04-20'),
      priority: fc.integer({ min: 1, max: 3 }),
      instanceId: fc.integer({ min: 1, max: 4 }),
      transactional: fc.boolean(),
    })
    .map(({ date: sendDate, ...event }) => campaignOn(sendDate, event));
  const skipped = date.map((sendDate) =>
    buildMail(buildEvent(), { status: 'skipped', skipReason: 'suppressed', sendDate }),
  );
  const occupied = fc
    .record({ date, emailType: fc.constantFrom('birthday', 'campaign_notice'), isForeign: fc.boolean() })
    .map(({ date: sent, ...others }) => buildOccupiedMail(sent, others));
  const contact = fc.record({
    mails: fc.array(fc.oneof(calendarMail, campaignMail, followUp, skipped), { maxLength: 6, size: 'max' }),
    occupied: fc.array(occupied, { maxLength: 3 }),
  });
  const rules = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom('01', '02'))
    .map(([mails, days, earliest]) => ({
      ...settleRules(mails, days),
      earliest: day(`2027-04-${earliest}`),
    }));

  it('gives each the verdicts that it has by itself', () => {
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 5 }), rules, (contacts, limits) => {
        const plans = contacts.map((each, i) => planOf(i + 1, each.mails, each.occupied));
        const verdicts = settle(plans, limits);
        const alone = plans.flatMap((plan) => {
          const mails = plan.mails.map((mail) => ({ ...mail }));
          settleContact(mails, plan.occupied, limits);
          return mails.map(({ skipReason }) => skipReason);
        });
        expect(verdicts).toEqual(alone);
      }),
    );
  });
});
