import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Machine } from '../machine.ts';
import type { Sample } from '../session.ts';
import type { ResultRow } from './results.ts';

/** What is kept of a benchmark: `bench/results/<utc>-<contacts>.json`. */
export interface ResultDocument {
  /** When it began, UTC, ISO 8601. */
  readonly started_at: string;
  readonly contacts: number;
  readonly repeat: number;
  readonly only: readonly string[];
  /** Was `dist/` measured? */
  readonly built: boolean;
  readonly machine: Machine;
  readonly load: { readonly before: readonly number[]; readonly after: readonly number[] };
  readonly rows: readonly ResultRow[];
  /** Every sample, by series. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  readonly faults: readonly string[];
}

const folder = fileURLToPath(new URL('../results', import.meta.url));

/** Figures that mean something, so that files can be compared by eye. */
const round = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

/** @returns the name of the file, from the folder of the project on */
export function keepResults(document: ResultDocument): string {
  const utc = document.started_at.replace(/[-:]|\.\d+/g, '');
  const name = `${utc}-${document.contacts}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(document, round, 2)}\n`);
  return `bench/results/${name}`;
}
