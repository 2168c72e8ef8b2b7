type ColumnType = Readonly<{ BYTES_PER_ELEMENT: number }> &
  (new (
    buffer: ArrayBufferLike,
  ) => ArrayLike<number> & ArrayBufferView);
export type ColumnTypes = Record<string, ColumnType>;
export type Columns<T extends ColumnTypes> = { [K in keyof T]: InstanceType<T[K]> };

/** Numbers of 16 bits, until {@link ColumnTable.widen} makes room for 32. */
export type CodeColumn = Uint16Array | Uint32Array;
/** The type of a column of codes. */
export const codes16 = Uint16Array as unknown as Readonly<{ BYTES_PER_ELEMENT: number }> &
  (new (
    buffer: ArrayBufferLike,
  ) => CodeColumn);

/** Where columns lie: in memory that threads share, or in a thread's own, which can be given back at once. */
export type LedgerMemory = 'shared' | 'own';

const allocate = (type: ColumnType, rows: number, memory: LedgerMemory) => {
  const bytes = rows * type.BYTES_PER_ELEMENT;
  return new type(memory === 'shared' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
};

/** Columns, how many rows they have and have room for: what one thread passes to another. */
export interface TableData {
  readonly length: number;
  readonly capacity: number;
  readonly columns: Readonly<Record<string, ArrayBufferView>>;
}

/** A table of equally long typed arrays that grow together; one column at a time is copied. */
export class ColumnTable<T extends ColumnTypes> {
  readonly columns: Columns<T>;
  length = 0;
  #capacity: number;
  /** The type that a column has by now. */
  readonly #types: Record<string, ColumnType>;
  readonly #memory: LedgerMemory;

  constructor(types: T, capacity: number, memory: LedgerMemory) {
    this.#types = { ...types };
    this.#capacity = capacity;
    this.#memory = memory;
    const columns = Object.entries(types).map(([name, type]) => [name, allocate(type, capacity, memory)]);
    this.columns = Object.fromEntries(columns) as Columns<T>;
  }

  get data(): TableData {
    return { length: this.length, capacity: this.#capacity, columns: this.columns };
  }

  /** Takes over another thread's columns; from now on both see the same memory. */
  adopt(data: TableData): void {
    this.length = data.length;
    this.#capacity = data.capacity;
    for (const [name, column] of Object.entries(data.columns)) {
      (this.columns as Record<string, unknown>)[name] = column;
      this.#types[name] = column.constructor as ColumnType;
    }
  }

  /** Gives a column of codes 32 bits; one that has them stays as it is. */
  widen(name: keyof T & string): void {
    if (this.#types[name] === Uint32Array) return;
    this.#types[name] = Uint32Array;
    this.#grow(name, this.#capacity, this.length);
  }

  /** Makes room for one more row and gives its index. */
  add(): number {
    if (this.length === this.#capacity) this.#resize(Math.ceil(this.#capacity * 1.5) + 16);
    return this.length++;
  }

  /**
   * Takes over another table's rows, column by column, and leaves it empty.
   *
   * @param unused columns that have no values there
   * @returns the index of the first of them
   */
  append(other: ColumnTable<T>, unused: readonly (keyof T)[] = []): number {
    const from = this.length;
    this.length += other.length;
    if (this.length > this.#capacity) this.#resize(this.length, from);
    for (const name of Object.keys(this.#types)) {
      const target = this.columns[name] as unknown as Float64Array;
      const source = other.columns[name] as unknown as Float64Array;
      if (!unused.includes(name)) target.set(source.subarray(0, other.length), from);
      other.#release(name);
    }
    other.length = 0;
    other.#capacity = 0;
    return from;
  }

  #release(name: string): void {
    const { buffer } = this.columns[name] as ArrayBufferView;
    // The memory goes back now, not when garbage is next collected: both halves would not fit beside the whole.
    if (buffer instanceof ArrayBuffer) buffer.transfer(0);
    const type = this.#types[name] as ColumnType;
    (this.columns as Record<string, unknown>)[name] = allocate(type, 0, this.#memory);
  }

  #resize(capacity: number, used = this.length): void {
    this.#capacity = capacity;
    for (const name of Object.keys(this.#types)) this.#grow(name, capacity, used);
  }

  #grow(name: string, capacity: number, used: number): void {
    const grown = allocate(
      this.#types[name] as ColumnType,
      capacity,
      this.#memory,
    ) as unknown as Float64Array;
    grown.set((this.columns[name] as unknown as Float64Array).subarray(0, used));
    (this.columns as Record<string, unknown>)[name] = grown;
  }
}
