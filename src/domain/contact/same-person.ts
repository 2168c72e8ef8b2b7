import { readDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import { isBlank, toComparedText } from '../text/compared-text.ts';
import { isPlausibleBirthDate } from './read-dates.ts';

/** The data that identifies a person when an id is used again (spec 2.2), as the database holds it. */
export interface PersonTraits {
  readonly email: string | null;
  readonly birthDate: string | null;
}

interface ComparedTraits {
  readonly email: string | undefined;
  readonly birthDate: EpochDay | undefined;
}

/** A birth date that cannot be read, or cannot be, is absent. */
function compare({ email, birthDate }: PersonTraits, today: EpochDay): ComparedTraits {
  const date = readDate(birthDate);
  return {
    email: isBlank(email) ? undefined : toComparedText(email),
    birthDate: date !== undefined && isPlausibleBirthDate(date, today) ? date : undefined,
  };
}

/** Both are present in both, and neither agrees: absent values decide nothing. */
const isAnotherPerson = (a: ComparedTraits, b: ComparedTraits): boolean =>
  a.email !== undefined &&
  b.email !== undefined &&
  a.email !== b.email &&
  a.birthDate !== undefined &&
  b.birthDate !== undefined &&
  a.birthDate !== b.birthDate;

/**
 * Is it unknown whose history this is (spec 2.2)? The holders of an id in the order of time, the present one last; each
 * is compared with the one before, and with older ones in what that one left empty.
 */
export function isReusedId(holders: readonly PersonTraits[], today: EpochDay): boolean {
  let known: ComparedTraits = { email: undefined, birthDate: undefined };
  for (const holder of holders) {
    const next = compare(holder, today);
    if (isAnotherPerson(known, next)) return true;
    known = { email: next.email ?? known.email, birthDate: next.birthDate ?? known.birthDate };
  }
  return false;
}
