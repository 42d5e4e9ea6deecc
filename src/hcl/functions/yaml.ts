import { numberText } from '../big-float-text.ts';
import { isMapping, isSequence, knownText, sortedKeys } from '../value.ts';
import type { Value } from '../value.ts';

/** libyaml's `best_width`: longer double-quoted text is folded at spaces. */
const WIDTH = 80;
/** A longer or multi-line key is written in another form, which is not followed here. */
const MAX_KEY = 100;
const MAX_DEPTH = 100;

type Writer = { readonly lines: string[]; depth: number };

/** Thrown and caught here only. */
const GIVE_UP = Symbol('not followed');

/** `yamlencode` (go-cty-yaml, a libyaml emitter): block style, text in double quotes or as `|` literal. Null where the form is not followed. */
export function encodeYaml(value: Value): string | null {
  const writer: Writer = { lines: [''], depth: 0 };
  try {
    write(writer, value, { indent: -2, inline: true });
  } catch (error) {
    if (error === GIVE_UP) return null;
    throw error;
  }
  // Behind a plain scalar the end of the document must be marked.
  const isPlain = value.kind === 'number' || value.kind === 'bool' || value.kind === 'null';
  return `${writer.lines.join('\n')}\n${isPlain ? '...\n' : ''}`;
}

type Place = {
  /** Of the block around. */ readonly indent: number;
  /** Goes on behind `- ` or stands at the top. */ readonly inline: boolean;
  readonly inMapping?: true;
};

function put(writer: Writer, text: string): void {
  const last = writer.lines.length - 1;
  writer.lines[last] = (writer.lines[last] ?? '') + text;
}

function write(writer: Writer, value: Value, place: Place): void {
  writer.depth += 1;
  if (writer.depth > MAX_DEPTH) throw GIVE_UP;
  if (isSequence(value) && value.items.length > 0) writeSequence(writer, value.items, place);
  else if (isMapping(value) && value.entries.size > 0) writeMapping(writer, value.entries, place);
  else {
    if (place.inMapping) put(writer, ' ');
    writeScalar(writer, value, Math.max(place.indent, -2) + 2 || 2);
  }
  writer.depth -= 1;
}

function writeSequence(writer: Writer, items: readonly Value[], { indent, inline, inMapping }: Place): void {
  // A list in a mapping is not indented further.
  const own = inMapping ? indent : indent + 2;
  for (const [index, item] of items.entries()) {
    if (index > 0 || !inline) writer.lines.push(' '.repeat(own));
    put(writer, '- ');
    write(writer, item, { indent: own, inline: true });
  }
}

function writeMapping(writer: Writer, entries: ReadonlyMap<string, Value>, { indent, inline }: Place): void {
  const own = indent + 2;
  for (const [index, key] of sortedKeys(entries).entries()) {
    if (index > 0 || !inline) writer.lines.push(' '.repeat(own));
    if (key.length > MAX_KEY || key.includes('\n')) throw GIVE_UP;
    put(writer, `${quoted(key)}:`);
    const member = entries.get(key);
    if (member !== undefined) write(writer, member, { indent: own, inline: false, inMapping: true });
  }
}

function writeScalar(writer: Writer, value: Value, indent: number): void {
  if (value.kind === 'string') writeText(writer, knownText(value) ?? '', indent);
  else if (value.kind === 'number') put(writer, numberText(value.number));
  else if (value.kind === 'bool') put(writer, value.bool ? 'true' : 'false');
  else put(writer, isSequence(value) ? '[]' : isMapping(value) ? '{}' : 'null');
}

function writeText(writer: Writer, text: string, indent: number): void {
  const isLiteral = text.includes('\n') && !/ (?:\n|$)|[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text);
  if (isLiteral) writeLiteral(writer, text, indent);
  else writeQuoted(writer, text, indent);
}

function writeLiteral(writer: Writer, text: string, indent: number): void {
  const hint = text.startsWith(' ') || text.startsWith('\n') ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  put(writer, `|${hint}${chomp}`);
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  writer.lines.push(...lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)));
}

/** Breaks at a space beyond the width; two spaces in a row are kept by a backslash. */
function writeQuoted(writer: Writer, text: string, indent: number): void {
  put(writer, '"');
  const characters = Array.from(text);
  let spaces = false;
  for (const [index, character] of characters.entries()) {
    const column = Array.from(writer.lines.at(-1) ?? '').length;
    if (character === ' ' && !spaces && column > WIDTH && index > 0 && index < characters.length - 1) {
      writer.lines.push(' '.repeat(indent));
      if (characters[index + 1] === ' ') put(writer, '\\');
    } else put(writer, escaped(character));
    spaces = character === ' ';
  }
  put(writer, '"');
}

const quoted = (text: string): string => `"${Array.from(text, escaped).join('')}"`;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\0', '0'],
  ['\u0007', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\u001b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\u0085', 'N'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
]);

function escaped(character: string): string {
  const name = NAMED.get(character);
  if (name !== undefined) return `\\${name}`;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code <= 0x7e) return character;
  if (code < 0xa0) return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  if (code > 0xffff) return `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
  // In the special ranges the emitter's rules are not followed.
  if (code === 0xfeff || (code >= 0xe000 && code < 0xf900)) throw GIVE_UP;
  return character;
}
