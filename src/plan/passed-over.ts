/** Ids that are named, of each kind; of more only the number is kept. */
const mostNamed = 100;

/** What one thread sends to another of {@link PassedOver}. */
export interface PassedOverData {
  /** Contacts that exist, and the first of them. */
  readonly contacts: number;
  readonly contactIds: readonly number[];
  /** Ids that no contact has, and the first of them. Their mail is not sent: `sendable_emails` requires the contact. */
  readonly gone: number;
  readonly goneIds: readonly number[];
}

/**
 * Contacts that have more rows, targets or issues than are read at once (spec 4.4). Nothing of them is planned or
 * changed, and the run reports them: a person must look at what has written so much.
 */
export class PassedOver implements PassedOverData {
  readonly contactIds: number[] = [];
  readonly goneIds: number[] = [];
  contacts = 0;
  gone = 0;

  add(contactId: number, exists: boolean): void {
    if (this.has(contactId)) return;
    const named = exists ? this.contactIds : this.goneIds;
    if (named.length < mostNamed) named.push(contactId);
    if (exists) this.contacts++;
    else this.gone++;
  }

  /** Is it among those that are named? */
  has(contactId: number): boolean {
    return this.contactIds.includes(contactId) || this.goneIds.includes(contactId);
  }

  /** Plain data, for another thread. */
  get data(): PassedOverData {
    const { contacts, contactIds, gone, goneIds } = this;
    return { contacts, contactIds: [...contactIds], gone, goneIds: [...goneIds] };
  }

  /** Takes over what another thread has passed over: other contacts. */
  merge({ contacts, contactIds, gone, goneIds }: PassedOverData): void {
    this.contacts += contacts;
    this.gone += gone;
    this.contactIds.push(...contactIds.slice(0, mostNamed - this.contactIds.length));
    this.goneIds.push(...goneIds.slice(0, mostNamed - this.goneIds.length));
  }
}
