import { foldEmailAddress } from './email-address.ts';

/** Bits for every listed address: one contact in so many that are not listed is looked up in vain. */
const bitsPerAddress = 16;

/** What a text with other letters than ASCII has for a hash: case is more than one bit there. */
const unhashed = -1;

/** A hash of an address that does not tell capitals from small letters. */
function hashFolded(address: string): number {
  let hash = 0;
  for (let i = 0; i < address.length; i++) {
    const unit = address.charCodeAt(i);
    if (unit > 0x7f) return unhashed;
    hash = Math.imul(hash ^ (unit >= 65 && unit <= 90 ? unit | 0x20 : unit), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * The addresses of `suppressions` (spec 2.2). Few contacts are in it, and every run asks for every contact: a bit of its
 * hash says in most cases that it is not, before the address is folded and looked up.
 */
export class SuppressedAddresses {
  readonly #reasons: ReadonlyMap<string, string>;
  readonly #bits: Uint8Array;

  /** @param reasons by folded address; an empty reason is allowed */
  constructor(reasons: ReadonlyMap<string, string>) {
    this.#reasons = reasons;
    this.#bits = new Uint8Array(2 ** Math.ceil(Math.log2(bitsPerAddress * (reasons.size + 1))));
    for (const address of reasons.keys()) this.#bits[this.#placeOf(hashFolded(address))] = 1;
  }

  /** The reason for which an address is listed; undefined: it is not. */
  reasonOf(email: string): string | undefined {
    const hash = hashFolded(email);
    if (hash !== unhashed && this.#bits[this.#placeOf(hash)] === 0) return undefined;
    return this.#reasons.get(foldEmailAddress(email));
  }

  #placeOf(hash: number): number {
    return hash & (this.#bits.length - 1);
  }
}
