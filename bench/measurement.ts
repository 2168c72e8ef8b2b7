import type { ResultRow, Results } from './report/results.ts';
import type { Session } from './session.ts';

/** Something of spec 5 that is measured. */
export interface Measurement {
  /** As in `--only`. */
  readonly name: string;
  /** Must have been done in the same repeat: it is compared with it, or goes on from what it left. */
  readonly needs?: readonly string[];
  /** Must have been done in the first repeat. */
  readonly needsOnce?: readonly string[];
  /** Done in the first repeat only. */
  readonly once?: boolean;
  /** @param repeat from 1 on */
  readonly measure: (session: Session, repeat: number) => Promise<void>;
  readonly rows: (results: Results) => readonly ResultRow[];
}

/** The databases that measurements share. */
export const databases = {
  /** As `generate` leaves it; never written again. */
  generated: 'generated',
  /** The same after the first run, and whatever came after it in this repeat. */
  main: 'main',
  /** For one measurement. */
  scratch: 'scratch',
} as const;

/** The day for which organisations are generated. */
export const firstDay = '2027-03-01';

/** The moment of every run: the morning of that day. */
export const atFirstMorning = ['--as-of', '2027-03-01T12:00:00Z'] as const;

/** Of a command that takes a fraction of a second, so many are measured in each repeat. */
export const quickTimes = 5;
