import { certainError } from '../evaluation-error.ts';
import { any, CLASSES, foldsOf, not, POSIX, range, unicodeClass } from './regex-chars.ts';
import type { CharTest } from './regex-chars.ts';

export type Flags = { readonly ignoreCase: boolean; readonly multiLine: boolean; readonly dotAll: boolean; readonly ungreedy: boolean };

/** A position in a pattern (by characters) and the flags that hold there. */
export type Cursor = { readonly text: readonly string[]; at: number; flags: Flags };

/** Go refuses the pattern too. */
export const invalid = (): Error => certainError('the regular expression is not valid');

/** The character at the cursor or behind it; empty at the end. */
export const peek = (cursor: Cursor, offset = 0): string => cursor.text[cursor.at + offset] ?? '';

/** So many characters from the cursor on. */
export const ahead = (cursor: Cursor, length: number): string => cursor.text.slice(cursor.at, cursor.at + length).join('');

const CONTROL: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['v', 11],
]);

/** The test, for other cases of the same character too where the flags say so. */
export const folded = (test: CharTest, { ignoreCase }: Flags): CharTest =>
  ignoreCase ? (code): boolean => foldsOf(code).some(test) : test;

/** `\d`, `\W`, `\pL`, `\P{Greek}`: null where it is no class. */
export function classEscape(cursor: Cursor): CharTest | null {
  const letter = peek(cursor, 1);
  const simple = CLASSES.get(letter.toLowerCase());
  if (simple !== undefined) {
    cursor.at += 2;
    return letter === letter.toLowerCase() ? simple : not(simple);
  }
  if (letter !== 'p' && letter !== 'P') return null;
  const match = /^\\[pP](?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/u.exec(ahead(cursor, 60));
  if (match === null) throw invalid();
  cursor.at += match[0].length;
  const named = unicodeClass(match[2] ?? match[3] ?? '');
  if (named === null) throw invalid();
  const test = folded(named, cursor.flags);
  return (letter === 'P') === (match[1] === '^') ? test : not(test);
}

/** The code point that an escape stands for. */
export function escapedCode(cursor: Cursor): number {
  const rest = cursor.text.slice(cursor.at + 1, cursor.at + 14).join('');
  const numeric = /^(?:x\{([0-9A-Fa-f]{1,8})\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{2}))/u.exec(rest);
  if (numeric !== null) {
    cursor.at += 1 + numeric[0].length;
    const code = numeric[3] === undefined ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', 16) : Number.parseInt(numeric[3], 8);
    if (code > 0x10ffff) throw invalid();
    return code;
  }
  const letter = peek(cursor, 1);
  cursor.at += 2;
  const control = CONTROL.get(letter);
  if (control !== undefined) return control;
  // Only punctuation may be escaped for no reason.
  if (letter === '' || /[0-9A-Za-z]/u.test(letter) || (letter.codePointAt(0) ?? 0) > 127) throw invalid();
  return letter.codePointAt(0) ?? 0;
}

/** `[…]`, with the cursor at the opening bracket. */
export function characterClass(cursor: Cursor): CharTest {
  cursor.at += 1;
  const negated = peek(cursor) === '^';
  if (negated) cursor.at += 1;
  const tests: CharTest[] = [];
  for (let first = true; first || peek(cursor) !== ']'; first = false) {
    if (cursor.at >= cursor.text.length) throw invalid();
    tests.push(classItem(cursor, first));
  }
  cursor.at += 1;
  const test = folded(any(...tests), cursor.flags);
  return negated ? not(test) : test;
}

function classItem(cursor: Cursor, first: boolean): CharTest {
  const posix = /^\[:(\^?)([a-z]+):\]/u.exec(ahead(cursor, 20));
  if (posix !== null) {
    const test = POSIX.get(posix[2] ?? '');
    if (test === undefined) throw invalid();
    cursor.at += posix[0].length;
    return posix[1] === '^' ? not(test) : test;
  }
  if (peek(cursor) === '\\') {
    const test = classEscape(cursor);
    if (test !== null) return test;
  }
  // Go takes `-` as text only at the ends.
  if (peek(cursor) === '-' && !first && peek(cursor, 1) !== ']') throw invalid();
  const low = classCode(cursor);
  if (peek(cursor) !== '-' || peek(cursor, 1) === ']' || peek(cursor, 1) === '') return range(low, low);
  cursor.at += 1;
  const high = classCode(cursor);
  if (high < low) throw invalid();
  return range(low, high);
}

function classCode(cursor: Cursor): number {
  if (peek(cursor) === '\\') return escapedCode(cursor);
  const code = peek(cursor).codePointAt(0);
  if (code === undefined) throw invalid();
  cursor.at += 1;
  return code;
}
