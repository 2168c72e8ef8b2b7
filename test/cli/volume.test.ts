import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countDates,
  describeDistribution,
  mergeDays,
  type VolumeDay,
  type VolumeReport,
} from '../../src/app/shared/volume-report.ts';
import { chooseGlyphs } from '../../src/cli/render/glyphs.ts';
import { plainStyle } from '../../src/cli/render/style.ts';
import { type BucketUnit, gatherBuckets } from '../../src/cli/volume/gather-buckets.ts';
import { renderVolume } from '../../src/cli/volume/render-volume.ts';
import { formatDate } from '../../src/domain/calendar/date-text.ts';
import type { EpochDay } from '../../src/domain/calendar/epoch-day.ts';
import { createIo } from '../support/io-builder.ts';
import { createOrgDatabase, temporaryFolder } from '../support/run-fixture.ts';
import { callWith } from './terminal.ts';

/** 2026-12-20 .. 2028-12-31: both ends of a year, and a leap day. */
const someDate = fc.integer({ min: 20_807, max: 21_549 }).map((day) => formatDate(day as EpochDay));
const someDays = fc
  .uniqueArray(fc.tuple(someDate, fc.integer({ min: 1, max: 5000 })), {
    maxLength: 60,
    selector: ([date]) => date,
  })
  .map((days) => mergeDays(days));

function reportOf(days: readonly VolumeDay[], cap = 100): VolumeReport {
  const [from, to] = [days[0]?.date ?? '2027-03-01', days.at(-1)?.date ?? '2027-03-01'];
  return {
    today: from,
    from,
    to,
    contacts: 1000,
    cap,
    distribution: describeDistribution(days, countDates(from, to)),
    days_over_cap: days.filter(({ mails }) => mails > cap),
    days,
  };
}

describe('bars', () => {
  test.each<BucketUnit>(['day', 'week', 'month'])('by %s hold every date and every mail once', (unit) => {
    fc.assert(
      fc.property(someDays, (days) => {
        const report = reportOf(days);
        const buckets = gatherBuckets(report, unit);
        const sum = (pick: (bucket: (typeof buckets)[number]) => number): number =>
          buckets.reduce((total, bucket) => total + pick(bucket), 0);
        expect(sum(({ days: dates }) => dates)).toBe(countDates(report.from, report.to));
        expect(sum(({ mails }) => mails)).toBe(report.distribution.mails);
        expect(Math.max(0, ...buckets.map(({ peak }) => peak))).toBe(report.distribution.peak?.mails ?? 0);
      }),
    );
  });

  test('of weeks begin on Monday, across New Year and a leap day', () => {
    const weeks = gatherBuckets({ from: '2027-12-30', to: '2028-03-02', days: [] }, 'week');
    expect(weeks[0]).toMatchObject({ date: '2027-12-27', days: 4 });
    expect(weeks.map(({ date }) => date)).toContain('2028-02-28');
    for (const { date } of weeks) expect(Temporal.PlainDate.from(date).dayOfWeek).toBe(1);
  });
});

