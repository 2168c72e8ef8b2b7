import type { ConformanceCase } from './cases.ts';
import type { OracleResult } from './oracle-case.ts';

/** What a result has that a case does not expect, and what it lacks; both empty if they agree as multisets. */
export function differences(
  result: OracleResult,
  { expected }: ConformanceCase,
): { unexpected: string[]; missing: string[] } {
  const columns = Object.keys(expected.email_schedules[0] ?? {}).sort();
  const asText = (row: object): string =>
    JSON.stringify(columns.map((column) => (row as Record<string, unknown>)[column] ?? null));
  const found = [
    ...result.email_schedules.map(asText),
    ...result.contact_issues.map((issue) => JSON.stringify(issue)),
  ];
  const wanted = [
    ...expected.email_schedules.map(asText),
    ...expected.contact_issues.map((issue) => JSON.stringify(issue)),
  ];
  return { unexpected: subtract(found, wanted), missing: subtract(wanted, found) };
}

function subtract(from: string[], what: string[]): string[] {
  const rest = [...what];
  return from.filter((text) => {
    const index = rest.indexOf(text);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
