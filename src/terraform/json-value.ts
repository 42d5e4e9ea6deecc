import { inputError } from '../errors.ts';
import type { JsonText } from './json-text.ts';

/** A number as its digits: JavaScript's own would lose some (`12345678901234567890`, `1e400`). */
type JsonNumber = { readonly number: string };

/** Any JSON value without loss. Objects are Maps: `__proto__` is a legal key. */
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Nesting that is read at most; Terraform itself fails to plan at 9,000. */
export const MAX_DEPTH = 5000;

type Container =
  | { readonly close: ']'; readonly content: JsonValue[] }
  | { readonly close: '}'; readonly content: Map<string, JsonValue>; key: string };
type Cursor = { readonly text: string; at: number };

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Most strings have none, and stand for themselves. */
const ESCAPE_OR_CONTROL = /[\\\u0000-\u001f]/;
const WORDS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Parses any JSON text without loss; accepts what `JSON.parse` accepts, the last of two equal keys wins. Own code, because
 * `lossless-json` recurses (RangeError above some 3,000 levels) and makes plain objects.
 * Throws an input error on other text and on nesting deeper than `MAX_DEPTH`.
 */
export function parseJson({ text }: JsonText): JsonValue {
  const cursor: Cursor = { text, at: 0 };
  const open: Container[] = [];
  for (;;) {
    const opened = takeOpening(cursor);
    if (opened && open.push(opened) > MAX_DEPTH) throw invalid(cursor, 'nested too deep');
    if (opened && !takes(cursor, opened.close)) {
      takeKey(cursor, opened);
      continue;
    }
    let value = opened ? opened.content : takeScalar(cursor);
    if (opened) open.pop();
    // A value has ended: it goes into its container, which may end here too.
    for (let holder = open.at(-1); holder; holder = open.at(-1)) {
      if (holder.close === ']') holder.content.push(value);
      else holder.content.set(holder.key, value);
      if (takes(cursor, ',')) {
        takeKey(cursor, holder);
        break;
      }
      if (!takes(cursor, holder.close)) throw invalid(cursor, `"," or "${holder.close}" expected`);
      value = holder.content;
      open.pop();
    }
    if (open.length > 0) continue;
    skipSpace(cursor);
    if (cursor.at !== text.length) throw invalid(cursor, 'more text after the value');
    return value;
  }
}

function takeOpening(cursor: Cursor): Container | null {
  if (takes(cursor, '{')) return { close: '}', content: new Map(), key: '' };
  return takes(cursor, '[') ? { close: ']', content: [] } : null;
}

function takeKey(cursor: Cursor, container: Container): void {
  if (container.close === ']') return;
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== '"') throw invalid(cursor, 'key expected');
  container.key = takeString(cursor);
  if (!takes(cursor, ':')) throw invalid(cursor, '":" expected');
}

function takeScalar(cursor: Cursor): JsonValue {
  if (cursor.text[cursor.at] === '"') return takeString(cursor);
  for (const [word, value] of WORDS) {
    if (!cursor.text.startsWith(word, cursor.at)) continue;
    cursor.at += word.length;
    return value;
  }
  NUMBER.lastIndex = cursor.at;
  const number = NUMBER.exec(cursor.text)?.[0];
  if (number === undefined) throw invalid(cursor, 'value expected');
  cursor.at += number.length;
  return { number };
}

function takeString(cursor: Cursor): string {
  let end = cursor.text.indexOf('"', cursor.at + 1);
  while (end > 0 && isEscaped(cursor.text, end)) end = cursor.text.indexOf('"', end + 1);
  if (end < 0) throw invalid(cursor, 'string without an end');
  const plain = cursor.text.slice(cursor.at + 1, end);
  if (!ESCAPE_OR_CONTROL.test(plain)) {
    cursor.at = end + 1;
    return plain;
  }
  try {
    const string: unknown = JSON.parse(`"${plain}"`);
    cursor.at = end + 1;
    return String(string);
  } catch (cause) {
    throw invalid(cursor, 'string with a bad escape or control character', cause);
  }
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === '\\') from--;
  return (at - from) % 2 === 1;
}

function takes(cursor: Cursor, char: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}

function skipSpace(cursor: Cursor): void {
  SPACE.lastIndex = cursor.at;
  cursor.at += SPACE.exec(cursor.text)?.[0].length ?? 0;
}

const invalid = ({ at }: Cursor, what: string, cause?: unknown): Error =>
  inputError(`not valid JSON: ${what} at character ${at}`, { cause });
