import { toComparedText } from '../text/compared-text.ts';
import type { SuppressedAddresses } from './suppression.ts';

const none: readonly string[] = [];

/** The addresses of `suppressions` in memory: for tests, and for lists that are short. */
export class ListedAddresses implements SuppressedAddresses {
  readonly #reasons: ReadonlyMap<string, readonly string[]>;

  /** @param reasons by address, both in compared form */
  constructor(reasons: ReadonlyMap<string, readonly string[]>) {
    this.#reasons = reasons;
  }

  reasonsOf(email: string): readonly string[] {
    return this.#reasons.size === 0 ? none : (this.#reasons.get(toComparedText(email)) ?? none);
  }
}
