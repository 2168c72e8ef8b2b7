import { expect, test } from 'vitest';
import { z } from 'zod';
import { documentOf } from '../../src/app/documents/document-of.ts';

interface Day {
  readonly date: string;
  readonly mails: readonly number[];
  readonly note?: string;
}

const same = { date: z.string(), mails: z.array(z.number()), note: z.string().exactOptional() };
const { note: _, ...lacking } = same;

/** Kept by `tsc`: a line that is expected to be wrong and is not, does not compile. */
test('a schema that says what the type says compiles, and no other', () => {
  const schemas = [
    documentOf<Day>()(z.strictObject(same)),
    // @ts-expect-error the schema lacks a key that may be absent
    documentOf<Day>()(z.strictObject(lacking)),
    // @ts-expect-error the schema has a key that the type lacks
    documentOf<Day>()(z.strictObject({ ...same, cap: z.number() })),
    // @ts-expect-error the schema has a key that may be absent, and the type lacks it
    documentOf<Day>()(z.strictObject({ ...same, cap: z.number().exactOptional() })),
    // @ts-expect-error the key may be null in the schema alone
    documentOf<Day>()(z.strictObject({ ...same, date: z.string().nullable() })),
    // @ts-expect-error a list of another kind
    documentOf<Day>()(z.strictObject({ ...same, mails: z.array(z.string()) })),
    // @ts-expect-error the schema allows one word, the type any
    documentOf<Day>()(z.strictObject({ ...same, date: z.literal('today') })),
  ];
  expect(schemas).toHaveLength(7);
});
