import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { parseYaml, TooManyValuesError } from './parse-yaml.ts';
import { type Finding, formatPath, type KeyPath, type Problem } from './problem.ts';

/** A YAML text as a value, and the place of each part in the text. JSON is YAML. */
export interface YamlSource {
  readonly value: unknown;
  /** What is wrong with the text as YAML, with its offset in the text. */
  readonly problems: readonly (Problem & { readonly offset: number })[];
  /** The offset of a key or its value in the text. */
  readonly offsetOf: (path: KeyPath, at: Finding['at']) => number;
  /** The place of a key or its value: `config.yaml:12:9`. */
  readonly locate: (path: KeyPath, at: Finding['at']) => string;
  /** Findings in a part of the text that a syntax error has garbled are noise. */
  readonly isGarbled: (path: KeyPath) => boolean;
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

/** The pairs of a mapping by key, the last of each as that is the one that counts; built once per mapping. */
function createPairFinder(): (map: YAMLMap, name: string) => Pair | undefined {
  const indexes = new WeakMap<YAMLMap, Map<string, Pair>>();
  return (map, name) => {
    let index = indexes.get(map);
    if (index === undefined) {
      index = new Map(map.items.map((pair) => [keyText(pair.key), pair]));
      indexes.set(map, index);
    }
    return index.get(name);
  };
}

/** Where the parts of a document start, as offsets into the text. */
class Locator {
  readonly #document: Document;
  readonly #findPair = createPairFinder();

  constructor(document: Document) {
    this.#document = document;
  }

  /** The offset of a key or value; of the nearest enclosing one where the path leads out of the text. */
  offsetOf(path: KeyPath, at: Finding['at']): number {
    let node: unknown = this.#document.contents;
    let offset = this.#startOf(node) ?? 0;
    for (const [depth, part] of path.entries()) {
      if (isAlias(node)) node = node.resolve(this.#document);
      const pair = isMap(node) ? this.#findPair(node, String(part)) : undefined;
      const child: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(part)] : undefined;
      const wantsKey = pair !== undefined && (at === 'key' || depth < path.length - 1 || isEmpty(child));
      const start = this.#startOf(wantsKey ? pair.key : child);
      if (start === undefined) break;
      offset = start;
      node = child;
    }
    return offset;
  }

  #startOf(node: unknown): number | undefined {
    return isNode(node) ? node.range?.[0] : undefined;
  }
}

/** A key with nothing after it: YAML puts its value at the end of the line, or further down. */
const isEmpty = (node: unknown): boolean => isScalar(node) && node.value === null && !node.source;

interface Fault {
  readonly offset: number;
  readonly code: 'SYNTAX' | 'DUPLICATE_KEY';
  readonly message: string;
  /** The text around it cannot be trusted either. */
  readonly garbles: boolean;
}

function toSyntaxFault({ pos, code, message }: YAMLError): Fault {
  const known: Partial<Record<ErrorCode, string>> = {
    TAB_AS_INDENT: 'YAML does not allow tabs as indentation; use spaces',
    MULTIPLE_DOCS: 'a second document starts here; keep one per file',
  };
  const text = known[code] ?? `this is not YAML: ${message}`;
  return { offset: pos[0], code: 'SYNTAX', message: text, garbles: code !== 'MULTIPLE_DOCS' };
}

/** One fault per place: the parser says of a bracket that never closes so once for each level. */
function listSyntaxFaults({ errors, warnings }: Document): Fault[] {
  const faults = new Map<number, Fault>();
  for (const error of [...errors, ...warnings]) {
    const fault = toSyntaxFault(error);
    if (!faults.has(fault.offset)) faults.set(fault.offset, fault);
  }
  return [...faults.values()];
}

function listDuplicateKeys(map: YAMLMap): Fault[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }): Fault[] => {
    const name = keyText(key);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    const message = `${formatPath([name])} appears here twice; remove one`;
    return [{ offset, code: 'DUPLICATE_KEY', message, garbles: false }];
  });
}

