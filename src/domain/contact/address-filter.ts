/** Bits per address; two of them are set. More bits mean fewer false hits. */
const bitsPerAddress = 16;

/** 16 MB. With more than eight million addresses, only the number of false hits grows. */
const mostBits = 2 ** 27;

const isBlank = (unit: number): boolean => unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);

/** A hash of an address in compared form (spec 2.2): outer blanks and the case of ASCII letters do not count. */
function hashAddress(address: string): number {
  let start = 0;
  let end = address.length;
  while (start < end && isBlank(address.charCodeAt(start))) start++;
  while (end > start && isBlank(address.charCodeAt(end - 1))) end--;
  let hash = 0;
  for (let i = start; i < end; i++) {
    const unit = address.charCodeAt(i);
    hash = Math.imul(hash ^ (unit >= 65 && unit <= 90 ? unit | 0x20 : unit), 0x01000193);
  }
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

/** Another place of the same address. */
const secondHash = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 5;

/**
 * Recognises most addresses that are not in a list, with two bits per address and without reading the list. Few contacts
 * are suppressed, but every run checks all of them, and the list may be larger than memory.
 */
export class AddressFilter {
  readonly #bits: Uint32Array;
  readonly #mask: number;

  /** @param addresses how many will be added */
  constructor(addresses: number) {
    const bits = Math.min(mostBits, 2 ** Math.ceil(Math.log2(bitsPerAddress * (addresses + 2))));
    this.#bits = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  add(address: string): void {
    const hash = hashAddress(address);
    this.#set(hash);
    this.#set(secondHash(hash));
  }

  /** False: the address has not been added. True: perhaps it has. */
  mayHold(address: string): boolean {
    const hash = hashAddress(address);
    return this.#has(hash) && this.#has(secondHash(hash));
  }

  #set(hash: number): void {
    const place = hash & this.#mask;
    this.#bits[place >>> 5] = (this.#bits[place >>> 5] as number) | (1 << (place & 31));
  }

  #has(hash: number): boolean {
    const place = hash & this.#mask;
    return ((this.#bits[place >>> 5] as number) & (1 << (place & 31))) !== 0;
  }
}
