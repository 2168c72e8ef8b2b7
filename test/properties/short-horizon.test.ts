import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { OracleCase } from '../oracle/oracle-case.ts';
import { livedOrganisationArbitrary, organisationArbitrary } from '../oracle/random-organisation.ts';
import { type MemoryCase, type MemoryPlan, planInMemory } from '../support/plan-in-memory.ts';

/** The columns of a row but for the times at which the two databases were filled. */
const describeRow = ({ created_at: _, updated_at: __, ...row }: MemoryPlan['rows'][number]): string =>
  JSON.stringify(Object.entries(row).sort());

/** What a run leaves behind and reports, whatever it has read for it. */
const outcomeOf = ({ rows, issues, overCapDays }: MemoryPlan) => ({
  rows: rows.map(describeRow).sort(),
  issues: issues.map(String).sort(),
  overCapDays,
});

describe('a run with a short horizon that passes over contacts', () => {
  const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 400);
  const seed = Number(process.env['PROPERTY_SEED'] ?? 20270301);
  const rowsRead = { all: 0, concerned: 0 };

  function compare(organisation: OracleCase, horizon_days: number): void {
    const input = organisation as unknown as MemoryCase;
    const short = { ...input, config: { ...input.config, horizon_days } };
    const all = planInMemory(short);
    const concerned = planInMemory(short, { passesOver: true });
    expect(outcomeOf(concerned)).toEqual(outcomeOf(all));
    rowsRead.all += all.rowsRead;
    rowsRead.concerned += concerned.rowsRead;
  }

  // Leap days, year ends and every kind of state rule are what these organisations are made of.
  const horizons = fc.oneof(fc.integer({ min: 0, max: 180 }), fc.constantFrom(0, 1, 30, 60));

  test.each([
    ['arbitrary rows', organisationArbitrary],
    ['rows that have lived with a sender', livedOrganisationArbitrary],
  ])('comes to the same plan as one that reads all: %s', (_, arbitrary) => {
    fc.assert(fc.property(arbitrary, horizons, compare), { numRuns, seed });
  });

  afterAll(() => expect(rowsRead.concerned).toBeLessThan(rowsRead.all));
});
