import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planByOracle } from './oracle.ts';
import type { OracleCase, ScheduleRow } from './oracle-case.ts';
import { afterRun } from './random-life.ts';
import { livedOrganisationArbitrary, organisationArbitrary } from './random-organisation.ts';

/** Spec 2: "a second run over its own result, at the same moment, changes nothing". There is no exception. */
describe.each([
  { name: 'organisations with arbitrary rows', arbitrary: organisationArbitrary },
  { name: 'organisations that have lived with a sender', arbitrary: livedOrganisationArbitrary },
])('a second run over its own result changes nothing in $name', ({ arbitrary }) => {
  const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 300);
  const timeout = Math.max(180_000, numRuns * 300);
  const seed = Number(process.env['PROPERTY_SEED'] ?? 20270301);

  test(
    'with the daily cap',
    () => {
      const check = (organisation: OracleCase): void => expectNothingToChange(organisation, true);
      fc.assert(fc.property(arbitrary, check), { numRuns, seed });
    },
    timeout,
  );

  test(
    'without it',
    () => {
      const check = (organisation: OracleCase): void => expectNothingToChange(organisation, false);
      fc.assert(fc.property(arbitrary, check), { numRuns, seed: seed + 1 });
    },
    timeout,
  );
});

function expectNothingToChange(organisation: OracleCase, dailyCap: boolean): void {
  const after = { ...organisation, tables: afterRun(organisation, { dailyCap }) };
  const first = planByOracle(organisation, { dailyCap });
  const second = planByOracle(after, { dailyCap });
  const stored = after.tables.email_schedules.map(withoutSendTime);
  expect(inOrderOfIds(second.email_schedules)).toEqual(inOrderOfIds(stored));
  expect(second.contact_issues).toEqual(first.contact_issues);
  expect(second.over_cap_dates).toEqual(first.over_cap_dates);
}

function withoutSendTime({
  actual_send_datetime: _,
  ...row
}: ScheduleRow): Omit<ScheduleRow, 'actual_send_datetime'> {
  return row;
}

function inOrderOfIds<Row extends { id: number | null }>(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
}
