import { describe, expect, it } from 'vitest';
import type { CalendarType } from '../../../../src/domain/mail/mail-event.ts';
import { findForeignRow, RowClaims } from '../../../../src/domain/mail/row-claims.ts';
import { day, isoDateAfter } from '../../../support/day-builder.ts';
import { buildCampaignEvent, buildEvent, type EventOptions } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

const E = '2027-06-10';

/** What an event finds among rows: `carried by 100`, `closed by 100`, or nothing. */
function claimOf(
  event: ReturnType<typeof buildEvent>,
  rows: readonly RowOptions[],
  targetIds: readonly number[] = [11],
): string {
  const { row, closedBy } = new RowClaims(rows.map(buildRow), new Set(targetIds)).claim(event);
  if (closedBy !== undefined) return `closed by ${closedBy.id}`;
  return row === undefined ? 'nothing' : `carried by ${row.id}`;
}

const calendarEvent = (kind: CalendarType) => buildEvent({ kind, emailType: kind, eventDate: E });

describe('the identity of a calendar mail (spec 2.4)', () => {
  it.each([
    ['birthday', 182],
    ['aep', 182],
    ['effective_date', 90],
    ['post_window', 59],
  ] as const)('%s: an event date at most %i days from E, to either side', (kind, radius) => {
    const found = (distance: number, status: string) =>
      claimOf(calendarEvent(kind), [{ emailType: kind, eventDate: isoDateAfter(E, distance), status }]);
    for (const distance of [-radius, 0, radius]) {
      expect(found(distance, 'pre-scheduled')).toBe('carried by 100');
      expect(found(distance, 'sent')).toBe('closed by 100');
    }
    for (const distance of [-radius - 1, radius + 1]) {
      expect(found(distance, 'pre-scheduled')).toBe('nothing');
      expect(found(distance, 'sent')).toBe('nothing');
    }
  });

  it('is of the same type only', () => {
    for (const emailType of ['aep', 'effective_date', 'post_window', 'campaign_birthday', 'newsletter']) {
      expect(claimOf(calendarEvent('birthday'), [{ emailType, eventDate: E, status: 'sent' }])).toBe(
        'nothing',
      );
    }
  });

  it('is the nearest one’s, whatever the order', () => {
    const rows = [
      { id: 101, eventDate: '2027-06-20' },
      { id: 102, eventDate: '2027-06-05' },
      { id: 103, eventDate: '2027-07-01' },
    ];
    expect(claimOf(calendarEvent('birthday'), rows)).toBe('carried by 102');
    expect(claimOf(calendarEvent('birthday'), rows.toReversed())).toBe('carried by 102');
  });

  it('is the lower id’s of two equally near ones', () => {
    const rows = [
      { id: 102, eventDate: '2027-06-12' },
      { id: 101, eventDate: '2027-06-08' },
    ];
    expect(claimOf(calendarEvent('birthday'), rows)).toBe('carried by 101');
    expect(claimOf(calendarEvent('birthday'), rows.toReversed())).toBe('carried by 101');
  });

  it('is that of the row which has the date as its text, of two with this date', () => {
    const rows = [
      { id: 101, eventDate: E, eventDateText: `${E} 00:00:00` },
      { id: 102, eventDate: E },
      { id: 103, eventDate: E, eventDateText: `${E}T00:00:00Z` },
    ];
    expect(claimOf(calendarEvent('birthday'), rows)).toBe('carried by 102');
    expect(claimOf(calendarEvent('birthday'), rows.toReversed())).toBe('carried by 102');
    expect(claimOf(calendarEvent('birthday'), [rows[2], rows[0]] as RowOptions[])).toBe('carried by 101');
  });
});

