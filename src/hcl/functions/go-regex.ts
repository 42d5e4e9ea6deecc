import { unsureError } from '../evaluation-error.ts';
import type { CharTest } from './regex-chars.ts';
import { ahead, characterClass, classEscape, escapedCode, folded, invalid, peek } from './regex-class.ts';
import type { Cursor, Flags } from './regex-class.ts';

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary';

/** A regular expression in Go's (RE2's) syntax, as a tree. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly at: Assertion }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'concat' | 'alternate'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number; readonly greedy: boolean };

export type GoRegex = {
  readonly root: Node;
  /** Names of the groups from 1 on; null for groups without one. */ readonly names: readonly (string | null)[];
};

type Parser = Cursor & { readonly names: (string | null)[]; depth: number };

const MAX_PATTERN = 10_000;
const MAX_DEPTH = 200;
/** Go refuses larger repeat counts. */
const MAX_REPEAT = 1_000;

/** Throws a certain error on what Go refuses too. */
export function parseGoRegex(pattern: string): GoRegex {
  if (pattern.length > MAX_PATTERN) throw unsureError('the regular expression is too long');
  const parser: Parser = {
    text: Array.from(pattern),
    at: 0,
    flags: { ignoreCase: false, multiLine: false, dotAll: false, ungreedy: false },
    names: [],
    depth: 0,
  };
  const root = alternation(parser);
  if (parser.at < parser.text.length) throw invalid();
  return { root, names: parser.names };
}

const startsWith = (parser: Parser, text: string): boolean =>
  Array.from(text).every((character, index) => peek(parser, index) === character);

function alternation(parser: Parser): Node {
  parser.depth += 1;
  if (parser.depth > MAX_DEPTH) throw unsureError('the regular expression is nested too deeply');
  const branches: Node[] = [sequence(parser)];
  while (peek(parser) === '|') {
    parser.at += 1;
    branches.push(sequence(parser));
  }
  parser.depth -= 1;
  return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'alternate', nodes: branches };
}

function sequence(parser: Parser): Node {
  const nodes: Node[] = [];
  while (parser.at < parser.text.length && peek(parser) !== '|' && peek(parser) !== ')') {
    if (startsWith(parser, '\\Q')) nodes.push(...quoted(parser));
    else nodes.push(repeated(parser, atom(parser)));
  }
  return { kind: 'concat', nodes };
}

function quoted(parser: Parser): Node[] {
  parser.at += 2;
  const nodes: Node[] = [];
  while (parser.at < parser.text.length && !startsWith(parser, '\\E')) {
    nodes.push(literal(peek(parser), parser.flags));
    parser.at += 1;
  }
  parser.at += 2;
  return nodes;
}

const SIMPLE: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['*', [0, Infinity]],
  ['+', [1, Infinity]],
  ['?', [0, 1]],
]);

function repeated(parser: Parser, body: Node): Node {
  const range = repeatRange(parser);
  if (range === null) return body;
  const [min, max] = range;
  if (min > MAX_REPEAT || (max !== Infinity && (max > MAX_REPEAT || max < min))) throw invalid();
  const lazy = peek(parser) === '?';
  if (lazy) parser.at += 1;
  // Go refuses `a**` and `a{2}{3}`.
  if (SIMPLE.has(peek(parser)) || counted(parser) !== null) throw invalid();
  return { kind: 'repeat', body, min, max, greedy: lazy === parser.flags.ungreedy };
}

function repeatRange(parser: Parser): readonly [number, number] | null {
  const simple = SIMPLE.get(peek(parser));
  if (simple !== undefined) {
    parser.at += 1;
    return simple;
  }
  const count = counted(parser);
  if (count === null) return null;
  parser.at += count.length;
  return count.range;
}

/** `{2}`, `{2,}`, `{2,5}`; anything else with a brace is text. */
function counted(parser: Parser): { readonly length: number; readonly range: readonly [number, number] } | null {
  if (peek(parser) !== '{') return null;
  const match = /^\{(\d{1,9})(,(\d{0,9}))?\}/u.exec(ahead(parser, 25));
  if (match === null) return null;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3]);
  return { length: match[0].length, range: [min, max] };
}

const NEWLINE = 10;

function atom(parser: Parser): Node {
  const character = peek(parser);
  const { flags } = parser;
  if (SIMPLE.has(character)) throw invalid();
  if (character === '(') return group(parser);
  if (character === '[') return { kind: 'char', test: characterClass(parser) };
  if (character === '\\') return escaped(parser);
  parser.at += 1;
  if (character === '^') return { kind: 'assert', at: flags.multiLine ? 'line-start' : 'text-start' };
  if (character === '$') return { kind: 'assert', at: flags.multiLine ? 'line-end' : 'text-end' };
  if (character === '.') return { kind: 'char', test: flags.dotAll ? (): boolean => true : (code): boolean => code !== NEWLINE };
  return literal(character, flags);
}

function group(parser: Parser): Node {
  parser.at += 1;
  const outer = parser.flags;
  let index: number | null = null;
  if (peek(parser) === '?') {
    const header = /^\?(?:P?<([A-Za-z_][A-Za-z0-9_]*)>|([imsU]*)(?:-([imsU]+))?([:)]))/u.exec(ahead(parser, 200));
    if (header === null) throw invalid();
    parser.at += Array.from(header[0]).length;
    if (header[1] === undefined) {
      parser.flags = changed(outer, header[2] ?? '', header[3] ?? '');
      // `(?i)` holds until the end of the group around it.
      if (header[4] === ')') return { kind: 'empty' };
    } else {
      if (parser.names.includes(header[1])) throw invalid();
      index = parser.names.push(header[1]);
    }
  } else index = parser.names.push(null);
  const body = alternation(parser);
  if (peek(parser) !== ')') throw invalid();
  parser.at += 1;
  parser.flags = outer;
  return index === null ? body : { kind: 'group', index, body };
}

function changed(flags: Flags, set: string, unset: string): Flags {
  const value = (letter: string, before: boolean): boolean => (unset.includes(letter) ? false : before || set.includes(letter));
  return {
    ignoreCase: value('i', flags.ignoreCase),
    multiLine: value('m', flags.multiLine),
    dotAll: value('s', flags.dotAll),
    ungreedy: value('U', flags.ungreedy),
  };
}

const literal = (character: string, flags: Flags): Node => {
  const wanted = character.codePointAt(0) ?? 0;
  return { kind: 'char', test: folded((code) => code === wanted, flags) };
};

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'boundary'],
  ['B', 'no-boundary'],
]);

function escaped(parser: Parser): Node {
  const letter = peek(parser, 1);
  const assertion = ASSERTIONS.get(letter);
  if (assertion !== undefined) {
    parser.at += 2;
    return { kind: 'assert', at: assertion };
  }
  const test = classEscape(parser);
  if (test !== null) return { kind: 'char', test };
  const code = escapedCode(parser);
  return literal(String.fromCodePoint(code), parser.flags);
}
