import { contentHash } from './content-hash.ts';

/** ` (aep.dates: config.yaml:3:5)`, at the end of a warning: where its value comes from, which may change. */
const provenance = / \([a-z_.]+: [^()]*\)$/;

/** The code that a warning begins with. */
const codeOf = (warning: string): string => warning.slice(0, warning.indexOf(':'));

/** A short name of what a warning says, wherever its value comes from: another value has another version. */
const versionOf = (warning: string): string => `v${contentHash(warning.replace(provenance, '')).slice(0, 8)}`;

/** How a warning is acknowledged: `AEP_BEFORE_OCTOBER=v1f2e3d4c`. */
export const acknowledgementOf = (warning: string): string => `${codeOf(warning)}=${versionOf(warning)}`;

/** The warnings that are not acknowledged; a warning whose text has changed counts as not acknowledged. */
export const withoutAcknowledged = (
  warnings: readonly string[],
  acknowledged: Readonly<Record<string, string>> = {},
): string[] =>
  warnings.filter(
    (warning) =>
      !Object.hasOwn(acknowledged, codeOf(warning)) || acknowledged[codeOf(warning)] !== versionOf(warning),
  );
