import { describe, expect, it } from 'vitest';
import { countContacts, countExcluded, countMails } from '../../../../src/domain/ledger/count-plan.ts';
import { Ledger } from '../../../../src/domain/ledger/ledger.ts';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { buildContactState } from '../../../support/contact-state-builder.ts';
import { buildLedger } from '../../../support/ledger-builder.ts';
import { buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';

describe('the contacts of a plan', () => {
  it('are counted by what they are; those that are gone are none', () => {
    const ledger = buildLedger([
      buildContactPlan(),
      buildContactPlan({}, { suppression: 'suppressed' }),
      buildContactPlan({}, { suppression: 'unsubscribed_only' }),
      buildContactPlan({}, { eligible: false }),
      buildContactPlan({ id: 9, state: undefined }),
    ]);
    expect(countContacts(ledger)).toEqual({ total: 4, eligible: 3, suppressed: 2, ineligible: 1 });
  });
});

describe('the mails of a plan', () => {
  it('are counted by type, verdict and adjustment', () => {
    const aep = buildEvent({ kind: 'aep', emailType: 'aep' });
    const ledger = buildLedger([
      buildContactPlan({ mails: [buildMail(), buildMail(aep), buildMail(aep, { adjustment: 'capped' })] }),
      buildContactPlan({
        mails: [
          buildMail(aep, { adjustment: 'capped' }),
          buildMail(aep, { skipReason: 'exclusion_window' }),
          buildMail(aep, { skipReason: 'missed' }),
        ],
      }),
    ]);
    const kind = (emailType: string, mails: number, rest = {}) => ({
      emailType,
      skipReason: null,
      adjustment: null,
      mails,
      ...rest,
    });
    expect(countMails(ledger)).toEqual([
      kind('birthday', 1),
      kind('aep', 1),
      kind('aep', 2, { adjustment: 'capped' }),
      kind('aep', 1, { skipReason: 'exclusion_window' }),
      kind('aep', 1, { skipReason: 'missed' }),
    ]);
  });

  it('that windows keep back are counted by the state of the ZIP, their contacts once', () => {
    const excluded = buildMail(buildEvent(), { skipReason: 'exclusion_window' });
    const planIn = (stateKey: string, mails: readonly PlannedMail[]) =>
      buildContactPlan({ mails, state: buildContactState([], {}, { stateKey }) });
    const ledger = buildLedger([
      planIn('CA', [excluded, buildMail(), excluded]),
      planIn('TX', [buildMail()]),
      planIn('CA NV', [excluded]),
      planIn('NV', [excluded]),
      planIn('CA', [excluded]),
    ]);
    expect(Object.fromEntries(countExcluded(ledger))).toEqual({
      CA: { mails: 4, contacts: 3 },
      NV: { mails: 1, contacts: 1 },
    });
  });

  it('are none in an empty plan', () => {
    expect(countMails(new Ledger(0))).toEqual([]);
  });
});
