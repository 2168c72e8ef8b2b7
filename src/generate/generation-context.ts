import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { firstNames, lastNames, toEmailPart } from './names.ts';
import type { Random } from './random.ts';
import { statePopulations } from './state-populations.ts';
import { createWeightedChoice } from './weighted-choice.ts';
import { loadZipPool, type ZipPool } from './zip-pool.ts';

/** A name and how it is spelt in an email address. */
export interface NameSpelling {
  readonly name: string;
  readonly emailPart: string;
}

/** What is the same for every generated contact: the day that is today, and the lists to draw from. */
export interface GenerationContext {
  readonly today: EpochDay;
  readonly zips: ZipPool;
  readonly firstNames: readonly NameSpelling[];
  readonly lastNames: readonly NameSpelling[];
  /** A state, weighted by population. */
  readonly pickState: (random: Random) => string;
  /** A contact status, mostly `active`. */
  readonly pickStatus: (random: Random) => string;
}

const statusWeights = [
  ['active', 960],
  ['unsubscribed', 15],
  ['inactive', 12],
  ['bounced', 8],
  ['deleted', 3],
  ['complained', 2],
] as const;

const spell = (name: string): NameSpelling => ({ name, emailPart: toEmailPart(name) });

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** A time of day, `HH:MM:SS`. */
function formatTime(second: number): string {
  const minutes = Math.floor(second / 60);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(second % 60)}`;
}

/** `YYYY-MM-DD HH:MM:SS`, UTC; the second counts from midnight. */
export const formatDateTime = (date: EpochDay, second: number): string =>
  `${formatDate(date)} ${formatTime(second)}`;

/** Loads the lists; `zips` is for callers that have the ZIP table already. */
export function createGenerationContext(today: EpochDay, zips: ZipPool = loadZipPool()): GenerationContext {
  return {
    today,
    zips,
    firstNames: firstNames.map(spell),
    lastNames: lastNames.map(spell),
    pickState: createWeightedChoice(statePopulations),
    pickStatus: createWeightedChoice<string>(statusWeights),
  };
}
