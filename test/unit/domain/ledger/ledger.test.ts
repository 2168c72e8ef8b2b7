import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../../src/domain/ledger/ledger.ts';
import {
  adjustmentCode,
  readAdjustment,
  readVerdict,
  verdictCode,
} from '../../../../src/domain/ledger/ledger-codes.ts';
import { contactFlag, mailFlag } from '../../../../src/domain/ledger/ledger-columns.ts';
import type { Leftover } from '../../../../src/domain/mail/leftover.ts';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import { adjustments, skipReasons } from '../../../../src/domain/mail/schedule-row.ts';
import type { ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { buildContactState } from '../../../support/contact-state-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import { buildLedger, readLedger } from '../../../support/ledger-builder.ts';
import { buildCampaignEvent, buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';
import { buildOccupiedMail } from '../../../support/settled-mail-builder.ts';

describe('codes', () => {
  it('stand for each skip reason, and for none', () => {
    expect([null, ...skipReasons].map((reason) => readVerdict(verdictCode(reason)))).toEqual([
      null,
      ...skipReasons,
    ]);
    expect(verdictCode(null)).toBe(0);
  });

  it('stand for each adjustment, and for none', () => {
    expect([null, ...adjustments].map((each) => readAdjustment(adjustmentCode(each)))).toEqual([
      null,
      ...adjustments,
    ]);
    expect(adjustmentCode(null)).toBe(0);
  });
});

describe('a contact in the ledger', () => {
  it('has the dates, states and suppression that its windows and checks need', () => {
    const state = buildContactState([], { id: 9, suppression: 'unsubscribed_only' }, { stateKey: 'TX CA' });
    const ledger = buildLedger([
      buildContactPlan({ id: 9, state }),
      buildContactPlan(
        {},
        { id: 10, birthDate: undefined, effectiveDate: undefined, suppression: 'suppressed' },
      ),
    ]);
    expect(ledger.contactCount).toBe(2);
    expect([...ledger.contacts.id.slice(0, 2)]).toEqual([9, 10]);
    expect([ledger.statesOf(0), ledger.statesOf(1)]).toEqual(['TX CA', 'TX']);
    expect([ledger.birthDateOf(0), ledger.birthDateOf(1)]).toEqual([day('1960-06-10'), undefined]);
    expect([ledger.effectiveDateOf(0), ledger.effectiveDateOf(1)]).toEqual([day('2020-09-15'), undefined]);
    expect([ledger.suppressionOf(0), ledger.suppressionOf(1)]).toEqual(['unsubscribed_only', 'suppressed']);
  });

  it('is known unless it is gone', () => {
    const ledger = buildLedger([buildContactPlan({ id: 9, state: undefined }), buildContactPlan()]);
    expect([0, 1].map((contact) => ledger.hasContactFlag(contact, contactFlag.known))).toEqual([false, true]);
    expect(ledger.statesOf(0)).toBe('');
    expect(ledger.suppressionOf(0)).toBe('none');
    expect(ledger.birthDateOf(0)).toBeUndefined();
  });

  it.each<[keyof typeof contactFlag, ContactPlan]>([
    ['eligible', buildContactPlan({}, { eligible: false })],
    ['windowsUnknown', buildContactPlan({ state: buildContactState([], {}, { windowsUnknown: true }) })],
  ])('says whether it is %s', (flag, different) => {
    const ledger = buildLedger([buildContactPlan(), different]);
    const [usual, other] = [0, 1].map((contact) => ledger.hasContactFlag(contact, contactFlag[flag]));
    expect(usual).not.toBe(other);
    expect(usual).toBe(flag === 'eligible');
  });

  it('says whether something besides its mails must be written', () => {
    const ledger = new Ledger(2);
    ledger.enter(buildContactPlan(), { changed: [], isDirty: true });
    ledger.enter(buildContactPlan(), { changed: [] });
    expect([0, 1].map((contact) => ledger.hasContactFlag(contact, contactFlag.dirty))).toEqual([true, false]);
  });

  it('withdraws a mail if one of its leftovers is one, and none without leftovers', () => {
    const leftovers: Leftover[] = [
      { row: buildRow({ id: 101 }), fate: 'missed' },
      { row: buildRow({ id: 102 }), fate: 'deleted' },
    ];
    const ledger = buildLedger([buildContactPlan({ leftovers }), buildContactPlan()]);
    expect([0, 1].map((contact) => ledger.hasContactFlag(contact, contactFlag.withdraws))).toEqual([
      true,
      false,
    ]);
  });

  it.each<[boolean, RowOptions, Leftover['fate']]>([
    [true, {}, 'deleted'],
    [false, { status: 'skipped' }, 'deleted'],
    [false, {}, 'missed'],
    [false, {}, 'outside'],
  ])('withdraws a mail: %s, with a row %j that is %s', (expected, row, fate) => {
    const ledger = buildLedger([buildContactPlan({ leftovers: [{ row: buildRow(row), fate }] })]);
    expect(ledger.hasContactFlag(0, contactFlag.withdraws)).toBe(expected);
  });
});

describe('a mail in the ledger', () => {
  const flagsOf = (mail: PlannedMail, changed: readonly PlannedMail[] = []) => {
    const ledger = new Ledger(1);
    ledger.enter(buildContactPlan({ mails: [mail] }), { changed });
    const names = Object.keys(mailFlag) as (keyof typeof mailFlag)[];
    return names.filter((name) => ledger.hasMailFlag(0, mailFlag[name]));
  };

  it('has what balancing and checks need', () => {
    const event = buildCampaignEvent({ priority: 5, lastDate: '2027-05-27', instanceId: 4_000_000_000 });
    const mail = buildMail(event, { sendDate: '2027-05-22', adjustment: 'catch_up', skipReason: 'missed' });
    const ledger = buildLedger([
      buildContactPlan({}, { id: 1 }),
      buildContactPlan({ mails: [mail] }, { id: 2 }),
    ]);
    expect(readLedger(ledger)).toEqual([
      {
        contactId: 2,
        emailType: 'campaign_promo',
        sendDate: '2027-05-22',
        adjustment: 'catch_up',
        skipReason: 'missed',
      },
    ]);
    const { mails } = ledger;
    expect([mails.eventDate[0], mails.idealDate[0], mails.lastDate[0], mails.placedDate[0]]).toEqual(
      ['2027-05-20', '2027-05-20', '2027-05-27', '2027-05-22'].map(day),
    );
    expect([ledger.priorityOf(0), ledger.instanceIdOf(0)]).toEqual([5, 4_000_000_000]);
    expect(mails.ownVerdict[0]).toBe(mails.verdict[0]);
    expect(ledger.linkOf(0)).toBe(11);
  });

  it('has no instance and no link if it is of the calendar, and the initial row if it is a follow-up', () => {
    const followUp = buildEvent({ kind: 'followup', emailType: 'followup_1_cold', parentId: 70 });
    const ledger = buildLedger([buildContactPlan({ mails: [buildMail(), buildMail(followUp)] })]);
    expect(ledger.instanceIdOf(0)).toBeNull();
    expect([ledger.linkOf(0), ledger.linkOf(1)]).toEqual([null, 70]);
  });

  it('is not there if no row is made for it', () => {
    const ledger = buildLedger([
      buildContactPlan({ mails: [buildMail(buildEvent(), { stored: false }), buildMail()] }),
    ]);
    expect(ledger.mailCount).toBe(1);
  });

  it.each<[string, PlannedMail, string[]]>([
    ['without a row', buildMail(), ['respectsWindows']],
    ['that is sticky', buildMail(buildEvent(), { rule: 'sticky' }), ['sticky', 'respectsWindows']],
    ['that ignores windows', buildMail(buildEvent({ respectsWindows: false })), []],
    [
      'that is transactional',
      buildMail(buildEvent({ transactional: true })),
      ['respectsWindows', 'transactional'],
    ],
    [
      'whose row says the same',
      buildMail(buildEvent(), { row: buildRow() }),
      ['respectsWindows', 'unchanged', 'standing', 'rowPreScheduled'],
    ],
    ['with a target', buildMail(buildEvent({ targetId: 11 })), ['respectsWindows', 'linked']],
    ['with an initial row', buildMail(buildEvent({ parentId: 12 })), ['respectsWindows', 'linked']],
  ])('%s is marked so', (_, mail, flags) => {
    expect(flagsOf(mail)).toEqual(flags);
  });

  it.each<[string, PlannedMail, string[]]>([
    [
      'has its date',
      buildMail(buildEvent({ priority: 11 }), { row: buildRow() }),
      ['respectsWindows', 'standing', 'rowPreScheduled'],
    ],
    [
      'has another date',
      buildMail(buildEvent(), { row: buildRow({ sendDate: '2027-05-28' }) }),
      ['respectsWindows', 'rowPreScheduled'],
    ],
    ['is skipped', buildMail(buildEvent(), { row: buildRow({ status: 'skipped' }) }), ['respectsWindows']],
  ])('that changes its row, which %s, is marked so', (_, mail, flags) => {
    expect(flagsOf(mail, [mail])).toEqual(flags);
  });
});

/** A contact with a mail, an occupied date and a row outside this run. */
function planOf(id: number, emailType = 'birthday', stateKey = 'TX'): ContactPlan {
  const event = buildEvent({ emailType, targetId: id + 1_000 });
  return buildContactPlan({
    id,
    state: buildContactState([], { id }, { stateKey }),
    mails: [buildMail(event), buildMail()],
    occupied: [buildOccupiedMail('2027-03-10', { emailType: `campaign_${id}`, isForeign: id % 2 === 0 })],
    unplacedDates: [day('2028-04-01')],
  });
}

/** Everything that a ledger says. */
function describeLedger(ledger: Ledger) {
  return Array.from({ length: ledger.contactCount }, (_, contact) => {
    const mails = readLedger(ledger).slice(ledger.contacts.firstMail[contact], ledger.endOfMails(contact));
    const occupied = [];
    for (let i = ledger.contacts.firstOccupied[contact] as number; i < ledger.endOfOccupied(contact); i++) {
      const date = isoDate(ledger.occupied.date[i] as number);
      occupied.push([ledger.occupiedTypeName(i), date, ledger.occupied.isForeign[i]]);
    }
    const link = ledger.linkOf(ledger.contacts.firstMail[contact] as number);
    return { id: ledger.contacts.id[contact], state: ledger.statesOf(contact), mails, occupied, link };
  });
}

const countOf = (ledger: Ledger, date: string): number | undefined => ledger.unplacedCounts.get(day(date));

describe('the ledger', () => {
  it('keeps the contacts apart', () => {
    const ledger = buildLedger([planOf(1), buildContactPlan({}, { id: 2 }), planOf(4, 'aep', 'CA')]);
    expect(describeLedger(ledger)).toMatchObject([
      { id: 1, state: 'TX', occupied: [['campaign_1', '2027-03-10', 0]], link: 1_001 },
      { id: 2, mails: [], occupied: [] },
      { id: 4, state: 'CA', occupied: [['campaign_4', '2027-03-10', 1]], link: 1_004 },
    ]);
    expect(describeLedger(ledger).map(({ mails }) => mails.length)).toEqual([2, 0, 2]);
    expect(
      describeLedger(ledger)[2]?.mails.map(({ contactId, emailType }) => [contactId, emailType]),
    ).toEqual([
      [4, 'aep'],
      [4, 'birthday'],
    ]);
  });

  it('counts the rows that this run does not place, by date', () => {
    expect(countOf(buildLedger([planOf(1), planOf(2)]), '2028-04-01')).toBe(2);
    expect(countOf(buildLedger([]), '2028-04-01')).toBeUndefined();
  });

  it('knows an email type whether or not a mail has it', () => {
    const ledger = buildLedger([planOf(1, 'aep')]);
    expect(ledger.typeCode('aep')).toBe(ledger.mails.type[0]);
    expect(ledger.typeCode('effective_date')).toBe(ledger.typeCode('effective_date'));
    expect(ledger.typeCode('effective_date')).not.toBe(ledger.typeCode('aep'));
  });

  it('grows beyond what it expected', () => {
    const plans = Array.from({ length: 200 }, (_, i) => planOf(i + 1, i % 3 === 0 ? 'aep' : 'birthday'));
    const ledger = new Ledger(0);
    for (const plan of plans) ledger.enter(plan, { changed: [] });
    expect(describeLedger(ledger)).toEqual(describeLedger(buildLedger(plans)));
    expect(ledger.contactCount).toBe(200);
    expect(ledger.mailCount).toBe(400);
  });
});

describe('a ledger that was made in two halves', () => {
  const lower = [planOf(1), planOf(2, 'aep', 'CA')];
  const upper = [planOf(3, 'effective_date', 'NV'), buildContactPlan({}, { id: 4 }), planOf(5, 'aep')];

  it.each([
    ['two', lower, upper],
    ['a first one that is empty', [], upper],
    ['a second one that is empty', lower, []],
    ['many contacts', Array.from({ length: 60 }, (_, i) => planOf(i + 1)), upper],
    [
      'many contacts of the second',
      lower,
      Array.from({ length: 90 }, (_, i) => planOf(i + 10, `campaign_${i}`)),
    ],
  ])('says what one says that was made at once: %s', (_, first, second) => {
    const joined = buildLedger(first);
    joined.append(buildLedger(second));
    const whole = buildLedger([...first, ...second]);
    expect(describeLedger(joined)).toEqual(describeLedger(whole));
    expect([...joined.mails.contact.slice(0, joined.mailCount)]).toEqual([
      ...whole.mails.contact.slice(0, whole.mailCount),
    ]);
    expect(joined.unplacedCounts).toEqual(whole.unplacedCounts);
  });

  it('takes over the memory of a half that is its own', () => {
    const own = new Ledger(1, 'own');
    for (const plan of upper) own.enter(plan, { changed: [] });
    const joined = buildLedger(lower);
    joined.append(own);
    expect(describeLedger(joined)).toEqual(describeLedger(buildLedger([...lower, ...upper])));
    expect([own.contactCount, own.mailCount, own.mails.type.length]).toEqual([0, 0, 0]);
    own.enter(planOf(1), { changed: [] });
    expect(describeLedger(own)).toEqual(describeLedger(buildLedger([planOf(1)])));
  });

  it('takes further contacts', () => {
    const joined = buildLedger(lower);
    joined.append(buildLedger(upper));
    joined.enter(planOf(6, 'post_window'), { changed: [] });
    expect(describeLedger(joined)).toEqual(
      describeLedger(buildLedger([...lower, ...upper, planOf(6, 'post_window')])),
    );
  });
});

describe('the ledger of another thread', () => {
  it('says the same, and sees what becomes of the mails', () => {
    const ledger = buildLedger([planOf(1), planOf(2, 'aep', 'CA')]);
    const other = Ledger.of(structuredClone(ledger.data));
    expect(describeLedger(other)).toEqual(describeLedger(ledger));
    expect(other.unplacedCounts).toEqual(ledger.unplacedCounts);
    ledger.mails.sendDate[0] = day('2027-12-24');
    expect(readLedger(other)[0]?.sendDate).toBe('2027-12-24');
  });

  it('can be appended to', () => {
    const other = Ledger.of(buildLedger([planOf(1)]).data);
    other.append(buildLedger([planOf(2, 'aep', 'CA')]));
    expect(describeLedger(other)).toEqual(describeLedger(buildLedger([planOf(1), planOf(2, 'aep', 'CA')])));
  });
});
