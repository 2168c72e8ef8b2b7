import { z } from 'zod';
import { daysInMonth } from '../../domain/calendar/epoch-day.ts';
import { isDate } from './is-date.ts';
import { keyFacts, type ValueFacts } from './key-facts.ts';
import { findNearestWord } from './nearest-word.ts';
import { suggestTimeZone } from './suggest-time-zone.ts';

/** The schema of one value and its description for people. */
export interface Leaf<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly facts: ValueFacts;
}

/** A whole number from `least` to `most`. */
export const wholeNumber = (unit: string, least: number, most: number): Leaf<z.ZodInt> => ({
  schema: z.int().min(least).max(most),
  facts: {
    kind: 'number',
    what: `a whole number${unit === '' ? '' : ` of ${unit}`} in range`,
    use: `${least} to ${most}`,
    unit,
    code: 'OUT_OF_RANGE',
  },
});

/** A number, decimals allowed, from `least` to `most`. */
export const decimal = (unit: string, least: number, most: number): Leaf<z.ZodNumber> => ({
  schema: z.number().min(least).max(most),
  facts: {
    kind: 'number',
    what: 'a number in range',
    use: `${least} to ${most}`,
    unit,
    code: 'OUT_OF_RANGE',
  },
});

/** `7` and `7 %` mean 0.07. */
function suggestFraction(found: unknown): string | undefined {
  const percent = Number(/^\s*([\d.]+)\s*%?\s*$/.exec(String(found))?.[1]);
  return percent >= 0 && percent <= 100 ? String(percent / 100) : undefined;
}

/** A part of a whole, from 0 to 1. */
export function fraction(whole: string): Leaf<z.ZodNumber> {
  const { schema, facts } = decimal(`fraction of ${whole}`, 0, 1);
  return { schema, facts: { ...facts, what: 'a fraction', suggest: suggestFraction } };
}

/** What other formats, and YAML before 1.2, take for true and false. */
const spokenFlags: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  '1': 'true',
  true: 'true',
  no: 'false',
  off: 'false',
  '0': 'false',
  false: 'false',
};

export const flag: Leaf<z.ZodBoolean> = {
  schema: z.boolean(),
  facts: {
    kind: 'boolean',
    what: 'a yes or no',
    use: 'true or false',
    unit: '',
    code: 'WRONG_TYPE',
    suggest: (found) => spokenFlags[String(found).toLowerCase()],
  },
};

/** One of a few words. `what`: completes "is not", `a log level`. */
export const choice = <const Word extends string>(
  what: string,
  words: readonly [Word, ...Word[]],
): Leaf<z.ZodEnum<z.core.util.ToEnum<Word>>> => ({
  schema: z.enum(words),
  facts: {
    kind: 'text',
    what,
    use: words.join(', '),
    unit: '',
    code: 'NOT_ALLOWED',
    suggest: (found) => (typeof found === 'string' ? findNearestWord(found, words) : undefined),
  },
});

/** A text of 1 to 200 characters. `what`: completes "is not". */
export const text = (what: string): Leaf<z.ZodString> => ({
  schema: z.string().max(200).regex(/\S/),
  facts: { kind: 'text', what, use: 'a text of 1 to 200 characters', unit: '', code: 'OUT_OF_RANGE' },
});

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `8:30` and `08:30:00` are 08:30. */
function suggestTime(found: unknown): string | undefined {
  const parts = /^(\d{1,2}):(\d{2})(:00)?$/.exec(String(found));
  const time = `${parts?.[1]?.padStart(2, '0')}:${parts?.[2]}`;
  return timePattern.test(time) ? time : undefined;
}

export const timeOfDay: Leaf<z.ZodString> = {
  schema: z.string().regex(timePattern),
  facts: {
    kind: 'text',
    what: 'a time of day',
    use: '00:00 to 23:59',
    unit: 'HH:MM, local',
    code: 'BAD_TIME',
    suggest: suggestTime,
  },
};

/** Short names that the runtime's ICU library takes for time zones, by a table of its own, and IANA does not know. */
const foreignZones: ReadonlySet<string> = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(
    ' ',
  ),
);

/** Asks what a run will ask: `Intl` knows names (`US/Pacific-New`) that `Temporal` refuses. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || foreignZones.has(name.toUpperCase())) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== '';
  } catch {
    return false;
  }
}

export const timeZone: Leaf<z.ZodString> = {
  schema: z.string().refine(isTimeZone),
  facts: {
    kind: 'text',
    what: 'an IANA time zone',
    use: 'a name such as America/Chicago',
    unit: '',
    code: 'BAD_TIME_ZONE',
    suggest: suggestTimeZone,
  },
};

export const date: Leaf<z.ZodString> = {
  schema: z.string().refine(isDate),
  facts: { kind: 'text', what: 'a date', use: 'YYYY-MM-DD', unit: '', code: 'BAD_DATE' },
};

/** A key's default: a value, or words where it is none (`no limit`). */
export type Fallback = { readonly value: unknown } | { readonly words: string };

/** How a default is shown: texts as they are, lists and groups as JSON. */
function showFallback(fallback: Fallback): string {
  if ('words' in fallback) return fallback.words;
  return typeof fallback.value === 'string' ? fallback.value : JSON.stringify(fallback.value);
}

/**
 * Registers a leaf's facts under its schema, and gives it the description that editors show: summary, unit, default.
 *
 * @param fallback the default; absent where the key is required or is none
 */
export function describeLeaf<Schema extends z.ZodType>(
  { schema, facts }: Leaf<Schema>,
  summary: string,
  fallback?: Fallback,
): Schema {
  const shown = fallback && showFallback(fallback);
  const unit = facts.unit === '' ? '' : ` Unit: ${facts.unit}.`;
  const description = `${summary}${unit}${shown === undefined ? '' : ` Default: ${shown}.`}`;
  const isValue = fallback !== undefined && 'value' in fallback;
  const described = schema.meta(isValue ? { description, default: fallback.value } : { description });
  keyFacts.add(described, { ...facts, summary, fallback: shown });
  return described;
}

// A leap year, as 29 February is a day of the year like others (spec 2.1). A month that does not exist is a problem of its own.
const isDayOfYear = ({ month, day }: { month: number; day: number }): boolean =>
  day <= (month >= 1 && month <= 12 ? daysInMonth(2000, month) : 31);

const monthDayGroup = z.strictObject({
  month: describeLeaf(wholeNumber('', 1, 12), 'The month, 1 to 12.'),
  day: describeLeaf(
    wholeNumber('', 1, 31),
    'The day of the month. 29 February falls on the 28th in a common year.',
  ),
});

/** A day of the year: `{ month: 9, day: 30 }`. */
export const monthDay: Leaf<typeof monthDayGroup> = {
  schema: monthDayGroup.refine(isDayOfYear),
  facts: {
    kind: 'data',
    what: 'a day of the year',
    use: 'a month and a day that it has, such as { month: 9, day: 30 }',
    unit: 'month and day',
    code: 'BAD_DATE',
  },
};
