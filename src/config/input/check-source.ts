import { type Finding, type Problem, placeFinding } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** Finds what is wrong with a value. */
export type CheckValue = (value: unknown) => readonly Finding[];

/** All problems of a YAML text, in its order: of the YAML, and of the values where the YAML is sound. */
export function findSourceProblems(source: YamlSource, name: string, check: CheckValue): Problem[] {
  if (source.value === null && source.problems.length === 0) {
    const message = 'the file is empty; write at least one key, or leave the file out';
    return [{ place: `${name}:1:1`, code: 'EMPTY_FILE', message }];
  }
  const findings = check(source.value).filter(({ path }) => !source.isGarbled(path));
  const located = findings.map((finding) => ({
    offset: source.offsetOf(finding.path, finding.at),
    problem: placeFinding(finding, () => source.locate(finding.path, finding.at)),
  }));
  const faults = source.problems.map((problem) => ({ offset: problem.offset, problem }));
  // From top to bottom, as a file is corrected. Offsets are compared: lines are only worked out for what is listed.
  const all = [...faults, ...located].sort((a, b) => a.offset - b.offset);
  return all.map(({ problem }) => problem);
}