describe('the identity of a campaign mail (spec 2.4)', () => {
  const event = (options: EventOptions = {}) => buildCampaignEvent({ eventDate: E, ...options });
  const row = {
    emailType: 'campaign_promo',
    instanceId: 3,
    targetId: 11,
    eventDate: '2026-01-01',
    idealDate: '2026-01-01',
  };

  it('is instance and target, however far the event date', () => {
    expect(claimOf(event(), [row])).toBe('carried by 100');
    expect(claimOf(event(), [{ ...row, status: 'sent' }])).toBe('closed by 100');
  });

  it('is no target on both sides for a contact reached without a target row', () => {
    expect(claimOf(event({ targetId: null }), [{ ...row, targetId: null }])).toBe('carried by 100');
    expect(claimOf(event({ targetId: null }), [row])).toBe('nothing');
    expect(claimOf(event(), [{ ...row, targetId: null }])).toBe('nothing');
  });

  it.each([
    ['another instance', { instanceId: 4 }],
    ['another target', { targetId: 12 }],
    ['another kind of mail', { emailType: 'birthday' }],
  ])('is not %s', (_, difference) => {
    const other = { ...row, ...difference };
    expect(claimOf(event(), [other], [11, 12])).toBe('nothing');
    expect(claimOf(event(), [{ ...other, status: 'sent' }], [11, 12])).toBe('nothing');
  });

  it('stays the same if the type has been renamed', () => {
    expect(claimOf(event(), [{ ...row, emailType: 'campaign_old_name' }])).toBe('carried by 100');
  });

  describe('for a foreign row of the same contact and instance', () => {
    const sent = { ...row, status: 'sent', targetId: 12 };

    it('is also its event date', () => {
      expect(claimOf(event(), [{ ...sent, eventDate: E }], [11, 12])).toBe('closed by 100');
      expect(claimOf(event(), [{ ...sent, eventDate: '2027-06-11' }], [11, 12])).toBe('nothing');
    });

    it('is also there if its target is null', () => {
      expect(claimOf(event(), [{ ...sent, targetId: null }])).toBe('closed by 100');
    });

    it('is also there if its target no longer exists', () => {
      expect(claimOf(event(), [sent], [11])).toBe('closed by 100');
      expect(claimOf(event({ targetId: null }), [sent], [])).toBe('closed by 100');
      expect(claimOf(event(), [sent], [11, 12])).toBe('nothing');
    });

    it('is never there for another instance', () => {
      expect(claimOf(event(), [{ ...sent, instanceId: 4, eventDate: E, targetId: null }])).toBe('nothing');
    });
  });

  it('is not the event date for an owned row', () => {
    const other = { ...row, targetId: 12, eventDate: E };
    expect(claimOf(event(), [other], [11, 12])).toBe('nothing');
    expect(claimOf(event(), [other], [11])).toBe('nothing');
  });
});

describe('a row without a date that can be read (spec 2.2)', () => {
  const undated = { eventDate: '0000-01-01', status: 'sent' };

  it('closes every event of its type, and of its instance', () => {
    expect(claimOf(calendarEvent('birthday'), [undated])).toBe('closed by 100');
    expect(claimOf(calendarEvent('birthday'), [{ ...undated, instanceId: 3 }])).toBe('closed by 100');
    expect(claimOf(calendarEvent('aep'), [undated])).toBe('nothing');
    const campaign = { ...undated, emailType: 'campaign_promo', instanceId: 3, targetId: 12 };
    expect(claimOf(buildCampaignEvent(), [campaign], [11, 12])).toBe('closed by 100');
    expect(claimOf(buildCampaignEvent(), [{ ...campaign, instanceId: 4 }], [11, 12])).toBe('nothing');
  });

  it('closes nothing if it is the planner’s own', () => {
    expect(claimOf(calendarEvent('birthday'), [{ ...undated, status: 'pre-scheduled' }])).toBe('nothing');
  });
});

describe('the identity of a follow-up (spec 2.4)', () => {
  const event = buildEvent({ kind: 'followup', emailType: 'followup_1_cold', parentId: 70 });

  it('is the initial row, whatever kind it was', () => {
    expect(claimOf(event, [{ emailType: 'followup_4_hq_with_yes', parentId: 70 }])).toBe('carried by 100');
    expect(claimOf(event, [{ emailType: 'followup_1_cold', parentId: 70, status: 'failed' }])).toBe(
      'closed by 100',
    );
  });

  it('is neither another initial row nor another kind of mail', () => {
    expect(claimOf(event, [{ emailType: 'followup_1_cold', parentId: 71 }])).toBe('nothing');
    expect(claimOf(event, [{ emailType: 'birthday', parentId: 70 }])).toBe('nothing');
  });
});