/** Finds duplicate keys, and puts null for references to nothing, so that the rest can be looked at. */
function repairDocument(document: Document): Fault[] {
  const faults: Fault[][] = [];
  const anchors = new Set<string>();
  visit(document, {
    Node(_, node) {
      if (isMap(node)) faults.push(listDuplicateKeys(node));
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return undefined;
      }
      if (anchors.has(node.source)) return undefined;
      const message = `there is no anchor &${node.source} before this; write the value out`;
      faults.push([{ offset: node.range?.[0] ?? 0, code: 'SYNTAX', message, garbles: true }]);
      return new Scalar(null);
    },
  });
  return faults.flat();
}

/** How the parser reports, as if they were slips of the author, brackets in brackets by the thousand. */
const stackPattern = /call stack|stack overflow/i;

/** A text that cannot even be looked at: nested thousands deep, or with too many values. */
function createUnreadableSource(name: string, error: unknown): YamlSource {
  const isTooLarge = error instanceof TooManyValuesError;
  const advice = isTooLarge ? 'name another file, or split it' : 'use plain keys and values';
  const message = `this cannot be read: ${(error as Error).message}; ${advice}`;
  const code = isTooLarge ? 'TOO_LARGE' : 'SYNTAX';
  const problems = [{ offset: 0, place: `${name}:1:1`, code, message } as const];
  return {
    value: undefined,
    problems,
    offsetOf: () => 0,
    locate: () => `${name}:1:1`,
    isGarbled: () => true,
  };
}

/** The index of the last of the ascending `starts` that is at most `offset`; -1 if none is. */
function findSection(offset: number, starts: readonly number[]): number {
  let [low, high] = [-1, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The sections with a fault; a fault at the start of a section has garbled the section before, too. */
function listGarbledSections(offsets: readonly number[], starts: readonly number[]): ReadonlySet<number> {
  return new Set(offsets.flatMap((offset) => [findSection(offset, starts), findSection(offset - 1, starts)]));
}

/** The places of the keys that start in the first column: what is wrong under one does not garble the next. */
function listSectionStarts(document: Document, lines: LineCounter): number[] {
  if (!isMap(document.contents)) return [];
  const offsets = document.contents.items.map(({ key }) => (isNode(key) ? (key.range?.[0] ?? 0) : 0));
  return offsets.filter((offset) => lines.linePos(offset).col === 1);
}

function createSource(text: string, name: string): YamlSource {
  const lines = new LineCounter();
  const document = parseYaml(text, lines);
  if (document.errors.some(({ message }) => stackPattern.test(message))) {
    throw new RangeError('it is nested too deeply');
  }
  const faults = [...listSyntaxFaults(document), ...repairDocument(document)];
  const locator = new Locator(document);
  const starts = listSectionStarts(document, lines);
  const broken = faults.filter(({ garbles }) => garbles).map(({ offset }) => offset);
  const garbled = listGarbledSections(broken, starts);
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  return {
    value: document.toJS(),
    problems: faults.map(({ offset, code, message }) => ({ offset, place: place(offset), code, message })),
    offsetOf: (path, at) => locator.offsetOf(path, at),
    locate: (path, at) => place(locator.offsetOf(path, at)),
    isGarbled(path) {
      if (broken.length === 0) return false;
      return path.length === 0 || garbled.has(findSection(locator.offsetOf(path.slice(0, 1), 'key'), starts));
    },
  };
}

/**
 * Reads YAML 1.2 (or JSON) with the places of everything in it. Never throws: what is wrong is in `problems`.
 *
 * @param name how messages call the text: the file's path as it was given
 */
export function readYamlSource(text: string, name: string): YamlSource {
  try {
    return createSource(text, name);
  } catch (error) {
    return createUnreadableSource(name, error);
  }
}