describe('the chart', () => {
  const draw = (report: VolumeReport, columns: number, env = {}): string =>
    renderVolume(report, { columns, style: plainStyle, glyphs: chooseGlyphs(createIo({ env }).io) });

  test('fits into the terminal from 30 columns on', () => {
    fc.assert(
      fc.property(
        someDays,
        fc.integer({ min: 30, max: 250 }),
        fc.integer({ min: 1, max: 6000 }),
        (days, columns, cap) => {
          const chart = draw(reportOf(days, cap), columns).split('\n\n')[0] as string;
          if (days.length === 0) return;
          expect(Math.max(...chart.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  test('leaves the bars out where there is no room, and keeps the numbers', () => {
    const text = draw(reportOf([{ date: '2027-03-01', mails: 42 }]), 20);
    expect(text).not.toContain('█');
    expect(text).toContain('2027-03-01 Mon     42');
  });

  test('marks dates over the cap without colour', () => {
    const text = draw(
      reportOf([
        { date: '2027-03-01', mails: 101 },
        { date: '2027-03-02', mails: 100 },
      ]),
      80,
    );
    expect(text).toMatch(/^2027-03-01 .* !$/m);
    expect(text).toMatch(/^2027-03-02 .*[^!]$/m);
  });

  test('is ASCII where the locale has nothing else', () => {
    const text = draw(
      reportOf([
        { date: '2027-03-01', mails: 10 },
        { date: '2027-12-01', mails: 1 },
      ]),
      80,
      { LC_ALL: 'C' },
    );
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test.each([
    ['2027-03-01', '2027-04-30', 'date'],
    ['2027-03-01', '2028-02-29', 'week of'],
    ['2027-03-01', '2029-02-28', 'month'],
  ])('from %s to %s has a bar for each %s', (first, last, heading) => {
    const text = draw(
      reportOf([
        { date: first, mails: 1 },
        { date: last, mails: 1 },
      ]),
      80,
    );
    expect(text.startsWith(heading)).toBe(true);
    expect(text.split('\n\n')[0]?.split('\n').length).toBeLessThanOrEqual(63);
  });
});

const row = (id: number, date: string, status: string, email_type = 'birthday') => ({
  id,
  contact_id: id,
  email_type,
  event_date: date,
  scheduled_send_date: date,
  status,
});

const rows = [
  row(1, '2027-03-01', 'pre-scheduled'),
  row(2, '2027-03-01', 'pre-scheduled', 'aep'),
  row(3, '2027-03-01', 'skipped'),
  row(4, '2027-03-01', 'sent'),
  row(5, '2027-03-01', 'Failed '),
  row(6, '2027-03-01', 'bounced'),
  row(7, '2027-03-03', 'pre-scheduled'),
  row(8, '2027-02-20', 'delivered'),
  row(9, '2027-02-21', ' CANCELLED'),
];

const contacts = Array.from({ length: 9 }, (_, index) => ({ id: index + 1 }));

async function volumeOf(...argv: readonly string[]): Promise<VolumeReport> {
  using temporary = temporaryFolder();
  createOrgDatabase(`${temporary.path}/org.db`, { contacts, email_schedules: rows });
  const answer = await callWith({ cwd: temporary.path }, 'volume', 'org.db', '--json', ...argv);
  expect(answer.code).toBe(0);
  return JSON.parse(answer.out) as VolumeReport;
}

describe('sendwindow volume', () => {
  test('counts planned and taken mails from today to the last planned date, against the cap', async () => {
    expect(await volumeOf()).toMatchObject({
      today: '2027-03-01',
      from: '2027-03-01',
      to: '2027-03-03',
      contacts: 9,
      cap: 1,
      days: [
        { date: '2027-03-01', mails: 3 },
        { date: '2027-03-03', mails: 1 },
      ],
      days_over_cap: [{ date: '2027-03-01', mails: 3 }],
      distribution: { days: 3, days_with_mail: 2, mails: 4 },
    });
  });

  test('counts the past where it is asked for', async () => {
    const { days } = await volumeOf('--from', '2027-02-01', '--to', '2027-02-28');
    expect(days).toEqual([{ date: '2027-02-20', mails: 1 }]);
  });

  test('counts by email type', async () => {
    const { types } = await volumeOf('--by', 'type');
    expect(types?.map(({ email_type, mails }) => [email_type, mails])).toEqual([
      ['birthday', 3],
      ['aep', 1],
    ]);
  });

  test('takes today from --as-of in the time zone of the organisation', async () => {
    expect((await volumeOf('--as-of', '2027-03-02T05:59:59Z')).today).toBe('2027-03-01');
    expect((await volumeOf('--as-of', '2027-03-02T06:00:00Z')).today).toBe('2027-03-02');
    expect((await volumeOf('--as-of', '2027-03-02')).today).toBe('2027-03-02');
  });

  test('reads the cap from the configuration in force', async () => {
    using temporary = temporaryFolder();
    createOrgDatabase(`${temporary.path}/org.db`, { contacts });
    const env = { SENDWINDOW_LOAD_BALANCING__DAILY_SEND_PERCENTAGE_CAP: '0.5' };
    const { out } = await callWith({ cwd: temporary.path, env }, 'volume', 'org.db', '--json');
    expect(JSON.parse(out)).toMatchObject({ cap: 4, days: [], distribution: { mails: 0 } });
  });

  test('refuses a span that ends before it begins', async () => {
    using temporary = temporaryFolder();
    createOrgDatabase(`${temporary.path}/org.db`, {});
    const argv = ['volume', 'org.db', '--from', '2027-03-02', '--to', '2027-03-01'];
    expect(await callWith({ cwd: temporary.path }, ...argv)).toMatchObject({ code: 2, out: '' });
  });
});
