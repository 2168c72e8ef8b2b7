import type { DatabaseSync } from 'node:sqlite';
import { AddressFilter } from '../domain/contact/address-filter.ts';
import type { SuppressedAddresses } from '../domain/contact/suppression.ts';
import { prepareArrays } from './read-rows.ts';
import { trimmedSql } from './trimmed-sql.ts';

/** How {@link SuppressedAddressReads} divides its work. */
export interface FilterPolicy {
  /** Addresses are looked up this often before anything else is considered: `explain` and partial runs end here. */
  readonly directLookUps: number;
  /** Then as often as there are so many listed addresses: the filter costs one look at each of them. */
  readonly addressesPerLookUp: number;
  /** Addresses read at a time. */
  readonly chunkSize: number;
}

const filterPolicy: FilterPolicy = { directLookUps: 16, addressesPerLookUp: 8, chunkSize: 5000 };

const none: readonly string[] = [];

/** Makes the filter from the index, chunk by chunk: the addresses may not fit into memory. */
function buildFilter(db: DatabaseSync, addresses: number, chunkSize: number): AddressFilter {
  const filter = new AddressFilter(addresses);
  const read = prepareArrays(
    db,
    'select address from suppressed_addresses where address > :after order by address limit :chunkSize',
  );
  for (let after = ''; ; ) {
    const rows = read({ after, chunkSize });
    for (const [address] of rows) filter.add(address as string);
    if (rows.length < chunkSize) return filter;
    after = rows.at(-1)?.[0] as string;
  }
}

/**
 * The addresses of `suppressions` (spec 2.2, 4.4), which stay in the database: there may be millions. A caller that needs
 * few looks them up. A caller that needs many gets a filter, made by one scan, so that it looks up only those that are
 * listed, and a few others. An address that is listed after that scan may be missed: `sendable_emails` withholds its mail
 * at once, and the next run plans accordingly.
 */
export class SuppressedAddressReads implements SuppressedAddresses {
  readonly #db: DatabaseSync;
  readonly #policy: FilterPolicy;
  readonly #find: ReturnType<typeof prepareArrays>;
  /** Is no address listed at all? Asked once. */
  #isEmpty: boolean | undefined;
  #filter: AddressFilter | undefined;
  /** Look-ups until the filter is considered. */
  #left: number;
  #addresses: number | undefined;
  /** Addresses looked up in the table so far. */
  lookUps = 0;

  /** @param policy tests hand in another one */
  constructor(db: DatabaseSync, policy: FilterPolicy = filterPolicy) {
    this.#db = db;
    this.#policy = policy;
    this.#left = policy.directLookUps;
    this.#find = prepareArrays(
      db,
      `select distinct reason from suppressed_addresses
       where address = ${trimmedSql(':email')} order by reason`,
    );
  }

  reasonsOf(email: string): readonly string[] {
    this.#isEmpty ??= this.#db.prepare('select 1 from suppressed_addresses limit 1').get() === undefined;
    if (this.#isEmpty) return none;
    if (this.#filter === undefined && this.#left-- <= 0) this.#considerFilter();
    if (this.#filter !== undefined && !this.#filter.mayHold(email)) return none;
    this.lookUps++;
    const found = this.#find({ email });
    return found.length === 0 ? none : found.map(([reason]) => reason as string);
  }

  #considerFilter(): void {
    if (this.#addresses === undefined) {
      const { count } = this.#db.prepare('select count(*) as count from suppressed_addresses').get() as {
        count: number;
      };
      this.#addresses = count;
      this.#left = Math.floor(count / this.#policy.addressesPerLookUp) - this.#policy.directLookUps;
      if (this.#left > 0) return;
    }
    this.#filter = buildFilter(this.#db, this.#addresses, this.#policy.chunkSize);
  }
}
