import type { Finding, Problem } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** Finds what is wrong with a value. */
export type CheckValue = (value: unknown) => readonly Finding[];

const placePattern = /:(\d+):(\d+)$/;

/** By line and column, so that a file is mended from top to bottom. */
function comparePlaces(a: Problem, b: Problem): number {
  const [, lineA = 0, columnA = 0] = (placePattern.exec(a.place) ?? []).map(Number);
  const [, lineB = 0, columnB = 0] = (placePattern.exec(b.place) ?? []).map(Number);
  return lineA - lineB || columnA - columnB;
}

/** All problems of a YAML text, in its order: of the YAML, and of the values where the YAML is sound. */
export function findSourceProblems(source: YamlSource, name: string, check: CheckValue): Problem[] {
  if (source.value === null && source.problems.length === 0) {
    const message = 'the file is empty; write at least one key, or leave the file out';
    return [{ place: `${name}:1:1`, code: 'EMPTY_FILE', message }];
  }
  const findings = check(source.value).filter(({ path }) => !source.isGarbled(path));
  const located = findings.map(({ path, at, code, message }) => ({
    place: source.locate(path, at),
    code,
    message,
  }));
  return [...source.problems, ...located].sort(comparePlaces);
}
