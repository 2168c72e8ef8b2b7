/** Numbers for values that recur; each value is kept once. */
export class CodeTable<T extends string | number | null> {
  readonly values: T[] = [];
  readonly #codes = new Map<T, number>();
  readonly #limit: number;

  /** @param limit codes are below this: what the column can hold */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds values in their order: a new table then has the codes of the one they come from. */
  addAll(values: readonly T[]): Uint32Array {
    return Uint32Array.from(values, (value) => this.codeOf(value));
  }

  codeOf(value: T): number {
    return this.#codes.get(value) ?? this.#add(value);
  }

  #add(value: T): number {
    const code = this.values.length;
    if (code >= this.#limit) {
      throw new RangeError(`the ledger has no room for more than ${this.#limit} different values`);
    }
    this.values.push(value);
    this.#codes.set(value, code);
    return code;
  }
}
