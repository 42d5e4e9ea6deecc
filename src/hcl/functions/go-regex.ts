import { certainError, unsureError } from '../evaluation-error.ts';

/** A test on one code point. */
export type CharTest = (code: number) => boolean;

/** A regular expression in Go's (RE2's) syntax, as a tree. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly at: 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary' }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'concat' | 'alternate'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number; readonly greedy: boolean };

export type GoRegex = { readonly root: Node; /** Names of the groups from 1 on; null for groups without one. */ readonly names: readonly (string | null)[] };

type Flags = { readonly ignoreCase: boolean; readonly multiLine: boolean; readonly dotAll: boolean; readonly ungreedy: boolean };
type Parser = { readonly text: readonly string[]; at: number; flags: Flags; readonly names: (string | null)[]; depth: number };

const MAX_PATTERN = 10_000;
const MAX_DEPTH = 200;
/** Go refuses larger repeat counts. */
const MAX_REPEAT = 1_000;

const invalid = (): Error => certainError('the regular expression is not valid');

/** Throws a certain error on what Go refuses too. */
export function parseGoRegex(pattern: string): GoRegex {
  if (pattern.length > MAX_PATTERN) throw unsureError('the regular expression is too long');
  const parser: Parser = { text: Array.from(pattern), at: 0, flags: { ignoreCase: false, multiLine: false, dotAll: false, ungreedy: false }, names: [], depth: 0 };
  const root = alternation(parser);
  if (parser.at < parser.text.length) throw invalid();
  return { root, names: parser.names };
}

const peek = (parser: Parser, offset = 0): string => parser.text[parser.at + offset] ?? '';
const startsWith = (parser: Parser, text: string): boolean => Array.from(text).every((character, index) => peek(parser, index) === character);

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

const SIMPLE: ReadonlyMap<string, readonly [number, number]> = new Map([['*', [0, Infinity]], ['+', [1, Infinity]], ['?', [0, 1]]]);

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
  const match = /^\{(\d{1,9})(,(\d{0,9}))?\}/u.exec(parser.text.slice(parser.at, parser.at + 25).join(''));
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
    const header = /^\?(?:P?<([A-Za-z_][A-Za-z0-9_]*)>|([imsU]*)(?:-([imsU]+))?([:)]))/u.exec(parser.text.slice(parser.at, parser.at + 200).join(''));
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
  return { ignoreCase: value('i', flags.ignoreCase), multiLine: value('m', flags.multiLine), dotAll: value('s', flags.dotAll), ungreedy: value('U', flags.ungreedy) };
}

const range = (first: number, last: number): CharTest => (code) => code >= first && code <= last;
const oneOf = (text: string): CharTest => {
  const codes = new Set(Array.from(text, (character) => character.codePointAt(0)));
  return (code) => codes.has(code);
};
const any = (...tests: readonly CharTest[]): CharTest => (code) => tests.some((test) => test(code));
const not = (test: CharTest): CharTest => (code) => !test(code);

const DIGIT = range(48, 57);
const LOWER = range(97, 122);
const UPPER = range(65, 90);
const ALPHA = any(LOWER, UPPER);
export const isWord: CharTest = any(ALPHA, DIGIT, oneOf('_'));
const CLASSES: ReadonlyMap<string, CharTest> = new Map([['d', DIGIT], ['w', isWord], ['s', oneOf('\t\n\f\r ')]]);
const POSIX: ReadonlyMap<string, CharTest> = new Map([
  ['alnum', any(ALPHA, DIGIT)], ['alpha', ALPHA], ['ascii', range(0, 127)], ['blank', oneOf('\t ')], ['cntrl', any(range(0, 31), range(127, 127))], ['digit', DIGIT],
  ['graph', range(33, 126)], ['lower', LOWER], ['print', range(32, 126)], ['punct', any(range(33, 47), range(58, 64), range(91, 96), range(123, 126))],
  ['space', oneOf('\t\n\v\f\r ')], ['upper', UPPER], ['word', isWord], ['xdigit', any(DIGIT, range(65, 70), range(97, 102))],
]);
const CONTROL: ReadonlyMap<string, number> = new Map([['a', 7], ['f', 12], ['t', 9], ['n', 10], ['r', 13], ['v', 11]]);

const folded = (test: CharTest, { ignoreCase }: Flags): CharTest => (ignoreCase ? (code): boolean => foldsOf(code).some(test) : test);

/** The code point and its other cases. */
function foldsOf(code: number): number[] {
  const character = String.fromCodePoint(code);
  const others = [character.toLowerCase(), character.toUpperCase(), character.toUpperCase().toLowerCase()].filter((other) => Array.from(other).length === 1);
  return [code, ...others.map((other) => other.codePointAt(0) ?? code)];
}

