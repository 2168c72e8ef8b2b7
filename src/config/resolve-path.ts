import { resolve } from 'node:path';

/** A path as given, taken from the working directory of a call; messages keep the short form where it is the same. */
export function resolvePath({ cwd }: { readonly cwd: string }, path: string): string {
  const absolute = resolve(cwd, path);
  return absolute === resolve(path) ? path : absolute;
}
