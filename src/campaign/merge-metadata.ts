import { isDeepStrictEqual } from 'node:util';

type Metadata = Readonly<Record<string, unknown>>;

/** What a file says about metadata; null takes all of it, or one key of it, away. */
export interface MetadataChange {
  readonly metadata?: Metadata | null | undefined;
  readonly overrides?: Metadata | undefined;
}

/** The object that stored metadata hold; `undefined` if they are something else. */
export function parseMetadata(stored: string | null): Metadata | undefined {
  if (stored === null || stored.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file leaves stored metadata alone, whatever they are. */
const leavesMetadata = ({ metadata, overrides }: MetadataChange): boolean =>
  metadata === undefined && overrides === undefined;

/**
 * The metadata of an instance after a file was applied: keys that are named are set, null removes a key, the rest stays;
 * `metadata: null` removes everything that the file does not name.
 *
 * @returns JSON, or null where nothing is left; the stored text itself where nothing changes; `undefined` if what is
 * stored is no JSON object, and the file does not say to remove it
 */
export function mergeMetadata(stored: string | null, change: MetadataChange): string | null | undefined {
  if (leavesMetadata(change)) return stored;
  const before = parseMetadata(stored);
  if (before === undefined && change.metadata !== null) return undefined;
  const kept = change.metadata === null ? {} : before;
  const merged = { ...kept, ...change.metadata, ...change.overrides };
  const after = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
  );
  if (isDeepStrictEqual(before, after)) return stored;
  return Object.keys(after).length === 0 ? null : JSON.stringify(after);
}
