import { z } from 'zod';
import type { ValueFacts } from './key-facts.ts';
import { findNearestWord } from './nearest-word.ts';
import { createFinding, type Finding, formatPath, type KeyPath, type ProblemCode } from './problem.ts';
import { listSchemaKeys, type SchemaKey } from './schema-keys.ts';
import { chooseAlternative, findKeyFacts, groupAt, schemaAt, unwrapSchema, valueAt } from './schema-node.ts';

type Issue = z.core.$ZodIssue;

const longestShown = 60;

/** A found value for people: short, on one line. */
function showValue(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;
}

const groupFacts = (keys: readonly string[]): ValueFacts => ({
  kind: 'data',
  what: 'a group of keys',
  use: keys.length > 0 ? `the keys ${keys.join(', ')}` : 'a mapping',
  unit: '',
  code: 'WRONG_TYPE',
});

function factsOf(schema: z.core.$ZodType | undefined): ValueFacts {
  const node = schema && unwrapSchema(schema);
  return findKeyFacts(schema) ?? groupFacts(node instanceof z.ZodObject ? Object.keys(node.shape) : []);
}

function codeOf(issue: Issue, facts: ValueFacts): ProblemCode {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union') return 'WRONG_TYPE';
  if (issue.code === 'invalid_value') return facts.code;
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'OUT_OF_RANGE';
  return facts.code;
}

/** `; did you mean 08:30?` if the facts know what was meant. */
function suggest(facts: ValueFacts, found: unknown): string {
  const meant = facts.suggest?.(found);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

const secretPattern = /token|secret|password|api_?key/i;

/** Turns the issues of one value into findings. */
class FindingWriter {
  readonly #schema: z.core.$ZodType;
  readonly #value: unknown;
  #keys: readonly SchemaKey[] | undefined;

  constructor(schema: z.core.$ZodType, value: unknown) {
    this.#schema = schema;
    this.#value = value;
  }

  describe(issue: Issue, prefix: KeyPath): Finding[] {
    const path = [...prefix, ...(issue.path as KeyPath)];
    if (issue.code === 'unrecognized_keys') {
      const group = groupAt(this.#schema, path, this.#value);
      return issue.keys.map((key) => this.#describeUnknownKey([...path, key], group));
    }
    if (issue.code === 'invalid_key') {
      return [this.#describeUnknownKey(path, groupAt(this.#schema, path.slice(0, -1), this.#value))];
    }
    if (issue.code === 'invalid_union') return this.#describeUnion(issue, path);
    return [this.#describeValue(issue, path)];
  }

  #describeUnknownKey(path: KeyPath, group: z.ZodObject | z.ZodRecord | undefined): Finding {
    if (group instanceof z.ZodRecord) return this.#describeBadKey(path, group);
    return createFinding(path, 'key', 'UNKNOWN_KEY', () => {
      const siblings = group === undefined ? [] : Object.keys(group.shape);
      return `${formatPath(path)} is not a known key; ${this.#adviseKey(String(path.at(-1)), siblings)}`;
    });
  }

  /** A key of that name elsewhere is more probable than a similar one here, and that than a similar one elsewhere. */
  #adviseKey(name: string, siblings: readonly string[]): string {
    if (secretPattern.test(name)) return 'secrets come from the environment only; remove it';
    const meant = this.#keysNamed(name) || findNearestWord(name, siblings) || this.#keysLike(name);
    return meant ? `did you mean ${meant}?` : `use ${siblings.join(', ')}`;
  }

  /** The keys anywhere whose last part is a name, with their groups; empty if there are none. */
  #keysNamed(name: string | undefined): string {
    this.#keys ??= listSchemaKeys(this.#schema);
    return this.#keys
      .filter(({ path }) => path.at(-1) === name)
      .map(({ key }) => key)
      .join(' or ');
  }

  #keysLike(name: string): string {
    const names = new Set(this.#keys?.map(({ path }) => path.at(-1) ?? ''));
    return this.#keysNamed(findNearestWord(name, [...names]));
  }

  /** A key that is data itself: a state's code, a ZIP. */
  #describeBadKey(path: KeyPath, record: z.ZodRecord): Finding {
    const facts = factsOf(record.keyType);
    return createFinding(
      path,
      'key',
      facts.code,
      () => `${formatPath(path)} is not ${facts.what}; use ${facts.use}${suggest(facts, path.at(-1))}`,
    );
  }

  /** The problems of the alternative that was meant; if that is not clear, that the value has no allowed type. */
  #describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: KeyPath): Finding[] {
    const schema = schemaAt(this.#schema, path, this.#value);
    const node = schema && unwrapSchema(schema);
    const chosen =
      node instanceof z.ZodUnion ? chooseAlternative(node, valueAt(this.#value, path)) : undefined;
    const index = node instanceof z.ZodUnion && chosen ? node.options.indexOf(chosen as z.ZodType) : -1;
    const issues = issue.errors[index];
    if (issues === undefined) return [this.#describeValue(issue, path)];
    return issues.flatMap((inner) => this.describe(inner, path));
  }

  #describeValue(issue: Issue, path: KeyPath): Finding {
    const found = valueAt(this.#value, path);
    const facts = factsOf(schemaAt(this.#schema, path, this.#value));
    const name = formatPath(path);
    if (found === undefined && path.length > 0) {
      const message = `${name} is missing; use ${facts.use}`;
      return { path, at: 'key', code: 'MISSING_KEY', message };
    }
    if (found === null && path.length > 0) {
      const message = `${name} has no value; use ${facts.use}, or remove the key`;
      return { path, at: 'value', code: 'WRONG_TYPE', message };
    }
    return createFinding(path, 'value', codeOf(issue, facts), () =>
      `${name} ${showValue(found)} is not ${facts.what}; use ${facts.use}${suggest(facts, found)}`.trimStart(),
    );
  }
}

/** One finding per place: what follows from the first problem of a value is not reported again. */
function dropRepetitions(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, at }) => {
    const place = path.length === 1 ? `${at} ${path[0]}` : JSON.stringify([at, path]);
    return !seen.has(place) && seen.add(place);
  });
}

/**
 * Every problem that a schema has with a value, in terms of the keys that people write (spec 3.2). Empty if it is right.
 *
 * @example findSchemaProblems(configurationSchema, { horizon_days: -1 }) // [{ code: 'OUT_OF_RANGE', ... }]
 */
export function findSchemaProblems(schema: z.ZodType, value: unknown): Finding[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const writer = new FindingWriter(schema, value);
  return dropRepetitions(result.error.issues.flatMap((issue) => writer.describe(issue, [])));
}
