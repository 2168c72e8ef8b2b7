import { describe, expect, it } from 'vitest';
import type { ContactRecord } from '../../../../src/domain/contact/contact.ts';
import {
  type ContactInput,
  type ContactPlan,
  findContactState,
  findRulesOfStates,
  planContact,
} from '../../../../src/domain/plan/plan-contact.ts';
import { buildCampaign, buildTarget } from '../../../support/campaign-builder.ts';
import { buildContact, buildContactInput } from '../../../support/contact-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
  zipOf,
} from '../../../support/plan-context-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

interface Given extends PlanContextOptions, Partial<Pick<ContactInput, 'targets' | 'readBehaviour'>> {
  readonly rows?: readonly RowOptions[];
}

function plan(record: Partial<ContactRecord> = {}, given: Given = {}): ContactPlan {
  const { rows = [], targets = [], readBehaviour, ...options } = given;
  const input = buildContactInput(record, {
    rows: rows.map(buildRow),
    targets,
    ...(readBehaviour && { readBehaviour }),
  });
  return planContact(input, buildPlanContext(options));
}

/** Type, verdict and date of each mail. */
const mailsOf = ({ mails }: ContactPlan): string[] =>
  mails.map(
    ({ event, status, skipReason, sendDate }) =>
      `${event.emailType} ${skipReason ?? status} ${isoDate(sendDate)}`,
  );

const fatesOf = ({ leftovers }: ContactPlan): string[] =>
  leftovers.map(({ row, fate }) => `${row.id} ${fate}`);
const issuesOf = (contactPlan: ContactPlan): string[] => contactPlan.issues.map(({ issue }) => issue);

const california: Partial<ContactRecord> = { zipCode: zipOf.CA, state: 'CA', birthDate: '1960-06-15' };

describe('the plan of a contact without windows (spec 2.4)', () => {
  it('has a birthday, an effective-date and an AEP mail on their ideal dates', () => {
    const contactPlan = plan();
    expect(mailsOf(contactPlan)).toEqual([
      'birthday pre-scheduled 2027-05-27',
      'effective_date pre-scheduled 2027-08-16',
      'aep pre-scheduled 2027-09-15',
    ]);
    expect(contactPlan).toMatchObject({ id: 7, unplanned: [], leftovers: [], occupied: [], issues: [] });
  });

  it('has no events beyond the horizon', () => {
    expect(mailsOf(plan({}, { configuration: { horizon_days: 100 } }))).toEqual([
      'birthday pre-scheduled 2027-05-27',
    ]);
  });

  it('has its campaign mails', () => {
    const campaigns = [
      buildCampaign(),
      buildCampaign({ id: 4, targetsAll: true, triggerDate: day('2027-04-01') }),
    ];
    const target = buildTarget();
    const contactPlan = plan({}, { campaigns, targets: [target] });
    expect(mailsOf(contactPlan).slice(3)).toEqual([
      'campaign_promo pre-scheduled 2027-05-20',
      'campaign_promo pre-scheduled 2027-04-01',
    ]);
    expect(contactPlan.eventOfTarget.get(target.id)).toBe(contactPlan.mails[3]?.event);
  });
});

describe('the plan of a contact in a window (spec 2.6, 2.7)', () => {
  it('withholds what is due in it, and has one mail the day after it', () => {
    expect(mailsOf(plan(california))).toEqual([
      'birthday exclusion_window 2027-06-01',
      'effective_date pre-scheduled 2027-08-16',
      'aep pre-scheduled 2027-09-15',
      'post_window pre-scheduled 2027-08-15',
    ]);
  });

  it('has one mail after the window for all that was due in it', () => {
    const far = { ...california, birthDate: '1960-11-15', effectiveDate: '2020-07-15' };
    expect(mailsOf(plan(far))).toEqual([
      'birthday exclusion_window 2027-11-01',
      'effective_date pre-scheduled 2027-06-15',
      'aep exclusion_window 2027-09-15',
      'post_window pre-scheduled 2028-01-15',
    ]);
  });

  it('has no mail after the window if nothing of this run is due in it', () => {
    expect(mailsOf(plan(california, { configuration: { horizon_days: 30 } }))).toEqual([]);
  });

  it('withholds everything in a year-round state, for good', () => {
    expect(mailsOf(plan({ zipCode: zipOf.NY, state: 'NY' }))).toEqual([
      'birthday exclusion_window 2027-05-27',
      'effective_date exclusion_window 2027-08-16',
      'aep exclusion_window 2027-09-15',
    ]);
  });

  it('withholds no campaign that does not respect windows', () => {
    const campaigns = [buildCampaign({ respectsWindows: false })];
    expect(
      mailsOf(plan({ zipCode: zipOf.NY, state: 'NY' }, { campaigns, targets: [buildTarget()] })),
    ).toContain('campaign_promo pre-scheduled 2027-05-20');
  });

  it('counts a campaign’s mail among those that were withheld', () => {
    const campaigns = [buildCampaign()];
    const given = { campaigns, targets: [buildTarget()], configuration: { horizon_days: 85 } };
    expect(mailsOf(plan(california, given))).toEqual([
      'campaign_promo exclusion_window 2027-05-20',
      'post_window pre-scheduled 2027-08-15',
    ]);
  });
});

