import type { EpochDay } from '../calendar/epoch-day.ts';
import { isBlank, toComparedText } from '../text/compared-text.ts';
import { IssueList } from './issue-list.ts';
import { readBirthDate } from './read-dates.ts';

/** By what people are told apart when an id comes back (spec 2.2), as the database holds it. */
export interface PersonTraits {
  readonly email: string | null;
  readonly birthDate: string | null;
}

interface ComparedTraits {
  readonly email: string | undefined;
  readonly birthDate: EpochDay | undefined;
}

/** A birth date that cannot be is absent here, too. */
const compare = ({ email, birthDate }: PersonTraits, today: EpochDay): ComparedTraits => ({
  email: isBlank(email) ? undefined : toComparedText(email),
  birthDate: readBirthDate(birthDate, today, new IssueList()),
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
 * Can nobody tell whose history it is (spec 2.2)? Everybody who has had the id and was deleted is compared with the one who
 * has it now: one who is another person is enough. Compared with the last alone, a stranger who is deleted and comes back
 * once more would inherit the history of the first.
 */
export function isReusedId(
  present: PersonTraits,
  deleted: readonly PersonTraits[],
  today: EpochDay,
): boolean {
  const now = compare(present, today);
  return deleted.some((former) => isAnotherPerson(compare(former, today), now));
}
