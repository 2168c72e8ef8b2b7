/** Numbers for values that recur; each value is kept once. */
export class CodeTable<T extends string | number | null> {
  readonly values: T[] = [];
  readonly #codes = new Map<T, number>();
  readonly #limit: number;
  readonly #widen: () => void;

  /**
   * @param limit codes below this are what the column can hold
   * @param widen makes the column hold more: called before the first code from `limit` on is given. Unneeded where
   * memory ends before codes do
   */
  constructor(limit: number, widen: () => void = () => undefined) {
    this.#limit = limit;
    this.#widen = widen;
  }

  has(value: T): boolean {
    return this.#codes.has(value);
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
    if (code === this.#limit) this.#widen();
    this.values.push(value);
    this.#codes.set(value, code);
    return code;
  }
}
