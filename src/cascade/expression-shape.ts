import { findReferences } from '../hcl/references.ts';
import { findQuotedText } from '../hcl/quoted-text.ts';
import type { ExpressionSource, SourceRange } from '../hcl/source.ts';
import { lineAt, type SourceText, toSourceText } from '../hcl/source-text.ts';
import { type Token, toTokens } from './expression-tokens.ts';
import { readTraversal, toTraversals, type Traversal } from './traversal.ts';

/** An entry of an object literal; `range` is that of `key = value`. */
type ObjectEntry = { readonly value: ExpressionSource; readonly range: SourceRange };

/**
 * The outermost form of an expression, as far as a change can be followed through it. `call` with the name '' is a parenthesis.
 * `computed`: values whose key is not written out.
 */
export type Shape =
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, ObjectEntry>; readonly computed: readonly ExpressionSource[] }
  | { readonly kind: 'tuple'; readonly items: readonly ExpressionSource[] }
  | { readonly kind: 'traversal'; readonly traversal: Traversal }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly ExpressionSource[] }
  | { readonly kind: 'other' };

export type ReadExpression = {
  readonly shape: Shape;
  /** All references, in order of appearance; names bound by `for` look like them. */
  readonly traversals: readonly Traversal[];
  /** Names of the functions that are called. */
  readonly calls: ReadonlySet<string>;
};

const read = new WeakMap<ExpressionSource, ReadExpression>();

/** Takes an expression apart, textually: only what stands outermost, and what it refers to. Linear; remembered for each source. */
export function readExpression(source: ExpressionSource): ReadExpression {
  const known = read.get(source);
  if (known) return known;
  const result = source.syntax === 'native' ? readNative(source.text, source.range) : readJsonExpression(source);
  read.set(source, result);
  return result;
}

function readNative(text: string, range: SourceRange): ReadExpression {
  const tokens = toTokens(text);
  const code = tokens.filter(({ kind }) => kind !== 'comment');
  const called: string[] = [];
  for (const [index, { kind, start, end }] of code.entries()) {
    const next = code[index + 1];
    if (kind === 'name' && next?.kind === 'open' && text[next.start] === '(') called.push(text.slice(start, end));
  }
  return {
    shape: toShape(code, { source: toSourceText(range.file, text), range }),
    traversals: toTraversals(text, code),
    calls: called.length === 0 ? NO_CALLS : new Set(called),
  };
}

const NO_CALLS: ReadonlySet<string> = new Set();

type Place = { readonly source: SourceText; readonly range: SourceRange };

function toShape(tokens: readonly Token[], place: Place, depth = 0): Shape {
  const { text } = place.source;
  const code = tokens.filter(({ kind }) => kind !== 'newline');
  const [first, second] = code;
  const last = code.at(-1);
  if (!first || !last) return { kind: 'other' };
  const wraps = (open: Token | undefined): boolean => open?.kind === 'open' && last.kind === 'close' && closeOf(tokens, open) === last;
  const char = text[first.start];
  if (char === '{' && wraps(first)) return toObject(tokens, place);
  if (char === '[' && wraps(first) && !isFor(text, second)) return { kind: 'tuple', items: toItems(tokens, first, place) };
  if (char === '(' && wraps(first)) return { kind: 'call', name: '', args: toItems(tokens, first, place) };
  if (first.kind === 'name' && second && text[second.start] === '(' && wraps(second))
    return { kind: 'call', name: text.slice(first.start, first.end), args: toItems(tokens, second, place) };
  const single = readTraversal(text, code, 0);
  if (single && single.next === code.length) return { kind: 'traversal', traversal: single.traversal };
  return depth < MOST_WRAPS && wrapsOne(text, code)
    ? toShape(
        tokens.slice(tokens.indexOf(second ?? first) + 1, -2).map(({ depth, ...token }) => ({ ...token, depth: depth - 2 })),
        place,
        depth + 1,
      )
    : { kind: 'other' };
}

/** `"${"${x}"}"`: nobody wraps deeper than this. */
const MOST_WRAPS = 3;

/** `"${x}"` is x. */
function wrapsOne(text: string, code: readonly Token[]): boolean {
  const [quote, opened] = code;
  const [closed, end] = code.slice(-2);
  return (
    code.length > 4 &&
    quote?.kind === 'open' &&
    text[quote.start] === '"' &&
    text.startsWith('${', opened?.start) &&
    closed?.kind === 'close' &&
    closed.depth === 1 &&
    end?.depth === 0 &&
    code.filter(({ depth, kind }) => depth === 1 && kind === 'open').length === 1
  );
}

