/** Letters and digits only, in small: `sendTime`, `send-time` and `SEND_TIME` are slips of one word. */
const simplify = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Insertions, deletions, replacements and exchanges of neighbours that make one word the other. */
function countEdits(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/**
 * The candidate that a misspelt word most probably means; `undefined` if none is near (a third of its letters wrong).
 *
 * @example findNearestWord('horizen_days', ['horizon_days', 'timezone']) // horizon_days
 */
export function findNearestWord(word: string, candidates: readonly string[]): string | undefined {
  const simple = simplify(word);
  if (simple.length > 100) return undefined;
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(simple.length / 3)) + 1;
  for (const candidate of candidates) {
    const other = simplify(candidate);
    if (Math.abs(other.length - simple.length) >= fewest) continue;
    const edits = countEdits(simple, other);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}