describe('the plan of a suppressed contact (spec 2.6)', () => {
  it('skips every mail, the post-window mail too', () => {
    expect(mailsOf(plan({ ...california, status: 'bounced' }))).toEqual([
      'birthday suppressed 2027-06-01',
      'effective_date suppressed 2027-08-16',
      'aep suppressed 2027-09-15',
      'post_window suppressed 2027-08-15',
    ]);
  });

  it('follows from the address, whatever its case', () => {
    expect(
      mailsOf(plan({ email: 'Ada@Example.com' }, { suppressions: { 'ada@example.com': 'bounced' } }))[0],
    ).toBe('birthday suppressed 2027-05-27');
  });
});

describe('a contact whose windows cannot be known (spec 2.3)', () => {
  const nobodyKnows = { ...california, birthDate: null };

  it('gets no mail that respects windows, and an issue', () => {
    const contactPlan = plan(nobodyKnows);
    expect(mailsOf(contactPlan)).toEqual([
      'effective_date window_unknown 2027-08-16',
      'aep window_unknown 2027-09-15',
    ]);
    expect(issuesOf(contactPlan)).toEqual(['window_anchor_missing']);
  });

  it('is as if without windows with on_missing_anchor: send, and still has the issue', () => {
    const contactPlan = plan(nobodyKnows, { configuration: { on_missing_anchor: 'send' } });
    expect(mailsOf(contactPlan)).toEqual([
      'effective_date pre-scheduled 2027-08-16',
      'aep pre-scheduled 2027-09-15',
    ]);
    expect(issuesOf(contactPlan)).toEqual(['window_anchor_missing']);
  });

  it('has the issue where age_76_plus needs the birth date', () => {
    const state_rules = { CA: { type: 'effective_date_window', age_76_plus: true } } as const;
    expect(issuesOf(plan(nobodyKnows, { configuration: { state_rules } }))).toEqual([
      'window_anchor_missing',
    ]);
  });

  it('has no issue if it is not eligible', () => {
    expect(issuesOf(plan({ ...nobodyKnows, email: null }))).toEqual(['missing_email']);
  });
});

describe('a contact whose declared state is not its ZIP’s (spec 3.2)', () => {
  const texan = { state: ' ca ', birthDate: '1960-06-15' };
  const strictest = { configuration: { on_state_mismatch: 'strictest' } } as const;

  it('has the windows of its ZIP’s state, and an issue', () => {
    const contactPlan = plan(texan);
    expect(mailsOf(contactPlan)[0]).toBe('birthday pre-scheduled 2027-06-01');
    expect(issuesOf(contactPlan)).toEqual(['state_mismatch']);
    expect(contactPlan.state?.stateKey).toBe('TX');
  });

  it('has the windows of both with `strictest`', () => {
    const contactPlan = plan(texan, strictest);
    expect(mailsOf(contactPlan)[0]).toBe('birthday exclusion_window 2027-06-01');
    expect(contactPlan.state?.stateKey).toBe('TX CA');
    expect(mailsOf(plan({ ...california, state: 'TX' }, strictest))[0]).toBe(
      'birthday exclusion_window 2027-06-01',
    );
  });

  it('merges the windows of both with `strictest`', () => {
    const missouri = { ...california, state: 'MO', effectiveDate: '2020-09-15' };
    expect(mailsOf(plan(missouri, strictest))).toContain('post_window pre-scheduled 2027-10-19');
    expect(mailsOf(plan(missouri))).toContain('post_window pre-scheduled 2027-08-15');
  });

  it.each(['', null, 'TX'])('is none with `strictest` if it declares %j', (state) => {
    expect(plan({ ...texan, state }, strictest).state?.stateKey).toBe('TX');
  });

  it('has unknown windows with `strictest` if the state is not known, whatever the rules', () => {
    const unknown = plan({ ...texan, state: 'Tex.' }, strictest);
    expect(mailsOf(unknown)[0]).toBe('birthday window_unknown 2027-06-01');
    expect(unknown.state?.stateKey).toBe('TX ?');
    const named = plan({ ...texan, state: 'Texas' }, strictest);
    expect(mailsOf(named)[0]).toBe('birthday pre-scheduled 2027-06-01');
  });

  it('has the known windows alone if mail of unknown ones is sent', () => {
    const configuration = { on_state_mismatch: 'strictest', on_missing_anchor: 'send' } as const;
    expect(mailsOf(plan({ ...texan, state: 'Tex.' }, { configuration }))[0]).toBe(
      'birthday pre-scheduled 2027-06-01',
    );
  });

  it('has an unknown window with `strictest` if the declared state’s rule needs an absent date', () => {
    const contactPlan = plan({ ...texan, birthDate: null }, strictest);
    expect(mailsOf(contactPlan)[0]).toBe('effective_date window_unknown 2027-08-16');
    expect(issuesOf(contactPlan)).toContain('window_anchor_missing');
    expect(contactPlan.mails[0]?.skipDetail).toContain('TX or CA');
    expect(contactPlan.issues.find(({ issue }) => issue === 'window_anchor_missing')?.detail).toContain(
      'TX or CA',
    );
  });

  it('lacks the date that its known state needs where the other is not known', () => {
    const { issues } = plan({ ...california, birthDate: null, state: 'Tex.' }, strictest);
    const found = issues.find(({ issue }) => issue === 'window_anchor_missing');
    expect(found?.detail).toContain('the rule of CA needs');
  });
});

