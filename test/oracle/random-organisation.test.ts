import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, formatDay, readDate } from './calendar.ts';
import { readCampaign } from './campaign-instance.ts';
import { isDue } from './mail.ts';
import { planByOracle, planPhases } from './oracle.ts';
import type { OracleCase, OracleResult } from './oracle-case.ts';
import { permittedDates } from './placement.ts';
import { livedOrganisationArbitrary, organisationArbitrary } from './random-organisation.ts';
import { identityOf } from './random-rows.ts';
import { readingsThatMatter } from './readings-that-matter.ts';

const arbitraries = [
  { name: 'organisationArbitrary', arbitrary: organisationArbitrary },
  { name: 'livedOrganisationArbitrary', arbitrary: livedOrganisationArbitrary },
];
const options: fc.Parameters<[OracleCase]> = { numRuns: 100 };

describe.each(arbitraries)('$name', ({ arbitrary }) => {
  it('has every unique identity of a row once', () => {
    assertAlways(arbitrary, ({ tables }) => {
      expect(duplicatesOf(tables.email_schedules.map(identityOf))).toEqual([]);
    });
  });

  it('keeps the other keys of the schema', () => {
    assertAlways(arbitrary, ({ tables }) => {
      for (const rows of [
        tables.contacts,
        tables.campaign_instances,
        tables.contact_campaigns,
        tables.email_schedules,
        tables.tracking_clicks,
        tables.contact_events,
      ]) {
        expect(duplicatesOf(rows.map(({ id }) => id))).toEqual([]);
      }
      expect(duplicatesOf(tables.campaign_types.map(({ name }) => name))).toEqual([]);
      expect(duplicatesOf(tables.suppressions.map(({ email }) => email))).toEqual([]);
      expect(
        duplicatesOf(tables.campaign_instances.map((row) => [row.campaign_type, row.instance_name])),
      ).toEqual([]);
      const dated = tables.contact_campaigns.filter((row) => row.trigger_date !== null);
      expect(
        duplicatesOf(dated.map((row) => [row.contact_id, row.campaign_instance_id, row.trigger_date])),
      ).toEqual([]);
    });
  });

  it('has rows that a database could hold', () => {
    assertAlways(arbitrary, ({ tables }) => {
      for (const row of tables.email_schedules) {
        const isOwn = row.status === 'pre-scheduled' || row.status === 'skipped';
        for (const date of isOwn ? [row.ideal_send_date, row.scheduled_send_date] : []) {
          expect(formatDay(readDate(date) ?? 0)).toBe(date);
        }
        expect(row.skip_reason !== null).toBe(row.status === 'skipped');
      }
    });
  });

  it('has a configuration that is in order', () => {
    assertAlways(arbitrary, (organisation) => {
      const { config, earliest, today } = planPhases(organisation, { dailyCap: false }).world;
      const { last_send } = config.aep;
      for (const { month, day } of config.aep.dates) {
        expect(month * 100 + day).toBeLessThanOrEqual(last_send.month * 100 + last_send.day);
      }
      expect([today, today + 1]).toContain(earliest);
    });
  });

  it('survives JSON', () => {
    assertAlways(arbitrary, (organisation) => {
      expect(JSON.parse(JSON.stringify(organisation))).toEqual(organisation);
    });
  });

  it('reaches every rule, skip reason, adjustment, issue and reason to suppress', () => {
    const seen = new Set<string>();
    for (const organisation of fc.sample(arbitrary, { numRuns: 400, seed: 1 })) {
      const { limited, untouched, overCapDates, issues, world } = planPhases(organisation);
      for (const mail of limited) {
        const { verdict } = mail;
        seen.add(`rule ${verdict.rule}`).add(String(verdict.skipReason)).add(String(verdict.adjustment));
        for (const reason of mail.contact.suppressionReasons) seen.add(`reason ${reason}`);
        if (isDue(mail)) seen.add('due');
      }
      for (const row of untouched) seen.add(String(row.skip_reason)).add(`status ${row.status}`);
      for (const [, issue] of issues) seen.add(issue);
      if (overCapDates.length > 0) seen.add('over cap');
      if (world.tables.campaign_instances.some((row) => readCampaign(row, world) === null))
        seen.add('unreadable');
    }
    expect(everything.filter((one) => !seen.has(one))).toEqual([]);
  });
});

const everything = [
  ...['rule 1', 'rule 2', 'rule 3', 'rule 4', 'rule 5', 'rule 6', 'rule t', 'over cap', 'due', 'unreadable'],
  ...['campaign_ended', 'template_missing', 'suppressed', 'window_unknown', 'exclusion_window', 'missed'],
  ...['campaign_conflict', 'frequency_limit', 'catch_up', 'smoothed', 'capped'],
  ...['missing_email', 'invalid_email', 'missing_zip', 'invalid_zip', 'unknown_zip', 'zip_by_prefix'],
  ...['invalid_birth_date', 'future_birth_date', 'implausible_birth_date', 'invalid_effective_date'],
  ...['implausible_effective_date', 'id_out_of_range', 'id_reused', 'duplicate_contact', 'unknown_status'],
  ...['window_anchor_missing', 'state_mismatch', 'unknown_state'],
  ...['campaign_trigger_missing', 'campaign_trigger_invalid'],
  ...['reason unsubscribed', 'reason complained', 'reason duplicate', 'reason id_reused'],
  ...['reason unknown_status', 'reason ', 'status Sent', 'status weird'],
];

