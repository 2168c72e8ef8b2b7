import fc from 'fast-check';
import type { ContactRow, SuppressionRow } from './oracle-case.ts';

/** An entry of `suppressions` about a contact, as somebody may have written it. */
export interface RawSuppression {
  contact: number;
  form: 'small' | 'capitals' | 'blanks' | 'named' | 'named_capitals' | 'brackets' | 'no_address';
  reason: string | null;
}

export const suppressionArbitrary: fc.Arbitrary<RawSuppression> = fc.record({
  contact: fc.nat({ max: 11 }),
  form: fc.constantFrom('small', 'capitals', 'blanks', 'named', 'named_capitals', 'brackets', 'no_address'),
  reason: fc.constantFrom('unsubscribed', 'Unsubscribed ', 'opt-out', 'OPTED_OUT', 'complained', '', null),
});

/** Few contacts are suppressed, some of them by several entries. */
export const suppressionsArbitrary: fc.Arbitrary<RawSuppression[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<RawSuppression[]>([]) },
  { weight: 2, arbitrary: fc.array(suppressionArbitrary, { minLength: 1, maxLength: 2 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat({ max: 11 }), fc.array(suppressionArbitrary, { minLength: 2, maxLength: 3 }))
      .map(([contact, entries]) => entries.map((entry) => ({ ...entry, contact }))),
  },
);

/** The entries with those that are there already; the text of an entry is unique. */
export function addSuppressions(
  there: SuppressionRow[],
  raw: RawSuppression[],
  contacts: ContactRow[],
): SuppressionRow[] {
  const reasons = new Map(there.map(({ email, reason }) => [email, reason]));
  for (const { contact, form, reason } of raw) {
    const address = contacts[contact % Math.max(1, contacts.length)]?.email?.trim();
    if (!address) continue;
    const entry = entryOf(address, form);
    if (!reasons.has(entry)) reasons.set(entry, reason);
  }
  return [...reasons].map(([email, reason]) => ({ email, reason }));
}

function entryOf(address: string, form: RawSuppression['form']): string {
  switch (form) {
    case 'small':
      return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    case 'capitals':
      return address.replace(/[a-z]/g, (letter) => letter.toUpperCase());
    case 'blanks':
      return `\t${address} `;
    case 'named':
      return `Ann <${address}>`;
    case 'named_capitals':
      return `"Ann B." <${address.replace(/[a-z]/g, (letter) => letter.toUpperCase())}> `;
    case 'brackets':
      return `<${address}>`;
    case 'no_address':
      return 'nobody in particular';
  }
}
