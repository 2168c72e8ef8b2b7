import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const nobody = 65_534;

/**
 * Runs `body` while the folder and its files cannot be written; works where nothing may be mounted. Permissions do not
 * stop root, who is therefore somebody else meanwhile.
 */
export function writeProtected<T>(folder: string, body: () => T): T {
  const isRoot = process.geteuid?.() === 0;
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
  if (isRoot) process.seteuid?.(nobody);
  try {
    return body();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  }
}