const literal = (character: string, flags: Flags): Node => {
  const wanted = character.codePointAt(0) ?? 0;
  return { kind: 'char', test: folded((code) => code === wanted, flags) };
};

function escaped(parser: Parser): Node {
  const letter = peek(parser, 1);
  const assertion = ({ A: 'text-start', z: 'text-end', b: 'boundary', B: 'no-boundary' } as const)[letter as 'A'];
  if (assertion !== undefined) {
    parser.at += 2;
    return { kind: 'assert', at: assertion };
  }
  const test = classEscape(parser);
  if (test !== null) return { kind: 'char', test };
  const code = escapedCode(parser);
  return literal(String.fromCodePoint(code), parser.flags);
}

/** `\d`, `\W`, `\pL`, `\P{Greek}`: null where it is no class. */
function classEscape(parser: Parser): CharTest | null {
  const letter = peek(parser, 1);
  const simple = CLASSES.get(letter.toLowerCase());
  if (simple !== undefined) {
    parser.at += 2;
    return letter === letter.toLowerCase() ? simple : not(simple);
  }
  if (letter !== 'p' && letter !== 'P') return null;
  const match = /^\\[pP](?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/u.exec(parser.text.slice(parser.at, parser.at + 60).join(''));
  if (match === null) throw invalid();
  parser.at += match[0].length;
  const test = folded(unicodeClass(match[2] ?? match[3] ?? ''), parser.flags);
  return (letter === 'P') === (match[1] === '^') ? test : not(test);
}

function unicodeClass(name: string): CharTest {
  if (name === 'Any') return () => true;
  for (const property of name.length <= 2 ? [name] : [`Script=${name}`]) {
    try {
      const expression = new RegExp(`^\\p{${property}}$`, 'u');
      return (code) => expression.test(String.fromCodePoint(code));
    } catch {
      throw invalid();
    }
  }
  throw invalid();
}

function escapedCode(parser: Parser): number {
  const rest = parser.text.slice(parser.at + 1, parser.at + 14).join('');
  const numeric = /^(?:x\{([0-9A-Fa-f]{1,8})\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{2}))/u.exec(rest);
  if (numeric !== null) {
    parser.at += 1 + numeric[0].length;
    const code = numeric[3] === undefined ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', 16) : Number.parseInt(numeric[3], 8);
    if (code > 0x10ffff) throw invalid();
    return code;
  }
  const letter = peek(parser, 1);
  parser.at += 2;
  const control = CONTROL.get(letter);
  if (control !== undefined) return control;
  // Only punctuation may be escaped for no reason.
  if (letter === '' || /[0-9A-Za-z]/u.test(letter) || (letter.codePointAt(0) ?? 0) > 127) throw invalid();
  return letter.codePointAt(0) ?? 0;
}

function characterClass(parser: Parser): CharTest {
  parser.at += 1;
  const negated = peek(parser) === '^';
  if (negated) parser.at += 1;
  const tests: CharTest[] = [];
  for (let first = true; first || peek(parser) !== ']'; first = false) {
    if (parser.at >= parser.text.length) throw invalid();
    tests.push(classItem(parser, first));
  }
  parser.at += 1;
  const test = folded(any(...tests), parser.flags);
  return negated ? not(test) : test;
}

function classItem(parser: Parser, first: boolean): CharTest {
  const posix = /^\[:(\^?)([a-z]+):\]/u.exec(parser.text.slice(parser.at, parser.at + 20).join(''));
  if (posix !== null) {
    const test = POSIX.get(posix[2] ?? '');
    if (test === undefined) throw invalid();
    parser.at += posix[0].length;
    return posix[1] === '^' ? not(test) : test;
  }
  if (peek(parser) === '\\') {
    const test = classEscape(parser);
    if (test !== null) return test;
  }
  // Go takes `-` as text only at the ends.
  if (peek(parser) === '-' && !first && peek(parser, 1) !== ']') throw invalid();
  const low = classCode(parser);
  if (peek(parser) !== '-' || peek(parser, 1) === ']' || peek(parser, 1) === '') return range(low, low);
  parser.at += 1;
  const high = classCode(parser);
  if (high < low) throw invalid();
  return range(low, high);
}

function classCode(parser: Parser): number {
  if (peek(parser) === '\\') return escapedCode(parser);
  const code = peek(parser).codePointAt(0);
  if (code === undefined) throw invalid();
  parser.at += 1;
  return code;
}
