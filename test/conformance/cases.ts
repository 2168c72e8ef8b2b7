import { readdirSync, readFileSync } from 'node:fs';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import type { Tables } from '../support/run-fixture.ts';

/** A conformance case: an organisation, and what an independent implementation plans for it. */
export interface ConformanceCase {
  readonly as_of: string;
  readonly config: ConfigurationValues;
  readonly tables: Tables;
  readonly expected: {
    readonly email_schedules: readonly Record<string, unknown>[];
    readonly contact_issues: readonly [number, string][];
  };
}

const folder = new URL('cases/', import.meta.url);

/** The names of all cases: `fresh-36`. */
export const caseNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

export const readCase = (name: string): ConformanceCase =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as ConformanceCase;
