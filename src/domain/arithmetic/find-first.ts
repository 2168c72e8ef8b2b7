/**
 * The first of so many places at which a condition holds that, once it holds, holds at all that follow; `length` if it
 * holds nowhere. Looks at few of them: each look halves what is left.
 */
export function findFirst(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
