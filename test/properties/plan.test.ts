import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDailyCap, findOverageLimit } from '../../src/domain/balance/daily-limit.ts';
import { addDays, type EpochDay } from '../../src/domain/calendar/epoch-day.ts';
import { findContactWindows } from '../../src/domain/exclusion/contact-windows.ts';
import type { Ledger } from '../../src/domain/ledger/ledger.ts';
import { mailFlag } from '../../src/domain/ledger/ledger-columns.ts';
import { findRulesOfStates } from '../../src/domain/plan/plan-contact.ts';
import { livedOrganisationArbitrary, organisationArbitrary } from '../oracle/random-organisation.ts';
import { type MemoryCase, type MemoryPlan, planInMemory } from '../support/plan-in-memory.ts';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../support/run-fixture.ts';

const asCase = (organisation: unknown): MemoryCase => organisation as MemoryCase;
const lived = livedOrganisationArbitrary.map(asCase);
const arbitrary = organisationArbitrary.map(asCase);

const comparable = (rows: readonly Readonly<Record<string, unknown>>[]): string[] =>
  rows
    .map(
      ({
        id: _id,
        created_at: _created,
        updated_at: _updated,
        scheduler_run_id: _run,
        skip_detail: _detail,
        ...row
      }) => JSON.stringify(Object.entries(row).sort()),
    )
    .sort();

/** The mails of every date as the cap leaves them: before conflicts and the frequency limit withhold some. */
function countByDate({ ledger }: MemoryPlan, fixed: ReadonlyMap<EpochDay, number>): Map<EpochDay, number> {
  const counts = new Map(fixed);
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    if (ledger.mails.ownVerdict[mail] !== 0) continue;
    const date = ledger.mails.sendDate[mail] as EpochDay;
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return counts;
}

function isPermitted(plan: MemoryPlan, mail: number, date: EpochDay): boolean {
  const { ledger, context } = plan;
  if (!ledger.hasMailFlag(mail, mailFlag.respectsWindows)) return true;
  const contact = ledger.mails.contact[mail] as number;
  const rules = findRulesOfStates(ledger.statesOf(contact), context.stateRules);
  return !findContactWindows(rules, ledger.birthDateOf(contact), ledger.effectiveDateOf(contact)).isExcluded(
    date,
  );
}

/** A later permitted date to which a mail of an over-full date could still go, by the letter of spec 2.6. */
function findWayOut(
  plan: MemoryPlan,
  mail: number,
  counts: ReadonlyMap<EpochDay, number>,
  cap: number,
): EpochDay | undefined {
  const { mails } = plan.ledger;
  const date = mails.sendDate[mail] as EpochDay;
  const here = counts.get(date) as number;
  for (let later = addDays(date, 1); later <= (mails.lastDate[mail] as number); later = addDays(later, 1)) {
    const there = counts.get(later) ?? 0;
    if ((there < cap || there + 1 < here) && isPermitted(plan, mail, later)) return later;
  }
  return undefined;
}

const cappedMails = (ledger: Ledger): number[] =>
  Array.from({ length: ledger.mailCount }, (_, mail) => mail).filter(
    (mail) => ledger.mails.adjustment[mail] === 3 && !ledger.hasMailFlag(mail, mailFlag.sticky),
  );

