import { describe, expect, it } from 'vitest';
import { noBehaviour } from '../../../../src/domain/event/behaviour.ts';
import { findFollowUpEvent } from '../../../../src/domain/event/follow-up-event.ts';
import { findPostWindowEvents } from '../../../../src/domain/event/post-window-events.ts';
import { findFormerRow } from '../../../../src/domain/mail/schedule-row.ts';
import { placeFollowUp } from '../../../../src/domain/placement/place-follow-up.ts';
import { placeMail } from '../../../../src/domain/placement/place-mail.ts';
import { buildContactState } from '../../../support/contact-state-builder.ts';
import { isoDate } from '../../../support/day-builder.ts';
import { buildPlanContext } from '../../../support/plan-context-builder.ts';
import { buildEvent } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

// A run that was killed has placed mails; had it come to its end, the next one would find them where they are. It did
// not, and a plan that holds half of its mails fast is another plan than the one it was making (spec 4.1, 4.3).

describe('findFormerRow', () => {
  it('is the row itself, what it was before a run that was killed, or nothing', () => {
    const row = buildRow();
    const former = buildRow({ sendDate: '2027-05-30' });
    expect(findFormerRow(row)).toBe(row);
    expect(findFormerRow({ ...row, former })).toBe(former);
    expect(findFormerRow({ ...row, former: null })).toBeUndefined();
  });
});

describe('a mail whose row a killed run has written', () => {
  const place = (row: RowOptions) => {
    const mail = placeMail(buildEvent(), buildRow(row), buildContactState([]), buildPlanContext());
    return [mail?.rule, isoDate(mail?.sendDate as never), mail?.adjustment];
  };
  const capped: RowOptions = { sendDate: '2027-06-02', adjustment: 'capped' };

  it('is placed as if for the first time if the run had made the row', () => {
    expect(place(capped)).toEqual(['sticky', '2027-06-02', 'capped']);
    expect(place({ ...capped, former: null })).toEqual(['ideal', '2027-05-27', null]);
  });

  it('keeps the date that it had before the run', () => {
    const former = buildRow({ sendDate: '2027-05-30', adjustment: 'smoothed' });
    expect(place({ ...capped, former })).toEqual(['sticky', '2027-05-30', 'smoothed']);
  });
});

describe('a follow-up whose row a killed run has written', () => {
  const dates = { idealDate: '2027-03-03', firstDate: '2027-03-03', lastDate: '2027-04-12' };
  const event = buildEvent({ kind: 'followup', emailType: 'followup_1_cold', parentId: 70, ...dates });
  const own: RowOptions = {
    id: 80,
    emailType: 'followup_1_cold',
    parentId: 70,
    idealDate: '2027-03-03',
    sendDate: '2027-03-08',
  };
  const initial = (sentOn: string) =>
    buildRow({ id: 70, status: 'sent', idealDate: sentOn, actualSendDateTime: `${sentOn} 14:30:00` });
  const follow = (sentOn: string, row: RowOptions) =>
    findFollowUpEvent(
      {
        state: buildContactState([]),
        rows: [initial(sentOn), buildRow(row)],
        readBehaviour: () => noBehaviour,
        findOwned: () => buildRow(row),
      },
      buildPlanContext(),
    );

  it('is placed as before the run, or as if for the first time', () => {
    const place = (row: RowOptions) =>
      isoDate(
        placeFollowUp(event, buildRow(row), buildContactState([]), buildPlanContext())?.sendDate as never,
      );
    expect(place(own)).toBe('2027-03-08');
    expect(place({ ...own, former: null })).toBe('2027-03-03');
    expect(place({ ...own, former: buildRow({ ...own, sendDate: '2027-03-05' }) })).toBe('2027-03-05');
  });

  it('is still wanted after its time if it was pre-scheduled before the run', () => {
    const skipped: RowOptions = { ...own, status: 'skipped', skipReason: 'exclusion_window' };
    expect(follow('2027-01-20', skipped)).toBeUndefined();
    expect(follow('2027-01-20', { ...skipped, former: buildRow(own) })?.parentId).toBe(70);
  });

  it('is not wanted after its time if the run had made it', () => {
    expect(follow('2027-01-20', own)?.parentId).toBe(70);
    expect(follow('2027-01-20', { ...own, former: null })).toBeUndefined();
  });
});

describe('a row of the past that a killed run has skipped for a window', () => {
  const skipped: RowOptions = {
    status: 'skipped',
    skipReason: 'exclusion_window',
    idealDate: '2027-02-26',
    sendDate: '2027-02-26',
  };
  const countEvents = (row: RowOptions) => {
    const state = buildContactState([['2027-02-20', '2027-03-10']], {
      birthDate: undefined,
      effectiveDate: undefined,
    });
    return findPostWindowEvents(state, [], [buildRow(row)], buildPlanContext()).length;
  };

  it('was not withheld before this run', () => {
    expect(countEvents(skipped)).toBe(1);
    expect(countEvents({ ...skipped, former: buildRow({ sendDate: '2027-02-26' }) })).toBe(0);
    expect(countEvents({ ...skipped, former: null })).toBe(0);
  });
});