const isFor = (text: string, token: Token | undefined): boolean => token?.kind === 'name' && text.slice(token.start, token.end) === 'for';

function closeOf(tokens: readonly Token[], open: Token): Token | undefined {
  const from = tokens.indexOf(open);
  for (let at = from + 1; at < tokens.length; at++) if (tokens[at]?.kind === 'close' && tokens[at]?.depth === open.depth) return tokens[at];
  return undefined;
}

/** Groups of tokens between commas (and, in objects, line breaks) directly inside `open`. */
function groups(tokens: readonly Token[], open: Token, { text, lines }: { text: string; lines: boolean }): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  const from = tokens.indexOf(open) + 1;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token || (token.kind === 'close' && token.depth === open.depth)) break;
    const direct = token.depth === open.depth + 1;
    if (direct && ((token.kind === 'punctuation' && text[token.start] === ',') || (lines && token.kind === 'newline'))) found.push([]);
    else if (token.kind !== 'newline') found.at(-1)?.push(token);
  }
  return found.filter((group) => group.length > 0);
}

const toItems = (tokens: readonly Token[], open: Token, place: Place): readonly ExpressionSource[] =>
  groups(tokens, open, { text: place.source.text, lines: false }).map((group) => toSource(group, place));

function toObject(tokens: readonly Token[], place: Place): Shape {
  const { text } = place.source;
  const code = tokens.filter(({ kind }) => kind !== 'newline');
  const [first, second] = code;
  if (!first || isFor(text, second)) return { kind: 'other' };
  const entries = new Map<string, ObjectEntry>();
  const computed: ExpressionSource[] = [];
  for (const group of groups(tokens, first, { text, lines: true })) {
    const equals = group.findIndex(
      ({ kind, depth, start, end }) => kind === 'punctuation' && depth === first.depth + 1 && /^[=:]$/.test(text.slice(start, end)),
    );
    const value = group.slice(equals + 1);
    if (equals < 1 || value.length === 0) return { kind: 'other' };
    const key = readKey(text, group.slice(0, equals));
    if (key === null) computed.push(toSource(group.slice(equals + 1), place), toSource(group.slice(0, equals), place));
    else entries.set(key, { value: toSource(value, place), range: toSource(group, place).range });
  }
  return { kind: 'object', entries, computed };
}

function readKey(text: string, tokens: readonly Token[]): string | null {
  const [first] = tokens;
  const written = text.slice(first?.start ?? 0, tokens.at(-1)?.end ?? 0);
  if (tokens.length === 1 && (first?.kind === 'name' || first?.kind === 'number')) return written;
  return findQuotedText(written);
}

function toSource(tokens: readonly Token[], { source, range }: Place): ExpressionSource {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const line = range.line + lineAt(source, start) - 1;
  const column = start - (source.lineStarts[lineAt(source, start) - 1] ?? 0) + 1;
  const endLine = range.line + lineAt(source, Math.max(start, end - 1)) - 1;
  return {
    syntax: 'native',
    text: source.text.slice(start, end),
    range: { file: range.file, line, column: line === range.line ? column + range.column - 1 : column, endLine },
  };
}

/** In JSON syntax every string is a template; where a member stands is not known, so it has the range of the whole. */
function readJsonExpression(source: ExpressionSource & { readonly syntax: 'json' }): ReadExpression {
  const { value, range } = source;
  const inner = typeof value === 'string' ? /^\$\{([^{}]*)\}$/.exec(value)?.[1] : undefined;
  if (inner !== undefined) return readNative(inner, range);
  const traversals = findReferences(source).map(([root = '', ...names]): Traversal => ({
    root,
    steps: names.map((name) => ({ kind: 'name', name })),
  }));
  const calls = new Set([...JSON.stringify(value ?? null).matchAll(/([\w-]+)\(/g)].map(([, name]) => name ?? ''));
  return { shape: toJsonShape(value, range), traversals, calls };
}

function toJsonShape(value: unknown, range: SourceRange): Shape {
  const toValue = (inner: unknown): ExpressionSource => ({ syntax: 'json', value: inner, range });
  if (Array.isArray(value)) return { kind: 'tuple', items: value.map(toValue) };
  if (value === null || typeof value !== 'object') return { kind: 'other' };
  const members = Object.entries(value);
  const plain = members.filter(([key]) => !/[$%]\{/.test(key));
  const computed = members
    .filter(([key]) => /[$%]\{/.test(key))
    .flat()
    .map(toValue);
  return { kind: 'object', entries: new Map(plain.map(([key, inner]) => [key, { value: toValue(inner), range }])), computed };
}
