/** A path as it can be copied into a shell. */
export const quoteForShell = (path: string): string =>
  /^[\w./+:@%-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
