/** The oldest major version of Node that has what the product uses: Temporal, `node:sqlite`, type stripping. */
export const leastNode = 26;

/**
 * The message for a user whose Node is too old; `undefined` if it is not. Older versions load this file too, so it uses
 * nothing that they lack.
 *
 * @param version `process.versions.node`: `20.20.2`
 */
export function describeOldNode(version: string): string | undefined {
  if (Number(version.split('.')[0]) >= leastNode) return undefined;
  return `sendwindow needs Node ${leastNode} or later and this is Node ${version}; install Node ${leastNode} from https://nodejs.org, or with \`npm install node@${leastNode}\` beside the package and start it with \`npx sendwindow\``;
}
