import { type Finding, type Problem, placeFinding } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** Finds what is wrong with a value. */
export type CheckValue = (value: unknown) => readonly Finding[];

const placePattern = /:(\d+):(\d+)$/;

/** By line and column, so that a file is corrected from top to bottom. */
function sortByPlace(problems: readonly Problem[]): Problem[] {
  const placed = problems.map((problem) => {
    const [, line = 0, column = 0] = (placePattern.exec(problem.place) ?? []).map(Number);
    return { problem, line, column };
  });
  placed.sort((a, b) => a.line - b.line || a.column - b.column);
  return placed.map(({ problem }) => problem);
}

/** All problems of a YAML text, in its order: of the YAML, and of the values where the YAML is sound. */
export function findSourceProblems(source: YamlSource, name: string, check: CheckValue): Problem[] {
  if (source.value === null && source.problems.length === 0) {
    const message = 'the file is empty; write at least one key, or leave the file out';
    return [{ place: `${name}:1:1`, code: 'EMPTY_FILE', message }];
  }
  const findings = check(source.value).filter(({ path }) => !source.isGarbled(path));
  const located = findings.map((finding) => placeFinding(finding, source.locate(finding.path, finding.at)));
  return sortByPlace([...source.problems, ...located]);
}
