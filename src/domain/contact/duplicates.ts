/** Which contacts are one person entered twice (spec 2.2). */
export interface Duplicates {
  /** The contact with the lowest id that it duplicates; undefined: it is no duplicate. */
  originalOf(contactId: number): number | undefined;
}

export const noDuplicates: Duplicates = { originalOf: () => undefined };

/** Contacts whose id belonged to somebody else before, and of whom nobody has said whose history it is (spec 2.2). */
export interface ReusedIds {
  has(contactId: number): boolean;
}

export const noReusedIds: ReusedIds = new Set<number>();