describe('the rules of several states', () => {
  it('are those of each', () => {
    const { stateRules } = buildPlanContext();
    const statesOf = (key: string) => findRulesOfStates(key, stateRules).map(({ state }) => state);
    expect(['CA', 'TX', 'CA MO', 'TX NV', ''].map(statesOf)).toEqual([['CA'], [], ['CA', 'MO'], ['NV'], []]);
  });

  it('give a contact its windows', () => {
    const contact = buildContact({ state: 'CA', declaredState: 'CA', birthDate: day('1960-06-15') });
    const { windows, windowsUnknown } = findContactState(contact, buildPlanContext());
    expect([windows.isExcluded(day('2027-03-16')), windows.isExcluded(day('2027-03-17'))]).toEqual([
      false,
      true,
    ]);
    expect(windowsUnknown).toBe(false);
  });
});

describe('a contact that is not eligible, or gone (spec 2.2, 2.5)', () => {
  const rows: RowOptions[] = [
    { id: 101, idealDate: '2027-02-20' },
    { id: 102, idealDate: '2027-02-20', status: 'skipped' },
    { id: 103 },
    { id: 104, idealDate: '2028-04-01' },
    { id: 105, status: 'sent', idealDate: '2027-02-20' },
  ];

  it('has no events; its owned rows are missed, kept, deleted or outside this run', () => {
    const contactPlan = plan(
      { email: null },
      { rows, campaigns: [buildCampaign()], targets: [buildTarget()] },
    );
    expect(contactPlan).toMatchObject({ mails: [], unplanned: [] });
    expect(fatesOf(contactPlan)).toEqual(['101 missed', '102 kept', '103 deleted', '104 outside']);
    expect(contactPlan.eventOfTarget.size).toBe(0);
  });

  it('has no issues and no state if it is gone', () => {
    const input = { ...buildContactInput(), record: undefined, rows: rows.map(buildRow) };
    const contactPlan = planContact(input, buildPlanContext());
    expect(contactPlan).toMatchObject({ id: 7, state: undefined, mails: [], issues: [] });
    expect(fatesOf(contactPlan)).toEqual(['101 missed', '102 kept', '103 deleted', '104 outside']);
  });

  it('has the send dates that this run does not place count for the daily cap', () => {
    const more: RowOptions[] = [
      { id: 106, emailType: 'newsletter', idealDate: '2027-04-05' },
      { id: 107, emailType: 'newsletter', status: 'skipped', idealDate: '2027-04-06' },
      { id: 108, status: 'skipped', idealDate: '2028-04-02' },
      { id: 109, emailType: 'followup_1_cold', idealDate: '2028-04-03' },
    ];
    expect(plan({ email: null }, { rows: [...rows, ...more] }).unplacedDates.map(isoDate)).toEqual([
      '2028-04-01',
      '2028-04-03',
      '2027-04-05',
    ]);
  });

  it('has its foreign rows, and those outside this run, count for its limits', () => {
    expect(plan({ email: null }, { rows }).occupied.map(({ id }) => id)).toEqual([105, 104]);
  });
});