describe.each(arbitraries)('the oracle on $name', ({ arbitrary }) => {
  it('plans no mail that respects windows on an excluded date', () => {
    assertAlways(arbitrary, (organisation) => {
      const excluded = planPhases(organisation).limited.filter(
        ({ verdict, respectsWindows, exclusion }) =>
          verdict.status === 'pre-scheduled' && respectsWindows && exclusion.isExcluded(verdict.date),
      );
      expect(excluded).toEqual([]);
    });
  });

  it('makes no second row of one identity', () => {
    assertAlways(arbitrary, (organisation) => {
      expect(duplicatesOf(planByOracle(organisation).email_schedules.map(identityOf))).toEqual([]);
    });
  });

  it('makes no new row before today and places none before earliest', () => {
    assertAlways(arbitrary, (organisation) => {
      const { limited, world } = planPhases(organisation);
      for (const { row, verdict } of limited) {
        if (row === null) expect(verdict.date).toBeGreaterThanOrEqual(world.today);
        if (verdict.status === 'pre-scheduled' && verdict.rule !== 4) {
          expect(verdict.date).toBeGreaterThanOrEqual(world.earliest);
        }
      }
    });
  });

  it('leaves foreign rows as they are', () => {
    assertAlways(arbitrary, (organisation) => {
      const after = new Map(planByOracle(organisation).email_schedules.map((row) => [row.id, row]));
      for (const { actual_send_datetime: _, ...row } of organisation.tables.email_schedules) {
        if (row.status === 'pre-scheduled' || row.status === 'skipped') continue;
        expect(after.get(row.id)).toEqual(row);
      }
    });
  });

  it('does not depend on the order of the rows of any table', () => {
    assertAlways(arbitrary, (organisation) => {
      const backwards = Object.fromEntries(
        Object.entries(organisation.tables).map(([table, rows]) => [table, [...rows].reverse()]),
      ) as unknown as OracleCase['tables'];
      const turned = { ...organisation, tables: backwards };
      const withoutCap = { dailyCap: false };
      expect(sorted(planByOracle(turned, withoutCap))).toEqual(
        sorted(planByOracle(organisation, withoutCap)),
      );
    });
  });

  it('moves mails by the daily cap to later permitted dates only, and loses none', () => {
    assertAlways(arbitrary, (organisation) => {
      const { smoothed, capped } = planPhases(organisation);
      expect(capped.length).toBe(smoothed.length);
      capped.forEach((mail, index) => {
        const before = smoothed[index]?.verdict.date ?? 0;
        if (mail.verdict.date === before) return;
        expect(mail.verdict.date).toBeGreaterThan(before);
        expect(mail.verdict.date).toBeLessThanOrEqual(mail.hi);
      });
    });
  });

  it('leaves no date above its threshold while one of its mails could go to a later date with room', () => {
    assertAlways(arbitrary, (organisation) => {
      const { capped, capacity, threshold, occupied, world } = planPhases(organisation);
      const planned = capped.filter(({ verdict }) => verdict.status === 'pre-scheduled');
      const countOf = (day: Day): number =>
        (occupied.get(day) ?? 0) + planned.filter(({ verdict }) => verdict.date === day).length;
      const overdue = planned
        .filter(({ verdict }) => verdict.date >= world.earliest && countOf(verdict.date) > threshold)
        .filter((mail) =>
          permittedDates(mail, mail.verdict.date + 1, mail.hi).some((day) => countOf(day) < capacity),
        );
      expect(overdue).toEqual([]);
    });
  });
});

describe('readingsThatMatter', () => {
  it('finds few organisations about which the specification leaves a choice', () => {
    const sample = fc.sample(livedOrganisationArbitrary, { numRuns: 30, seed: 1 });
    const decided = sample.filter((organisation) => readingsThatMatter(organisation).length === 0);
    expect(decided.length).toBeGreaterThan(15);
  });
});

function assertAlways(arbitrary: fc.Arbitrary<OracleCase>, check: (organisation: OracleCase) => void): void {
  fc.assert(fc.property(arbitrary, check), options);
}

function duplicatesOf(keys: unknown[]): unknown[] {
  const texts = keys.map((key) => JSON.stringify(key));
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

function sorted(result: OracleResult): string[] {
  return [...result.email_schedules, ...result.contact_issues].map((row) => JSON.stringify(row)).sort();
}
