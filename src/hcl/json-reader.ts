import { type SourceText, syntaxError } from './source-text.ts';

/** A JSON value with offsets into its file. Objects keep members in order and repeated names, which HCL reads as repeated blocks. */
export type JsonNode =
  | { readonly kind: 'object'; readonly start: number; end: number; readonly members: JsonMember[] }
  | { readonly kind: 'array'; readonly start: number; end: number; readonly items: JsonNode[] }
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly value: string | number | boolean | null };

export type JsonMember = { readonly name: string; readonly start: number; readonly value: JsonNode };

type Container = Exclude<JsonNode, { readonly kind: 'scalar' }>;
type Cursor = { readonly source: SourceText; at: number };

/** Deeper is no configuration that a person or tool writes; it bounds the recursion of whoever walks the result. */
const MAX_DEPTH = 250;
const BLANKS = /[ \t\r\n]+/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING_RUN = /[^"\\\n]+/y;

/** Reads a JSON file. Throws (exit 3) `file:line: expected …` where it is no JSON. */
export function readJson(source: SourceText): JsonNode {
  const cursor: Cursor = { source, at: source.text.startsWith('\u{feff}') ? 1 : 0 };
  const root: JsonNode[] = [];
  const open: Container[] = [];
  do {
    const parent = open.at(-1);
    skipBlanks(cursor);
    if (parent && closes(cursor, parent)) open.pop();
    else {
      if (parent && !isEmpty(parent)) expect(cursor, ',');
      const node = readItem(cursor, parent, root);
      if (node.kind !== 'scalar') open.push(node);
      if (open.length > MAX_DEPTH) throw syntaxError(source, node.start, `at most ${MAX_DEPTH} levels`);
    }
  } while (open.length > 0);
  skipBlanks(cursor);
  const [value] = root;
  if (!value || cursor.at < source.text.length) throw syntaxError(source, cursor.at, 'nothing behind the JSON value');
  return value;
}

function closes(cursor: Cursor, container: Container): boolean {
  if (cursor.source.text[cursor.at] !== (container.kind === 'object' ? '}' : ']')) return false;
  cursor.at += 1;
  container.end = cursor.at;
  return true;
}

const isEmpty = (container: Container): boolean => (container.kind === 'object' ? container.members : container.items).length === 0;

function readItem(cursor: Cursor, parent: Container | undefined, root: JsonNode[]): JsonNode {
  if (parent?.kind !== 'object') {
    const node = readValue(cursor);
    (parent ? parent.items : root).push(node);
    return node;
  }
  skipBlanks(cursor);
  const start = cursor.at;
  if (cursor.source.text[start] !== '"') throw syntaxError(cursor.source, start, 'a name in quotes or "}"');
  const name = readString(cursor);
  expect(cursor, ':');
  const value = readValue(cursor);
  parent.members.push({ name, start, value });
  return value;
}

/** A scalar, or a container that is still empty. */
function readValue(cursor: Cursor): JsonNode {
  skipBlanks(cursor);
  const { source, at: start } = cursor;
  const char = source.text[start];
  if (char === '{' || char === '[') {
    cursor.at += 1;
    return char === '{' ? { kind: 'object', start, end: start, members: [] } : { kind: 'array', start, end: start, items: [] };
  }
  if (char === '"') return { kind: 'scalar', start, value: readString(cursor), end: cursor.at };
  WORD.lastIndex = start;
  const word = WORD.exec(source.text)?.[0];
  if (word === undefined) throw syntaxError(source, start, 'a JSON value');
  cursor.at += word.length;
  return { kind: 'scalar', start, end: cursor.at, value: toScalar(word) };
}

/**
 * A number that JavaScript would round stands as a template of its digits: in `.tf.json` `"${12345678901234567890}"` is that very number
 * (Terraform keeps 512 bits).
 */
function toScalar(word: string): number | string | boolean | null {
  const digits = word.replace(/[eE].*$/, '').replace(/^[-0.]+|\./g, '');
  const isNumber = /^[-\d]/.test(word);
  if (!isNumber) return word === 'null' ? null : word === 'true';
  return digits.length <= 15 && !/[eE]/.test(word) ? Number(word) : `\${${word}}`;
}

function readString(cursor: Cursor): string {
  const { source } = cursor;
  const start = cursor.at;
  let at = start + 1;
  while (source.text[at] !== '"') {
    STRING_RUN.lastIndex = at;
    const run = STRING_RUN.exec(source.text)?.[0].length ?? 0;
    const char = source.text[at + run];
    if (char === undefined || char === '\n') throw syntaxError(source, at + run, `'"' for the string`);
    at += run + (char === '\\' ? 2 : 0);
  }
  cursor.at = at + 1;
  try {
    return String(JSON.parse(source.text.slice(start, at + 1)));
  } catch {
    throw syntaxError(source, start, 'a string without control characters and unknown escapes');
  }
}

function expect(cursor: Cursor, char: string): void {
  skipBlanks(cursor);
  if (cursor.source.text[cursor.at] !== char) throw syntaxError(cursor.source, cursor.at, `"${char}"`);
  cursor.at += 1;
}

function skipBlanks(cursor: Cursor): void {
  BLANKS.lastIndex = cursor.at;
  cursor.at += BLANKS.exec(cursor.source.text)?.[0].length ?? 0;
}