describe('an event with a row (spec 2.5)', () => {
  const rest = { configuration: { horizon_days: 100 } };

  it('keeps the send date when nothing changed', () => {
    const contactPlan = plan({}, { ...rest, rows: [{ sendDate: '2027-06-01', adjustment: 'capped' }] });
    expect(mailsOf(contactPlan)).toEqual(['birthday pre-scheduled 2027-06-01']);
    expect(contactPlan.mails[0]).toMatchObject({ adjustment: 'capped', rule: 'sticky' });
    expect(contactPlan.leftovers).toEqual([]);
  });

  it('moves the mail instead of sending a second one when its date is corrected', () => {
    const contactPlan = plan({ birthDate: '1960-06-20' }, { ...rest, rows: [{}] });
    expect(mailsOf(contactPlan)).toEqual(['birthday pre-scheduled 2027-06-06']);
    expect(contactPlan.mails[0]?.row?.id).toBe(100);
    expect(fatesOf(contactPlan)).toEqual([]);
  });

  it('is closed by a foreign one, whatever its status, and its owned one is left over', () => {
    const rows = [{ id: 101, status: 'failed', eventDate: '2027-06-15' }, { id: 102 }];
    const contactPlan = plan({}, { ...rest, rows });
    expect(contactPlan.mails).toEqual([]);
    expect(contactPlan.unplanned.map(({ event, closedBy }) => [event.kind, closedBy?.id])).toEqual([
      ['birthday', 101],
    ]);
    expect(fatesOf(contactPlan)).toEqual(['102 deleted']);
  });

  it('leaves a second owned one over', () => {
    const contactPlan = plan({}, { ...rest, rows: [{ id: 101, eventDate: '2027-06-12' }, { id: 102 }] });
    expect(contactPlan.mails[0]?.row?.id).toBe(102);
    expect(fatesOf(contactPlan)).toEqual(['101 deleted']);
  });

  it('carries a mail that catches up though it is dated before today', () => {
    const rows = [{ eventDate: '2027-03-02', idealDate: '2027-02-16' }];
    const contactPlan = plan({ birthDate: '1960-03-02' }, { ...rest, rows, now: afterSendTime });
    expect(mailsOf(contactPlan)).toEqual(['birthday pre-scheduled 2027-03-02']);
    expect(fatesOf(contactPlan)).toEqual([]);
  });

  it('gives it back if it is over: missed if it is past, deleted if it is not', () => {
    const today = { birthDate: '1960-03-01' };
    const row = { eventDate: '2027-03-01', idealDate: '2027-02-15' };
    const given = { ...rest, now: afterSendTime };
    const past = plan(today, { ...given, rows: [row] });
    expect(past.mails).toEqual([]);
    expect(past.unplanned.map(({ event, closedBy }) => [event.kind, closedBy])).toEqual([
      ['birthday', undefined],
    ]);
    expect(fatesOf(past)).toEqual(['100 missed']);
    const skipped = { ...row, sendDate: '2027-03-01', status: 'skipped' };
    expect(fatesOf(plan(today, { ...given, rows: [skipped] }))).toEqual(['100 deleted']);
    expect(plan(today, given).unplanned).toHaveLength(1);
  });

  it('claims none that lies beyond the horizon: it is outside this run', () => {
    const row = { idealDate: '2027-06-10', eventDate: '2027-06-24' };
    const contactPlan = plan({ birthDate: '1960-06-24' }, { ...rest, rows: [row] });
    expect(contactPlan.mails).toEqual([]);
    expect(fatesOf(contactPlan)).toEqual(['100 outside']);
    expect(contactPlan.occupied).toEqual([
      { id: 100, emailType: 'birthday', date: day('2027-06-10'), isForeign: false },
    ]);
  });
});