describe('the rows of an event (spec 2.5)', () => {
  it.each([
    'scheduled',
    'processing',
    'sent',
    'delivered',
    'failed',
    'bounced',
    'dropped',
    'cancelled',
    'odd',
  ])('close it if one is foreign: %s', (status) => {
    expect(claimOf(calendarEvent('birthday'), [{ eventDate: E, status }])).toBe('closed by 100');
  });

  it('close it by a foreign one even if an owned one is nearer', () => {
    const rows = [
      { id: 101, eventDate: E },
      { id: 102, eventDate: '2027-07-10', status: 'sent' },
    ];
    expect(claimOf(calendarEvent('birthday'), rows)).toBe('closed by 102');
  });

  it.each(['pre-scheduled', 'skipped'])('carry it by an owned one that is %s', (status) => {
    expect(claimOf(calendarEvent('birthday'), [{ eventDate: E, status }])).toBe('carried by 100');
  });

  it('are none for a contact without rows', () => {
    expect(claimOf(calendarEvent('birthday'), [])).toBe('nothing');
  });
});

describe('claimed rows', () => {
  const rows = [
    buildRow({ id: 101, emailType: 'post_window', eventDate: '2027-06-12' }),
    buildRow({ id: 102, emailType: 'post_window', eventDate: '2027-07-01' }),
    buildRow({ id: 103, emailType: 'aep' }),
    buildRow({ id: 104, emailType: 'aep', status: 'sent' }),
  ];
  const event = calendarEvent('post_window');

  it('are not claimed twice', () => {
    const claims = new RowClaims(rows, new Set());
    expect([claims.claim(event), claims.claim(event), claims.claim(event)].map(({ row }) => row?.id)).toEqual(
      [101, 102, undefined],
    );
  });

  it('are no leftovers; the other owned rows are', () => {
    const claims = new RowClaims(rows, new Set());
    claims.claim(event);
    expect(claims.leftovers().map(({ id }) => id)).toEqual([102, 103]);
  });

  it('are leftovers again once they are given back', () => {
    const claims = new RowClaims(rows, new Set());
    const { row } = claims.claim(event);
    claims.release(row as (typeof rows)[number]);
    expect(claims.leftovers().map(({ id }) => id)).toEqual([101, 102, 103]);
    expect(claims.claim(event).row?.id).toBe(101);
  });

  it('stay claimed while another one is given back', () => {
    const claims = new RowClaims(rows, new Set());
    const { row } = claims.claim(event);
    claims.claim(event);
    claims.release(row as (typeof rows)[number]);
    expect(claims.leftovers().map(({ id }) => id)).toEqual([101, 103]);
  });

  it('leave nothing over if all are claimed', () => {
    const claims = new RowClaims(rows.slice(0, 1), new Set());
    claims.claim(event);
    expect(claims.leftovers()).toEqual([]);
  });
});

describe('the foreign row of a calendar mail', () => {
  const rows = [
    buildRow({ id: 101, eventDate: E }),
    buildRow({ id: 102, eventDate: '2027-06-20', status: 'sent' }),
    buildRow({ id: 103, eventDate: '2027-06-15', status: 'bounced' }),
    buildRow({ id: 104, eventDate: E, emailType: 'aep', status: 'sent' }),
  ];

  it('is the nearest one of its type', () => {
    expect(findForeignRow(rows, 'birthday', day(E))?.id).toBe(103);
    expect(findForeignRow(rows, 'aep', day(E))?.id).toBe(104);
    expect(findForeignRow(rows, 'effective_date', day(E))).toBeUndefined();
  });

  it('is one without a date that can be read, of the type', () => {
    const undated = buildRow({
      id: 105,
      emailType: 'effective_date',
      status: 'sent',
      eventDate: '0000-01-01',
    });
    expect(findForeignRow([...rows, undated], 'effective_date', day(E))?.id).toBe(105);
    expect(findForeignRow([undated], 'birthday', day(E))).toBeUndefined();
    expect(findForeignRow([{ ...undated, status: 'skipped' }], 'effective_date', day(E))).toBeUndefined();
  });

  it('is none that is too far away', () => {
    expect(findForeignRow(rows, 'birthday', day('2026-06-10'))).toBeUndefined();
  });
});
