/** The ids of some lists in ascending order, each once. */
export function distinctIds(...lists: readonly (readonly number[])[]): number[] {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  const ids: number[] = [];
  for (const id of all.sort()) if (id !== ids.at(-1)) ids.push(id);
  return ids;
}