describe('the daily cap', () => {
  const tight = arbitrary.map((organisation): MemoryCase => {
    const load_balancing = {
      ...organisation.config.load_balancing,
      daily_send_percentage_cap: 0.1,
      overage_threshold: 1,
    };
    const tables = { ...organisation.tables, email_schedules: [] };
    return { ...organisation, tables, config: { ...organisation.config, load_balancing } };
  });

  test('leaves a date over-full only where no mail on it has anywhere to go', () => {
    fc.assert(
      fc.property(tight, (organisation) => {
        const plan = planInMemory(organisation);
        const balancing = plan.context.configuration.load_balancing;
        const cap = findDailyCap(balancing, organisation.tables['contacts']?.length ?? 0);
        const counts = countByDate(plan, new Map());
        const { ledger } = plan;
        for (let mail = 0; mail < ledger.mailCount; mail++) {
          const date = ledger.mails.sendDate[mail] as EpochDay;
          if (ledger.mails.ownVerdict[mail] !== 0 || date < plan.context.clock.earliest) continue;
          if ((counts.get(date) as number) <= findOverageLimit(balancing, cap)) continue;
          expect(plan.overCapDays.map((day) => day.date)).toContain(date);
          expect(findWayOut(plan, mail, counts, cap)).toBeUndefined();
        }
      }),
      { numRuns: 200 },
    );
  });

  test('moves a mail to a later permitted date that is not past its last one, and loses none', () => {
    fc.assert(
      fc.property(tight, (organisation) => {
        const plan = planInMemory(organisation);
        const { ledger } = plan;
        for (const mail of cappedMails(ledger)) {
          const date = ledger.mails.sendDate[mail] as EpochDay;
          expect(date).not.toBe(ledger.mails.idealDate[mail]);
          expect(date).toBeLessThanOrEqual(ledger.mails.lastDate[mail] as number);
          expect(date).toBeGreaterThan(plan.context.clock.earliest);
          expect(isPermitted(plan, mail, date)).toBe(true);
        }
        const loose = {
          ...organisation.config.load_balancing,
          daily_send_percentage_cap: 1,
          overage_threshold: 1000,
        };
        const without = planInMemory({
          ...organisation,
          config: { ...organisation.config, load_balancing: loose },
        });
        expect(ledger.mailCount).toBe(without.ledger.mailCount);
        expect(plan.violations).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a plan', () => {
  test('does not depend on the order of contacts', () => {
    fc.assert(
      fc.property(lived, (organisation) => {
        const reversed = [...(organisation.tables['contacts'] ?? [])].reverse();
        const other = planInMemory({
          ...organisation,
          tables: { ...organisation.tables, contacts: reversed },
        });
        expect(comparable(planInMemory(organisation).rows)).toEqual(comparable(other.rows));
      }),
      { numRuns: 100 },
    );
  });

  test('breaks no rule of the verifier, whatever the cap', () => {
    fc.assert(
      fc.property(lived, fc.constantFrom(0.01, 0.3, 1), (organisation, cap) => {
        const load_balancing = { ...organisation.config.load_balancing, daily_send_percentage_cap: cap };
        const plan = planInMemory({ ...organisation, config: { ...organisation.config, load_balancing } });
        expect(plan.violations).toEqual([]);
        expect(
          planInMemory({ ...organisation, config: plan.context.configuration }, true).violations,
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a run', () => {
  test('writes nothing at the same moment once more, without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(lived, arbitrary), async (organisation) => {
        using folder = temporaryFolder();
        const database = join(folder.path, 'org.db');
        createOrgDatabase(database, organisation.tables);
        const run = () => runOnce(database, organisation.as_of, organisation.config);
        await run();
        const before = readTable(database, 'email_schedules');
        const again = await run();
        expect(again.writes).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
        expect(readTable(database, 'email_schedules')).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test('of all contacts by name equals a full run', async () => {
    await fc.assert(
      fc.asyncProperty(lived, async (organisation) => {
        using folder = temporaryFolder();
        const [full, partial] = [join(folder.path, 'full.db'), join(folder.path, 'partial.db')];
        createOrgDatabase(full, organisation.tables);
        createOrgDatabase(partial, organisation.tables);
        await runOnce(full, organisation.as_of, organisation.config);
        const contacts = new Set(readTable(partial, 'contacts').map((row) => row['id'] as number));
        // A partial run names contacts that exist; rows of one that is gone are for the full run.
        fc.pre(
          readTable(partial, 'email_schedules').every((row) => contacts.has(row['contact_id'] as number)),
        );
        if (contacts.size > 0) {
          await runOnce(partial, organisation.as_of, organisation.config, { contacts: [...contacts] });
          expect(comparable(readTable(partial, 'email_schedules'))).toEqual(
            comparable(readTable(full, 'email_schedules')),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
