/**
 * The object a JSON text holds, an empty one where there is nothing; undefined: the text is malformed or holds something
 * else (spec 4.3).
 */
export function parseJsonObject(text: string | null): Readonly<Record<string, unknown>> | undefined {
  if (text === null) return {};
  try {
    // `"\ud800"` is JSON, but half a character cannot be stored: it would be read back as another text.
    const value: unknown = JSON.parse(text, (_, item) =>
      typeof item === 'string' ? item.toWellFormed() : item,
    );
    if (value === null) return {};
    return typeof value === 'object' && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The object a JSON text holds; an empty one for anything else, malformed text included. */
export const readJsonObject = (text: string | null): Readonly<Record<string, unknown>> =>
  parseJsonObject(text) ?? {};
