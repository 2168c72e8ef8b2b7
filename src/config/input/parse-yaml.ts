import { Composer, type Document, type LineCounter, Parser, YAMLParseError } from 'yaml';

/**
 * So many keys and values a text may have. The state of every ZIP there is makes 85,000; parsing this many takes half a
 * second, and a megabyte can hold a million.
 */
const mostYamlValues = 120_000;

/** A text has more than 120,000 keys and values. */
export class TooManyValuesError extends Error {
  constructor() {
    super(`it has more than ${mostYamlValues.toLocaleString('en-US')} keys and values`);
  }
}

/** What the lexer puts before a plain scalar; a quoted one begins with its quote. */
const scalarMark = '\x1f';

/** Counts scalars while they are read, so that a text of too many is given up early. */
class BoundedParser extends Parser {
  #count = 0;

  override *next(lexeme: string): ReturnType<Parser['next']> {
    if (lexeme === scalarMark || lexeme.startsWith('"') || lexeme.startsWith("'")) this.#count++;
    if (this.#count > mostYamlValues) throw new TooManyValuesError();
    yield* super.next(lexeme);
  }
}

/**
 * The library's `parseDocument` with a bound; its faults are in `errors` of the document.
 *
 * @throws TooManyValuesError
 */
export function parseYaml(text: string, lines: LineCounter): Document {
  const parser = new BoundedParser(lines.addNewLine);
  const composer = new Composer({
    prettyErrors: false,
    // Duplicate keys are found by the caller: the library compares each key with each other one.
    uniqueKeys: false,
    // As a number the ZIP 02134 would be the key 2134.
    stringKeys: true,
    logLevel: 'error',
  });
  const [document, second] = composer.compose(parser.parse(text), true, text.length);
  if (second !== undefined) {
    const [start, end] = second.range;
    document?.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'a second document'));
  }
  return document as Document;
}
