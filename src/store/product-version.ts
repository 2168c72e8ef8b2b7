import { readFileSync } from 'node:fs';

let cached: string | undefined;

/** The version in package.json, `0.1.0` say: recorded with every migration and every run (spec 3.1). Read on first use. */
export function productVersion(): string {
  cached ??= readVersion();
  return cached;
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
