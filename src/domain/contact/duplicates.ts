/** Which contacts are one person entered twice (spec 2.2). */
export interface Duplicates {
  /** The contact with the lowest id that it duplicates; undefined: it is no duplicate. */
  originalOf(contactId: number): number | undefined;
}

export const noDuplicates: Duplicates = { originalOf: () => undefined };

/** Contacts whose id belonged to another person before, and that no operator has confirmed (spec 2.2). */
export interface ReusedIds {
  has(contactId: number): boolean;
}

export const noReusedIds: ReusedIds = new Set<number>();
