/**
 * Finds the items of a list that cannot be done, by halving (spec 4.1, "Apply"): what fails is done in two halves, down
 * to the single item. Everything else is done, in the order of the list.
 *
 * @param work does some items, all or none; throws if it cannot
 * @param onFailed called with an item that cannot be done; it may throw to end the search
 * @param isOfOneItem false: the failure meets all items, and is thrown on
 */
export async function doByHalves<T>(
  items: readonly T[],
  work: (items: readonly T[]) => Promise<void>,
  onFailed: (item: T, error: unknown) => void,
  isOfOneItem: (error: unknown) => boolean,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await work(items);
  } catch (error) {
    if (!isOfOneItem(error)) throw error;
    if (items.length === 1) {
      onFailed(items[0] as T, error);
      return;
    }
    const middle = items.length >> 1;
    await doByHalves(items.slice(0, middle), work, onFailed, isOfOneItem);
    await doByHalves(items.slice(middle), work, onFailed, isOfOneItem);
  }
}
