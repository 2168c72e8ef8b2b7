import { describe, expect, it } from 'vitest';
import { toRowContent } from '../../../../src/domain/mail/row-content.ts';
import { diffContact, hasChanges } from '../../../../src/domain/plan/diff-contact.ts';
import type { ContactInput, ContactPlan } from '../../../../src/domain/plan/plan-contact.ts';
import { buildTarget } from '../../../support/campaign-builder.ts';
import { buildContactInput } from '../../../support/contact-builder.ts';
import { buildContactPlan } from '../../../support/contact-plan-builder.ts';
import { buildCampaignEvent, buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';
import { buildRow } from '../../../support/schedule-row-builder.ts';

const diff = (plan: Partial<ContactPlan>, input: Partial<ContactInput> = {}) =>
  diffContact(
    buildContactInput({}, input),
    buildContactPlan(plan),
    '08:30:00',
    (instanceId) => instanceId === 3,
  );

/** A mail whose row already says what it says. */
function unchangedMail() {
  const mail = buildMail(buildEvent(), { row: buildRow() });
  return { ...mail, row: { ...buildRow(), ...toRowContent(mail, '08:30:00') } };
}

describe('a plan that the database holds already (spec 4.1)', () => {
  it('changes nothing', () => {
    const issue = { issue: 'state_mismatch', detail: 'x' } as const;
    const changes = diff(
      {
        mails: [unchangedMail()],
        leftovers: [
          { row: buildRow({ id: 101 }), fate: 'kept' },
          { row: buildRow({ id: 102 }), fate: 'outside' },
        ],
        issues: [issue],
      },
      { openIssues: [issue] },
    );
    expect(hasChanges(changes)).toBe(false);
    expect(changes).toEqual({
      contactId: 7,
      deletes: [],
      missed: [],
      updates: [],
      inserts: [],
      openedIssues: [],
      resolvedIssues: [],
      targets: [],
    });
  });
});

describe('a plan that differs from the rows (spec 4.1)', () => {
  it('updates the row whose mail says something else, and no other', () => {
    const moved = buildMail(buildEvent(), { row: buildRow({ sendDate: '2027-05-28' }) });
    const changes = diff({ mails: [unchangedMail(), moved] });
    expect(changes.updates).toEqual([{ row: moved.row, mail: moved }]);
    expect(changes.inserts).toEqual([]);
    expect(hasChanges(changes)).toBe(true);
  });

  it('updates the row whose send time is no longer configured', () => {
    const changes = diffContact(
      buildContactInput(),
      buildContactPlan({ mails: [unchangedMail()] }),
      '09:00:00',
      () => true,
    );
    expect(changes.updates).toHaveLength(1);
  });

  it('inserts a mail without a row', () => {
    const mail = buildMail();
    const changes = diff({ mails: [mail, unchangedMail()] });
    expect(changes.inserts).toEqual([mail]);
    expect(hasChanges(changes)).toBe(true);
  });

  it('makes no row for a mail skipped before today', () => {
    expect(hasChanges(diff({ mails: [buildMail(buildEvent(), { stored: false })] }))).toBe(false);
  });

  it('deletes leftovers, and marks missed ones', () => {
    const [deleted, missed] = [buildRow({ id: 101 }), buildRow({ id: 102 })];
    const changes = diff({
      leftovers: [
        { row: deleted, fate: 'deleted' },
        { row: missed, fate: 'missed' },
      ],
    });
    expect(changes.deletes).toEqual([deleted]);
    expect(changes.missed).toEqual([missed]);
    expect(hasChanges({ ...changes, missed: [] })).toBe(true);
    expect(hasChanges({ ...changes, deletes: [] })).toBe(true);
  });
});

describe('the issues of a contact (spec 2.2, 3.1)', () => {
  const mismatch = { issue: 'state_mismatch', detail: 'OH' } as const;
  const trigger = { issue: 'campaign_trigger_missing', detail: 'campaign Spring' } as const;

  it('are opened when they are new', () => {
    const changes = diff({ issues: [mismatch, trigger] }, { openIssues: [mismatch] });
    expect(changes.openedIssues).toEqual([trigger]);
    expect(changes.resolvedIssues).toEqual([]);
    expect(hasChanges(changes)).toBe(true);
  });

  it('are resolved when they are gone', () => {
    const changes = diff({}, { openIssues: [mismatch, trigger] });
    expect(changes.resolvedIssues).toEqual(['state_mismatch', 'campaign_trigger_missing']);
    expect(hasChanges(changes)).toBe(true);
  });

  it('are one per kind: several campaigns without a trigger date are one', () => {
    const other = { ...trigger, detail: 'campaign Autumn' };
    expect(diff({ issues: [trigger, other] }).openedIssues).toHaveLength(1);
    expect(hasChanges(diff({ issues: [trigger, other] }, { openIssues: [other] }))).toBe(false);
  });

  it('are not written again when only their detail differs', () => {
    expect(hasChanges(diff({ issues: [mismatch] }, { openIssues: [{ ...mismatch, detail: null }] }))).toBe(
      false,
    );
  });
});

describe('the status of a target (spec 3.1)', () => {
  const event = buildCampaignEvent();
  const eventOfTarget = new Map([[11, event]]);
  const statusAfter = (plan: Partial<ContactPlan>, target: Parameters<typeof buildTarget>[0] = {}) =>
    diff({ mails: [], ...plan }, { targets: [buildTarget(target)] }).targets;

  it('is scheduled while its mail is pre-scheduled', () => {
    const plan = { eventOfTarget, mails: [buildMail(event)] };
    expect(statusAfter(plan)).toEqual([{ id: 11, status: 'scheduled' }]);
    expect(statusAfter(plan, { status: 'scheduled' })).toEqual([]);
    expect(hasChanges(diff({ eventOfTarget }, { targets: [buildTarget()] }))).toBe(true);
  });

  it('is skipped while its mail is, also without a row', () => {
    const mail = buildMail(event, { status: 'skipped', skipReason: 'suppressed', stored: false });
    expect(statusAfter({ eventOfTarget, mails: [mail] })).toEqual([{ id: 11, status: 'skipped' }]);
  });

  it('is sent once the sender has taken its row', () => {
    const closedBy = buildRow({ status: 'processing' });
    expect(statusAfter({ eventOfTarget, unplanned: [{ event, closedBy }] })).toEqual([
      { id: 11, status: 'sent' },
    ]);
  });

  it('is skipped once its event is over', () => {
    const other = { event: buildCampaignEvent(), closedBy: buildRow({ status: 'sent' }) };
    const unplanned = [other, { event, closedBy: undefined }];
    expect(statusAfter({ eventOfTarget, unplanned })).toEqual([{ id: 11, status: 'skipped' }]);
  });

  it.each(['cancelled', 'Canceled'])('stays as it is if it is %s', (status) => {
    expect(statusAfter({}, { status })).toEqual([]);
  });

  it('is pending without an event', () => {
    expect(statusAfter({}, { status: 'scheduled' })).toEqual([{ id: 11, status: 'pending' }]);
    expect(statusAfter({})).toEqual([]);
  });

  it('stays as it is in a campaign that is not live', () => {
    expect(statusAfter({}, { instanceId: 4, status: 'scheduled' })).toEqual([]);
  });
});
