import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../../src/domain/ledger/ledger.ts';
import { verdictCode } from '../../../../src/domain/ledger/ledger-codes.ts';
import {
  isWrittenFromLedger,
  listByEventDate,
  NewRows,
  readNewRow,
} from '../../../../src/domain/ledger/new-rows.ts';
import { toRowContent } from '../../../../src/domain/mail/row-content.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { day } from '../../../support/day-builder.ts';
import { buildLedger } from '../../../support/ledger-builder.ts';
import { buildCampaignEvent, buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';

const sendTime = '08:30:00';

const mails = [
  buildMail(),
  buildMail(buildEvent({ emailTemplate: 'aep', smsTemplate: null }), {
    status: 'skipped',
    skipReason: 'exclusion_window',
    skipDetail: 'CA birthday window 2027-03-17..2027-08-14',
  }),
  buildMail(buildCampaignEvent({ priority: 3_000_000_000, instanceId: 0 })),
  buildMail(buildEvent({ kind: 'followup', emailType: 'followup_1_cold', parentId: 70 })),
];

function newContact(isOnlyNew = true): Ledger {
  const ledger = new Ledger(1);
  ledger.enter(buildContactPlan({ mails }, { id: 7 }), { changed: [], isOnlyNew });
  return ledger;
}

describe('the rows of a contact that has none yet', () => {
  it('are made from the ledger as they are from the plan', () => {
    const ledger = newContact();
    expect(isWrittenFromLedger(ledger, 0)).toBe(true);
    const rows = mails.map((_, mail) => readNewRow(ledger, mail, sendTime));
    expect(rows).toEqual(mails.map((mail) => toRowContent(mail, sendTime)));
  });

  it('have the date that balancing gave', () => {
    const ledger = newContact();
    ledger.mails.sendDate[0] = day('2027-06-01');
    expect(readNewRow(ledger, 0, sendTime).sendDate).toBe(day('2027-06-01'));
  });

  it('are not made from the ledger where settling has changed a verdict', () => {
    const ledger = newContact();
    ledger.mails.verdict[0] = verdictCode('frequency_limit');
    expect(isWrittenFromLedger(ledger, 0)).toBe(false);
  });

  it('are not made from the ledger where more is to be written', () => {
    expect(isWrittenFromLedger(newContact(false), 0)).toBe(false);
  });

  it('survive the way into the ledger of another thread and the joining of two halves', () => {
    const joined = Ledger.of(newContact().data);
    joined.append(newContact());
    const rows = mails.map((_, mail) => readNewRow(joined, mails.length + mail, sendTime));
    expect(rows).toEqual(mails.map((mail) => toRowContent(mail, sendTime)));
  });
});

describe('the mails of a contact by event date', () => {
  it('are in its order, and nobody else’s are among them', () => {
    const dates = ['2027-09-15', '2027-04-01', '2027-06-10'];
    const plan = buildContactPlan({ mails: dates.map((eventDate) => buildMail(buildEvent({ eventDate }))) });
    const ledger = buildLedger([plan, plan, buildContactPlan()]);
    expect([0, 1, 2].map((contact) => listByEventDate(ledger, contact))).toEqual([[1, 2, 0], [4, 5, 3], []]);
  });
});

describe('a list of new rows', () => {
  it('gives each with its contact', () => {
    const rows = new NewRows(newContact(), Uint32Array.of(2, 0), sendTime);
    expect(rows.length).toBe(2);
    expect([rows.contactOf(0), rows.contactOf(1)]).toEqual([7, 7]);
    expect(rows.rowOf(1)).toEqual(toRowContent(mails[0] as (typeof mails)[0], sendTime));
  });
});
