/** A test on one code point. */
export type CharTest = (code: number) => boolean;

/** From `first` to `last`. */
export const range =
  (first: number, last: number): CharTest =>
  (code) =>
    code >= first && code <= last;
const oneOf = (text: string): CharTest => {
  const codes = new Set(Array.from(text, (character) => character.codePointAt(0)));
  return (code) => codes.has(code);
};
/** Any of the tests. */
export const any =
  (...tests: readonly CharTest[]): CharTest =>
  (code) =>
    tests.some((test) => test(code));
/** The opposite. */
export const not =
  (test: CharTest): CharTest =>
  (code) =>
    !test(code);

const DIGIT = range(48, 57);
const LOWER = range(97, 122);
const UPPER = range(65, 90);
const ALPHA = any(LOWER, UPPER);
/** `\w`: ASCII only, as in Go. */
export const isWord: CharTest = any(ALPHA, DIGIT, oneOf('_'));
/** By the letter behind the backslash. */
export const CLASSES: ReadonlyMap<string, CharTest> = new Map([
  ['d', DIGIT],
  ['w', isWord],
  ['s', oneOf('\t\n\f\r ')],
]);
/** By the name in `[:name:]`. */
export const POSIX: ReadonlyMap<string, CharTest> = new Map([
  ['alnum', any(ALPHA, DIGIT)],
  ['alpha', ALPHA],
  ['ascii', range(0, 127)],
  ['blank', oneOf('\t ')],
  ['cntrl', any(range(0, 31), range(127, 127))],
  ['digit', DIGIT],
  ['graph', range(33, 126)],
  ['lower', LOWER],
  ['print', range(32, 126)],
  ['punct', any(range(33, 47), range(58, 64), range(91, 96), range(123, 126))],
  ['space', oneOf('\t\n\v\f\r ')],
  ['upper', UPPER],
  ['word', isWord],
  ['xdigit', any(DIGIT, range(65, 70), range(97, 102))],
]);
/** The code point and its other cases. */
export function foldsOf(code: number): number[] {
  const character = String.fromCodePoint(code);
  const others = [character.toLowerCase(), character.toUpperCase(), character.toUpperCase().toLowerCase()].filter(
    (other) => Array.from(other).length === 1,
  );
  return [code, ...others.map((other) => other.codePointAt(0) ?? code)];
}

/** A general category (`L`, `Lu`) or script (`Greek`); null for a name that is neither. */
export function unicodeClass(name: string): CharTest | null {
  if (name === 'Any') return () => true;
  try {
    const expression = new RegExp(`^\\p{${name.length <= 2 ? name : `Script=${name}`}}$`, 'u');
    return (code) => expression.test(String.fromCodePoint(code));
  } catch {
    return null;
  }
}
