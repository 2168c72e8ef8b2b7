import { readdirSync, readFileSync } from 'node:fs';
import type { OracleCase, PlannedColumns } from './oracle-case.ts';

export interface ConformanceCase extends OracleCase {
  name: string;
  expected: {
    email_schedules: PlannedColumns[];
    contact_issues: [contactId: number, issue: string][];
  };
}

const directory = new URL('../conformance/cases/', import.meta.url);

/** The conformance cases, in order of their names. */
export function readConformanceCases(): ConformanceCase[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      ...(JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as ConformanceCase),
      name: file.replace(/\.json$/, ''),
    }));
}