describe('a campaign’s row (spec 2.4)', () => {
  it('moves with a re-dated target', () => {
    const row: RowOptions = {
      emailType: 'campaign_promo',
      instanceId: 3,
      targetId: 11,
      eventDate: '2027-04-01',
      idealDate: '2027-04-01',
    };
    const given = {
      campaigns: [buildCampaign()],
      targets: [buildTarget()],
      configuration: { horizon_days: 85 },
    };
    const contactPlan = plan({}, { ...given, rows: [row] });
    expect(mailsOf(contactPlan)).toEqual(['campaign_promo pre-scheduled 2027-05-20']);
    expect(contactPlan.mails[0]?.row?.id).toBe(100);
    const closed = plan({}, { ...given, rows: [{ ...row, status: 'sent' }] });
    expect(closed.mails).toEqual([]);
  });

  it('closes the event of a target of its contact if its own target is gone', () => {
    const given = { campaigns: [buildCampaign()], configuration: { horizon_days: 85 } };
    const row = {
      emailType: 'campaign_promo',
      instanceId: 3,
      targetId: 12,
      status: 'sent',
      eventDate: '2026-01-01',
    };
    expect(plan({}, { ...given, rows: [row], targets: [buildTarget()] }).mails).toEqual([]);
    const both = [buildTarget(), buildTarget({ id: 12, triggerDate: '2026-01-01' })];
    expect(mailsOf(plan({}, { ...given, rows: [row], targets: both }))).toEqual([
      'campaign_promo pre-scheduled 2027-05-20',
    ]);
  });

  it('has an issue if there is no trigger date, after those of the contact', () => {
    const given = { campaigns: [buildCampaign()], targets: [buildTarget({ triggerDate: null })] };
    expect(issuesOf(plan({ ...california, birthDate: null, effectiveDate: 'x' }, given))).toEqual([
      'invalid_effective_date',
      'window_anchor_missing',
      'campaign_trigger_missing',
    ]);
  });
});

describe('a sent mail (spec 2.8)', () => {
  const sent: RowOptions = {
    id: 70,
    status: 'sent',
    eventDate: '2027-03-13',
    idealDate: '2027-02-27',
    actualSendDateTime: '2027-02-27 14:30:05',
  };
  const given = { configuration: { horizon_days: 0 } };

  it('is followed up, whatever the horizon', () => {
    expect(mailsOf(plan({}, { ...given, rows: [sent] }))).toEqual([
      'followup_1_cold pre-scheduled 2027-03-01',
    ]);
  });

  it('is followed up tomorrow, without a spread, if the follow-up is late', () => {
    const late = { ...sent, idealDate: '2027-02-10', actualSendDateTime: null };
    for (const id of [7, 8, 9]) {
      expect(mailsOf(plan({ id }, { ...given, rows: [late] }))).toEqual([
        'followup_1_cold pre-scheduled 2027-03-02',
      ]);
    }
  });

  it('is followed up after a window that its follow-up was due in', () => {
    const late = { ...sent, idealDate: '2027-02-10', actualSendDateTime: null };
    const kentucky = { zipCode: zipOf.KY, state: 'KY', birthDate: '1959-12-31', effectiveDate: null };
    expect(mailsOf(plan(kentucky, { ...given, rows: [late] }))).toContain(
      'followup_1_cold pre-scheduled 2027-03-02',
    );
  });

  it('is followed up by kind', () => {
    const readBehaviour = () => ({ clicks: [{ id: 4, at: '2027-02-28 00:00:00' }], answers: [] });
    const contactPlan = plan({}, { ...given, rows: [sent], readBehaviour });
    expect(mailsOf(contactPlan)).toEqual(['followup_2_clicked_no_hq pre-scheduled 2027-03-01']);
  });

  it('keeps its follow-up’s row when the kind changes', () => {
    const row = { id: 80, emailType: 'followup_1_cold', parentId: 70, idealDate: '2027-03-01' };
    const readBehaviour = () => ({ clicks: [{ id: 4, at: '2027-02-28 00:00:00' }], answers: [] });
    const contactPlan = plan({}, { ...given, rows: [sent, row], readBehaviour });
    expect(contactPlan.mails.map(({ event, row: carrier }) => [event.emailType, carrier?.id])).toEqual([
      ['followup_2_clicked_no_hq', 80],
    ]);
  });

  it('is not followed up in a window, whose end its follow-up does not call for', () => {
    const contactPlan = plan(
      { ...california, birthDate: '1960-06-01', effectiveDate: null },
      { ...given, rows: [sent] },
    );
    expect(mailsOf(contactPlan)).toEqual(['followup_1_cold pre-scheduled 2027-03-01']);
    const inWindow = plan(
      { ...california, birthDate: '1960-05-20', effectiveDate: null },
      { ...given, rows: [sent] },
    );
    expect(mailsOf(inWindow)).toEqual(['followup_1_cold exclusion_window 2027-03-01']);
  });

  it('has a follow-up row left over once that is over', () => {
    const old = { ...sent, idealDate: '2027-01-10', actualSendDateTime: '2027-01-10 14:30:00' };
    const row = { id: 80, emailType: 'followup_1_cold', parentId: 70, idealDate: '2027-01-12' };
    const contactPlan = plan({}, { ...given, rows: [old, row] });
    expect(contactPlan.mails).toEqual([]);
    expect(fatesOf(contactPlan)).toEqual(['80 missed']);
  });
});
