import { readDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import { isBlank, toComparedText } from '../text/compared-text.ts';

/** By what people are told apart when an id comes back (spec 2.2), as the database holds it. */
export interface PersonTraits {
  readonly email: string | null;
  readonly birthDate: string | null;
}

interface ComparedTraits {
  readonly email: string | undefined;
  readonly birthDate: EpochDay | undefined;
}

const compare = ({ email, birthDate }: PersonTraits): ComparedTraits => ({
  email: isBlank(email) ? undefined : toComparedText(email),
  birthDate: readDate(birthDate),
});

/** Both are present in both, and neither agrees: absent values decide nothing. */
const isAnotherPerson = (a: ComparedTraits, b: ComparedTraits): boolean =>
  a.email !== undefined &&
  b.email !== undefined &&
  a.email !== b.email &&
  a.birthDate !== undefined &&
  b.birthDate !== undefined &&
  a.birthDate !== b.birthDate;

/**
 * Can nobody tell whose history it is (spec 2.2)? The holders of an id in the order of time, the present one last; each
 * is compared with the one before, and with older ones in what that one left empty.
 */
export function isReusedId(holders: readonly PersonTraits[]): boolean {
  let known: ComparedTraits = { email: undefined, birthDate: undefined };
  for (const holder of holders) {
    const next = compare(holder);
    if (isAnotherPerson(known, next)) return true;
    known = { email: next.email ?? known.email, birthDate: next.birthDate ?? known.birthDate };
  }
  return false;
}
