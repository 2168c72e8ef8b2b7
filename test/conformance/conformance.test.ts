import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../support/run-fixture.ts';
import { caseNames, readCase } from './cases.ts';

const pick = (row: Record<string, unknown>, columns: readonly string[]): string =>
  JSON.stringify(columns.map((column) => row[column]));

/** The rows of a table as texts of the columns that a case names, in an order of their own. */
function rowsOf(rows: readonly Record<string, unknown>[], columns: readonly string[]): string[] {
  return rows.map((row) => pick(row, columns)).sort();
}

function openIssues(database: string): string[] {
  const open = readTable(database, 'contact_issues').filter((row) => row['resolved_run_id'] === null);
  return open.map((row) => JSON.stringify([row['contact_id'], row['issue']])).sort();
}

describe('conformance', () => {
  test('there are cases', () => {
    expect(caseNames.length).toBeGreaterThan(40);
  });

  test.each(caseNames)(
    '%s holds what the independent implementation says, and a run with nothing to do writes nothing',
    async (file) => {
      using temporary = temporaryFolder();
      const database = join(temporary.path, 'org.db');
      const { as_of, config, tables, expected } = readCase(file);
      createOrgDatabase(database, tables);

      const first = await runOnce(database, as_of, config);

      const columns = Object.keys(expected.email_schedules[0] ?? {});
      expect(rowsOf(readTable(database, 'email_schedules'), columns)).toEqual(
        rowsOf(expected.email_schedules, columns),
      );
      expect(openIssues(database)).toEqual(
        expected.contact_issues.map((issue) => JSON.stringify(issue)).sort(),
      );
      expect(first.violations).toEqual([]);

      const rows = readTable(database, 'email_schedules');
      const second = await runOnce(database, as_of, config);
      expect(second.writes).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
      expect(second.checksums.schedules_after).toBe(first.checksums.schedules_after);
      expect(readTable(database, 'email_schedules')).toEqual(rows);
    },
  );
});
