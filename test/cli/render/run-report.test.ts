import { describe, expect, test } from 'vitest';
import { renderRunReport } from '../../../src/cli/render/run-report.ts';
import type { RunReport } from '../../../src/run/run-report.ts';
import { createIo } from '../../support/io-builder.ts';

const quiet: RunReport = {
  run_id: 'run-1',
  status: 'completed',
  as_of: '2027-03-01T08:00:00-06:00',
  today: '2027-03-01',
  dry_run: false,
  contacts: { total: 3000, eligible: 2900, suppressed: 100, ineligible: 100 },
  issues: { unknown_zip: 4 },
  planned: {
    aep: { pre_scheduled: 7, skipped: 1 },
    birthday: { pre_scheduled: 1000, skipped: 200 },
  },
  skipped: { exclusion_window: 200, frequency_limit: 1 },
  excluded: { CA: { contacts: 90, mails: 180 }, NY: { contacts: 20, mails: 20 } },
  adjusted: { catch_up: 5, smoothed: 0, capped: 2 },
  writes: { inserted: 1208, updated: 0, deleted: 3, unchanged: 0 },
  batches: { count: 2, retried: 0 },
  quarantined: [],
  quarantined_total: 0,
  violations: [],
  violations_total: 0,
  unwritten: [],
  over_cap_days: [],
  stuck: [],
  stuck_total: 0,
  checksums: { contacts: 'a', schedules_before: 'b', schedules_after: 'c' },
  timings_ms: { plan: 900, apply: 400 },
  peak_rss_mb: 90,
  warnings: [],
};

const render = (report: RunReport, columns = 80, isTerminal = false): string =>
  renderRunReport(report, createIo({ columns, isTerminal }).io);

const loud: RunReport = {
  ...quiet,
  status: 'held_back',
  quarantined: [5],
  quarantined_total: 1,
  violations_total: 1,
  unwritten: [{ contact: 9, reason: 'STORE_FAILED: not \u001b[2J this one' }],
  violations: [
    {
      contact_id: 5,
      email_type: 'aep',
      send_date: '2027-09-15',
      rule: 'excluded_date',
      detail: 'bad \u001b[2J detail',
    },
  ],
  over_cap_days: Array.from({ length: 14 }, (_, index) => ({
    date: `2027-03-${index + 10}`,
    mails: 900,
    cap: 210,
    why: 'full',
  })),
  stuck: Array.from({ length: 12 }, (_, index) => index + 1),
  stuck_total: 12,
  batches: { count: 2, retried: 1 },
  warnings: ['SIZE_PROFILE_CHANGED: medium now'],
};

describe('the report of a run', () => {
  test('says what was planned, with sums, the biggest first', () => {
    const text = render(quiet);
    expect(text).toMatch(/birthday +1,000 +200\n +aep +7 +1\n +total +1,007 +201\n/);
    expect(text).toContain('exclusion_window 200, frequency_limit 1');
    expect(text).toContain('CA 180 of 90, NY 20 of 20');
    expect(text).toContain('catch-up 5, capped 2');
    expect(text).toContain('1,208 inserted, 0 updated, 3 deleted, 0 unchanged');
  });

  test('is silent about what is well', () => {
    expect(render(quiet)).not.toMatch(/held back|over cap|stuck|warning/i);
  });

  test('ends with what needs attention, the first few of each', () => {
    const text = render(loud);
    expect(text).toContain('HELD BACK');
    expect(text).toContain('contact 5 aep on 2027-09-15: excluded_date, bad \\u001b[2J detail');
    expect(text).toMatch(/over cap +cap 210, 2027-03-10 900/);
    expect(text).toContain('and 4 more');
    expect(text).toContain('1 batches tried again');
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^warning +SIZE_PROFILE_CHANGED: medium now$/);
  });

  test('says that a dry run wrote nothing', () => {
    const text = render({ ...quiet, dry_run: true });
    expect(text).toContain('dry run');
    expect(text).toMatch(/^would write +1,208/m);
  });

  test('is content with an empty database', () => {
    const empty = { ...quiet, planned: {}, skipped: {}, excluded: {}, issues: {} };
    expect(render(empty)).toMatch(/^mails +none$/m);
  });

  test.each([50, 80, 120])('fits into %i columns', (columns) => {
    const lines = render(loud, columns).split('\n');
    // A violation's own words may be longer than a line.
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('is coloured on a terminal only', () => {
    expect(render(loud, 80, true)).toContain('\u001b[31m');
    expect(render(loud)).not.toContain('\u001b');
  });
});
