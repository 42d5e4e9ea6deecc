import { certainError } from '../evaluation-error.ts';
import { trimLeft } from '../template-text.ts';
import { boolValue, listValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { graphemes, integerAt, sortTexts, STRING, STRINGS, NUMBER, textAt, textsAt, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';

const texts = (items: readonly string[]): Value => listValue(items.map(textValue));

/** Go maps single code points: `ß` has no upper case of one character and stays. */
const mapped = (text: string, change: (character: string) => string): string => Array.from(text, change).join('');

function upper(character: string): string {
  const changed = character.toUpperCase();
  return Array.from(changed).length === 1 ? changed : character;
}

const lower = (character: string): string => Array.from(character.toLowerCase())[0] ?? character;

/** Digraphs have a title case of their own. */
const TITLE_CASE: ReadonlyMap<string, string> = new Map(
  ['ǅ', 'ǈ', 'ǋ', 'ǲ'].flatMap((digraph) =>
    [digraph, digraph.toLowerCase(), digraph.toUpperCase()].map((form) => [form, digraph] as const),
  ),
);

/** `strings.Title`: every letter behind something that is neither letter, digit, underscore nor (outside ASCII) a symbol. */
function title(text: string): string {
  let before = ' ';
  return mapped(text, (character) => {
    const isStart = isSeparator(before);
    before = character;
    return isStart ? (TITLE_CASE.get(character) ?? upper(character)) : character;
  });
}

function isSeparator(character: string): boolean {
  if ((character.codePointAt(0) ?? 0) <= 0x7f) return !/[0-9A-Za-z_]/u.test(character);
  return !/[\p{L}\p{Nd}]/u.test(character) && trimLeft(character) === '';
}

/** Cut by grapheme clusters; a negative offset counts from the end, a negative length means the rest. */
function substr(args: readonly Value[]): Value {
  const characters = graphemes(textAt(args, 0));
  const offset = integerAt(args, 1);
  const length = integerAt(args, 2);
  if (offset >= 0 && length === 0) return textValue('');
  const start = Math.max(0, offset < 0 ? offset + characters.length : offset);
  // Terraform's loop never meets a length of 0 behind a negative offset: the whole rest comes.
  return textValue(characters.slice(start, length <= 0 ? undefined : start + length).join(''));
}

function split(args: readonly Value[]): Value {
  const separator = textAt(args, 0);
  const text = textAt(args, 1);
  return texts(separator === '' ? Array.from(text) : text.split(separator));
}

/** `strings.Trim`: any of the characters of the cut set. */
function trim(args: readonly Value[]): Value {
  const characters = Array.from(textAt(args, 0));
  const cut = new Set(textAt(args, 1));
  let start = 0;
  let end = characters.length;
  while (start < end && cut.has(characters[start] ?? '')) start += 1;
  while (end > start && cut.has(characters[end - 1] ?? '')) end -= 1;
  return textValue(characters.slice(start, end).join(''));
}

function repeatGuard(spaces: number): number {
  if (spaces < 0 || spaces > 100_000) throw certainError('the number of spaces is out of range');
  return spaces;
}

/** Functions of text that need all of it. */
export const TEXT_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['upper', whole([STRING], (args) => textValue(mapped(textAt(args, 0), upper)))],
  ['lower', whole([STRING], (args) => textValue(mapped(textAt(args, 0), lower)))],
  ['title', whole([STRING], (args) => textValue(title(textAt(args, 0))))],
  ['strrev', whole([STRING], (args) => textValue(graphemes(textAt(args, 0)).toReversed().join('')))],
  ['substr', whole([STRING, NUMBER, NUMBER], substr)],
  ['split', whole([STRING, STRING], split)],
  ['sort', whole([STRINGS], (args) => texts(sortTexts(textsAt(args, 0))))],
  ['trim', whole([STRING, STRING], trim)],
  ['trimprefix', whole([STRING, STRING], (args) => textValue(withoutPrefix(textAt(args, 0), textAt(args, 1))))],
  ['trimsuffix', whole([STRING, STRING], (args) => textValue(withoutSuffix(textAt(args, 0), textAt(args, 1))))],
  ['startswith', whole([STRING, STRING], (args) => boolValue(textAt(args, 0).startsWith(textAt(args, 1))))],
  ['endswith', whole([STRING, STRING], (args) => boolValue(textAt(args, 0).endsWith(textAt(args, 1))))],
  ['strcontains', whole([STRING, STRING], (args) => boolValue(textAt(args, 0).includes(textAt(args, 1))))],
]);

const withoutPrefix = (text: string, prefix: string): string => (text.startsWith(prefix) ? text.slice(prefix.length) : text);
const withoutSuffix = (text: string, suffix: string): string =>
  suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;

/** `indent`: every line but the first. */
export const indented = (text: string, spaces: number): string => text.replaceAll('\n', `\n${' '.repeat(repeatGuard(spaces))}`);
