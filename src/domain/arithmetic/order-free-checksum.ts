import { fnv1a } from './fnv1a.ts';

/** A 64-bit hash as two unsigned 32-bit halves. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** Final mix of a 32-bit value: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Places for words that recur: a power of two. */
const wordPlaces = 256;

/**
 * Hashes records field by field. A field counts with its position, so that one without a value need not be counted: most
 * of a row's have none. A text counts with 32 bits.
 */
export class RecordHasher {
  #high = 0;
  #low = 0;
  #position = 0;
  /** The last word met at each place, and its hash. */
  readonly #words: string[] = new Array<string>(wordPlaces).fill('');
  readonly #wordHashes = new Int32Array(wordPlaces);

  /** Starts a record. */
  begin(): this {
    this.#high = 0x811c9dc5 | 0;
    this.#low = 0x01000193 | 0;
    this.#position = 0;
    return this;
  }

  /** An integer up to 2^53. */
  number(value: number | null): this {
    if (value === null) return this.#pass();
    const lower = value | 0;
    return lower === value ? this.#add(lower) : this.#add(lower).#add(Math.floor(value / 0x1_0000_0000) | 0);
  }

  text(text: string | null): this {
    return text === null ? this.#pass() : this.#add(fnv1a(text) | 0);
  }

  /** Like {@link text}, for one that recurs in many records: it is compared instead of being hashed each time. */
  word(word: string | null): this {
    if (word === null || word === '') return this.text(word);
    const place =
      (word.length + 31 * word.charCodeAt(0) + 7 * word.charCodeAt(word.length - 1)) & (wordPlaces - 1);
    if (this.#words[place] !== word) {
      this.#words[place] = word;
      this.#wordHashes[place] = fnv1a(word);
    }
    return this.#add(this.#wordHashes[place] as number);
  }

  #pass(): this {
    this.#position++;
    return this;
  }

  /** Both halves are kept to 32 bits: a larger number would be a heap object, recreated for every column. */
  #add(value: number): this {
    const placed = value ^ Math.imul(++this.#position, 0x27d4eb2f);
    const high = Math.imul(this.#high ^ placed, 0x9e3779b1);
    this.#high = ((high << 13) | (high >>> 19)) ^ this.#low;
    const low = Math.imul(this.#low + placed + 0x7f4a7c15, 0x85ebca77);
    this.#low = low ^ (low >>> 15);
    return this;
  }

  end(): Hash64 {
    return { high: mix(this.#high) >>> 0, low: mix(this.#low ^ this.#high) >>> 0 };
  }
}

/** A checksum as plain data. */
export interface ChecksumState extends Hash64 {
  readonly count: number;
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

/**
 * A checksum of a set of records that does not depend on their order (spec 4.1, "Audit"), so that it can be kept in
 * step while rows come and go. It shows accidents, not malice: it is no cryptographic hash.
 */
export class OrderFreeChecksum {
  #high = 0;
  #low = 0;
  #count = 0;

  add(hash: Hash64): void {
    this.#high = (this.#high + hash.high) >>> 0;
    this.#low = (this.#low + hash.low) >>> 0;
    this.#count++;
  }

  /** Takes in another checksum's records. */
  merge(other: ChecksumState): void {
    this.#high = (this.#high + other.high) >>> 0;
    this.#low = (this.#low + other.low) >>> 0;
    this.#count += other.count;
  }

  /** Takes another checksum's records out. */
  subtract(other: ChecksumState): void {
    this.#high = (this.#high - other.high) >>> 0;
    this.#low = (this.#low - other.low) >>> 0;
    this.#count -= other.count;
  }

  /** Plain data, for another thread. */
  get state(): ChecksumState {
    return { high: this.#high, low: this.#low, count: this.#count };
  }

  /** Records added and not removed. */
  get count(): number {
    return this.#count;
  }

  /** A copy that goes its own way. */
  clone(): OrderFreeChecksum {
    const copy = new OrderFreeChecksum();
    copy.merge(this.state);
    return copy;
  }

  /** Sixteen hexadecimal digits and the number of records: `0123456789abcdef-42`. */
  toString(): string {
    return `${hex(this.#high)}${hex(this.#low)}-${this.#count}`;
  }
}
