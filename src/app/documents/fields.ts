import { z } from 'zod';

/*
 * The fields that documents are made of. Each takes what the field says: what it is, its unit, when it is null.
 */

export const text = (says: string) => z.string().describe(says);

/** A text that may be null; what the field says tells when. */
export const textOrNull = (says: string) => z.string().nullable().describe(says);

/** A whole number that may be negative: an id, a priority, days before an event. */
export const whole = (says: string) => z.int().describe(says);

/** How many there are. */
export const count = (says: string) => z.int().nonnegative().describe(says);

/** A number with a fraction: a share, milliseconds. */
export const decimal = (says: string) => z.number().describe(says);

export const flag = (says: string) => z.boolean().describe(says);

/** `YYYY-MM-DD`. */
export const date = (says: string) => z.iso.date().describe(says);

/** An ISO date-time with offset. */
const instant = (says: string) => z.iso.datetime({ offset: true }).describe(says);

/** A date-time of the database: UTC, `YYYY-MM-DD HH:MM:SS`. */
export const utc = (says: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
    .describe(says);

/** Numbers by name: `{ "birthday": 12 }`. */
export const counts = (says: string) => z.record(z.string(), z.int().nonnegative()).describe(says);

/** JSON that is kept as people or older versions wrote it. */
export const anything = (says: string) => z.record(z.string(), z.unknown()).describe(says);

/** A number of the database: beyond 2^53 - 1 it would not be exact, so its digits are given as text. */
export const exact = (says: string) => z.union([z.int(), z.string()]).describe(says);

export const database = () => text('The database, as it was named on the command line.');

export const today = () => date("The organisation's calendar date at `as_of`.");

export const asOf = () => instant('The moment that was taken for now (`--as-of`).');

export const warnings = () =>
  z
    .array(z.string())
    .describe('What is odd, a sentence each; each starts with a code: `NO_TRIGGER_DATE: ...`.');
