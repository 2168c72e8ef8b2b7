import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const map = new URL('../../docs/spec-map.md', import.meta.url);
const specification = new URL('../../../shared/spec/2-planning.md', import.meta.url);

interface Row {
  readonly section: string;
  readonly rule: string;
  readonly implemented: readonly URL[];
  readonly tests: readonly { readonly file: URL; readonly title: string }[];
}

const locate = (link: string): URL => new URL(link, map);

/** `[row-claims.ts](../src/domain/mail/row-claims.ts)` */
const readLinks = (cell: string): URL[] =>
  [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => locate(link as string));

/** `[run-clock.test.ts](../test/unit/domain/calendar/run-clock.test.ts) "today (spec 2.1)"` */
const readTests = (cell: string): Row['tests'] =>
  cell.split('<br>').map((part) => {
    const [, link = '', title = ''] = /^\[[^\]]+\]\(([^)]+)\) "(.+)"$/.exec(part) ?? [];
    return { file: locate(link), title };
  });

function readMap(): Row[] {
  const rows: Row[] = [];
  let section = '';
  for (const line of readFileSync(map, 'utf8').split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    const [, rule, implemented, tests] = /^\| (.+) \| (.+) \| (.+) \|$/.exec(line) ?? [];
    if (rule === undefined || implemented === undefined || tests === undefined) continue;
    if (rule === 'rule' || rule === '---') continue;
    rows.push({ section, rule, implemented: readLinks(implemented), tests: readTests(tests) });
  }
  return rows;
}

const rows = readMap();

describe('docs/spec-map.md', () => {
  test('has every section of spec 2', () => {
    const numbers = new Set(rows.map(({ section }) => section.split(' ')[0]));
    for (let part = 1; part <= 8; part++) expect(numbers).toContain(`2.${part}`);
    expect(rows.length).toBeGreaterThan(100);
  });

  test.each(rows)('$section: $rule', ({ implemented, tests }) => {
    expect(implemented.filter((file) => !existsSync(file))).toEqual([]);
    const missing = tests.filter(
      ({ file, title }) => title === '' || !readFileSync(file, 'utf8').includes(title),
    );
    expect(missing).toEqual([]);
    expect(implemented.length * tests.length).toBeGreaterThan(0);
  });
});

/** A paragraph, a bullet, a row of a table: what is broken over several lines is one. */
const readRules = (text: string): string[] =>
  text
    .replaceAll(/\n +/g, ' ')
    .replaceAll(/(?<!\n)\n(?=[^\n\-|#\d*])/g, ' ')
    .split('\n');

/** Numbers and heads of lists, and what is asked of people: they rule nothing by themselves. */
const heads = [
  /^\d\.$/,
  /^\|.* last date \(hi\) \|$/,
  /^Campaigns further:$/,
  /^For an event:$/,
  /^A state rule is one of/,
  /^\*\*Identity\*\* says/,
  /^An owned row that/,
  /say so in your note\.$/,
];

const isRule = (line: string): boolean => line !== '' && !/^#|^\| ---/.test(line);

/** The sentences and clauses of a line, each with its place; a row of a table is one. */
function readSentences(line: string): { readonly text: string; readonly start: number }[] {
  if (line.startsWith('|')) return [{ text: line, start: 0 }];
  const texts = line.split(/(?<=[.;] )(?=[^)])/);
  return texts.map((text, i) => ({ text: text.trim(), start: texts.slice(0, i).join('').length }));
}

/** The sentences of a line in which nothing is quoted. */
function findUnquoted(line: string): string[] {
  const quoted = rows
    .map(({ rule }) => ({ start: line.indexOf(rule), length: rule.length }))
    .filter(({ start }) => start >= 0);
  return readSentences(line)
    .filter(({ text }) => !heads.some((head) => head.test(text)))
    .filter(
      ({ text, start }) =>
        !quoted.some((part) => part.start < start + text.length && part.start + part.length > start),
    )
    .map(({ text }) => text);
}

// Only where the specification lies beside the repository.
describe.runIf(existsSync(specification))('the rules of spec 2', () => {
  const rules = existsSync(specification) ? readRules(readFileSync(specification, 'utf8')) : [];

  test('are quoted as they are', () => {
    const text = rules.join('\n');
    expect(rows.map(({ rule }) => rule).filter((rule) => !text.includes(rule))).toEqual([]);
  });

  test('are in the map, sentence by sentence', () => {
    expect(rules.length).toBeGreaterThan(100);
    expect(rules.filter(isRule).flatMap(findUnquoted)).toEqual([]);
  });
});
