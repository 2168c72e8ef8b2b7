import type { RowContent } from '../domain/mail/row-content.ts';
import type { RowsToInsert } from './schedule-writes.ts';

/** Numbers of a row, in their order in `numbers`. A text is given as its index in `texts`. */
const width = 17;

/**
 * Rows to insert as columns of numbers and a table of texts: passes from thread to thread at a tenth of the cost of
 * objects (docs/performance.md).
 */
export interface InsertData {
  readonly length: number;
  readonly numbers: Float64Array;
  readonly texts: readonly (string | null)[];
}

/** Collects the rows of a batch. */
export class InsertColumns {
  #numbers = new Float64Array(1024 * width);
  #length = 0;
  readonly #texts: (string | null)[] = [null];
  readonly #places = new Map<string | null, number>([[null, 0]]);

  add(contactId: number, row: RowContent): void {
    if ((this.#length + 1) * width > this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    let at = this.#length++ * width;
    numbers[at++] = contactId;
    numbers[at++] = this.#placeOf(row.emailType);
    numbers[at++] = row.eventDate;
    numbers[at++] = row.idealDate;
    numbers[at++] = row.sendDate;
    numbers[at++] = this.#placeOf(row.sendTime);
    numbers[at++] = this.#placeOf(row.status);
    numbers[at++] = this.#placeOf(row.skipReason);
    numbers[at++] = this.#placeOf(row.skipDetail);
    numbers[at++] = this.#placeOf(row.adjustment);
    numbers[at++] = row.priority;
    numbers[at++] = row.instanceId ?? Number.NaN;
    numbers[at++] = row.targetId ?? Number.NaN;
    numbers[at++] = row.parentId ?? Number.NaN;
    numbers[at++] = this.#placeOf(row.emailTemplate);
    numbers[at++] = this.#placeOf(row.smsTemplate);
    numbers[at++] = this.#placeOf(row.metadata);
  }

  get data(): InsertData {
    return {
      length: this.#length,
      numbers: this.#numbers.slice(0, this.#length * width),
      texts: this.#texts,
    };
  }

  #placeOf(text: string | null): number {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.#texts.length;
      this.#texts.push(text);
      this.#places.set(text, place);
    }
    return place;
  }

  #grow(): void {
    const grown = new Float64Array(this.#numbers.length * 2);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}

function rowOf({ numbers, texts }: InsertData, row: number): RowContent {
  const start = row * width;
  const number = (column: number): number => numbers[start + column] as number;
  const text = (column: number): string | null => texts[number(column)] as string | null;
  const id = (column: number): number | null => (Number.isNaN(number(column)) ? null : number(column));
  return {
    emailType: text(1) ?? '',
    eventDate: number(2) as RowContent['eventDate'],
    idealDate: number(3) as RowContent['idealDate'],
    sendDate: number(4) as RowContent['sendDate'],
    sendTime: text(5) ?? '',
    status: text(6) ?? '',
    skipReason: text(7),
    skipDetail: text(8),
    adjustment: text(9),
    priority: number(10),
    instanceId: id(11),
    targetId: id(12),
    parentId: id(13),
    emailTemplate: text(14),
    smsTemplate: text(15),
    metadata: text(16),
  };
}

/** The rows as they were added. */
export const readInserts = (data: InsertData): RowsToInsert => ({
  length: data.length,
  contactOf: (row) => data.numbers[row * width] as number,
  rowOf: (row) => rowOf(data, row),
});
