import { createHash } from 'node:crypto';

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortKeys(inner)]));
}

/** JSON with every mapping's keys in order: equal values give equal text, however they were put together. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sortKeys(value));

/** Names a configuration or policy by its content (spec 3.1): SHA-256 of its {@link canonicalJson}, in hex. */
export const contentHash = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');
