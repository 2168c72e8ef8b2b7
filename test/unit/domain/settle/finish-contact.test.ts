import { describe, expect, it } from 'vitest';
import type { EpochDay } from '../../../../src/domain/calendar/epoch-day.ts';
import type { Ledger } from '../../../../src/domain/ledger/ledger.ts';
import { adjustmentCode } from '../../../../src/domain/ledger/ledger-codes.ts';
import type { ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { finishContact } from '../../../../src/domain/settle/finish-contact.ts';
import { settleLedger } from '../../../../src/domain/settle/settle-ledger.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import { buildLedger } from '../../../support/ledger-builder.ts';
import { buildCampaignEvent, buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';
import { settleRules } from '../../../support/settled-mail-builder.ts';

const usual = settleRules();

/** A birthday mail, one that makes no row, and two campaign mails of which balancing has put both on one date. */
const planContact = (): ContactPlan =>
  buildContactPlan({
    mails: [
      buildMail(),
      buildMail(buildEvent({ eventDate: '2027-02-10' }), { stored: false }),
      buildMail(buildCampaignEvent({ instanceId: 3 }), { sendDate: '2027-05-20' }),
      buildMail(buildCampaignEvent({ instanceId: 9 }), { sendDate: '2027-05-19' }),
    ],
  });

/** The ledger after balancing and settling; the contact is the second of two. */
function buildBalancedLedger(): Ledger {
  const ledger = buildLedger([buildContactPlan({ mails: [buildMail()] }, { id: 6 }), planContact()]);
  ledger.mails.sendDate[1] = day('2027-05-29');
  ledger.mails.adjustment[1] = adjustmentCode('capped');
  ledger.mails.sendDate[3] = day('2027-05-20');
  ledger.mails.adjustment[3] = adjustmentCode('smoothed');
  settleLedger(ledger, usual);
  return ledger;
}

describe('a contact that is planned again', () => {
  it('gets the dates and verdicts that balancing and settling have found, with their text', () => {
    const plan = planContact();
    expect(finishContact(plan, buildBalancedLedger(), 1, usual)).toBe(true);
    expect(
      plan.mails.map(({ sendDate, adjustment, skipReason }) => [isoDate(sendDate), adjustment, skipReason]),
    ).toEqual([
      ['2027-05-29', 'capped', null],
      ['2027-01-27', null, null],
      ['2027-05-20', null, null],
      ['2027-05-20', 'smoothed', 'campaign_conflict'],
    ]);
    expect(plan.mails[3]?.skipDetail).not.toBeNull();
  });

  it('is another one if it has more or fewer mails', () => {
    const plan = planContact();
    expect(finishContact({ ...plan, mails: plan.mails.slice(0, 3) }, buildBalancedLedger(), 1, usual)).toBe(
      false,
    );
    expect(
      finishContact({ ...plan, mails: [...plan.mails, buildMail()] }, buildBalancedLedger(), 1, usual),
    ).toBe(false);
  });

  it.each([
    ['send date', buildMail(buildEvent(), { sendDate: '2027-05-28' })],
    [
      'event date',
      buildMail(buildEvent({ eventDate: '2027-06-11', idealDate: '2027-05-27', lastDate: '2027-06-10' })),
    ],
    ['ideal date', buildMail(buildEvent({ idealDate: '2027-05-26' }), { sendDate: '2027-05-27' })],
    ['last date', buildMail(buildEvent({ lastDate: '2027-06-11' }))],
    ['verdict', buildMail(buildEvent(), { status: 'skipped', skipReason: 'suppressed' })],
    ['email type', buildMail(buildEvent({ emailType: 'aep' }))],
  ])('is another one, and left as it is, if a mail has another %s', (_, mail) => {
    const plan = { ...planContact(), mails: [mail, ...planContact().mails.slice(1)] };
    const dates = plan.mails.map(({ sendDate }): EpochDay => sendDate);
    expect(finishContact(plan, buildBalancedLedger(), 1, usual)).toBe(false);
    expect(plan.mails.map(({ sendDate }) => sendDate)).toEqual(dates);
  });

  it('is another one if settling it comes to another verdict', () => {
    const ledger = buildBalancedLedger();
    expect(finishContact(planContact(), ledger, 1, settleRules(1))).toBe(false);
  });
});
