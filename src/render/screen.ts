import { createPainter, type Style } from './colour.ts';
import { toTerminalLine } from './terminal-text.ts';

/** `width`: columns. `unicode` false: ASCII only. `colour`: with escape sequences. */
export type TextStyle = { readonly colour: boolean; readonly width: number; readonly unicode: boolean };

/** A piece of a line; raw text from the plan may stand in it, it is escaped here. */
export type Span = string | readonly [style: Style, text: string];

/** Columns before the first and before the following lines. */
export type Indent = { readonly first: number; readonly rest: number };

export type Screen = {
  readonly symbols: typeof UNICODE;
  /** Words wrapped at the width, as lines. Runs of blanks become one. */
  readonly paragraph: (spans: readonly Span[], indent: Indent) => readonly string[];
  /** One line whose blanks count, behind a gutter; wrapped with two more columns. */
  readonly verbatim: (
    line: string,
    look: { readonly indent: number; readonly gutter: string; readonly style: Style | null },
  ) => readonly string[];
};

const UNICODE = { unsafe: '✗', unknown: '?', review: '!', safe: '✓', bar: '│', mark: '┃', arrow: '→', more: '…', times: '×', dot: '·' };
const ASCII: typeof UNICODE = {
  unsafe: 'x',
  unknown: '?',
  review: '!',
  safe: '+',
  bar: '|',
  mark: '>',
  arrow: '->',
  more: '...',
  times: 'x',
  dot: '-',
};
const NARROWEST = 24;
/** Longer lines are hard to read; who wants more has JSON. */
const WIDEST = 100;

/** Lays out text for one terminal. The only way from a report to a line: whatever passes is escaped. */
export function createScreen({ colour, width, unicode }: TextStyle): Screen {
  const columns = Number.isFinite(width) ? Math.min(Math.max(Math.floor(width), NARROWEST), WIDEST) : WIDEST;
  const paintAs = createPainter(colour);
  const paint = ({ style, text }: Piece): string => (style === null || text === '' ? text : paintAs(style, text));
  const escape = (text: string): string => toTerminalLine(text, { ascii: !unicode });
  return {
    symbols: unicode ? UNICODE : ASCII,
    paragraph: (spans, { first, rest }) => {
      const rows = fill(toAtoms(spans, escape), { first: columns - first, rest: columns - rest });
      return rows.map((row, at) => ' '.repeat(at === 0 ? first : rest) + row.map(paint).join(''));
    },
    verbatim: (line, { indent, gutter, style }) => {
      const head = ' '.repeat(indent) + gutter;
      const room = columns - indent - gutter.length - 1;
      const [first, rest] = cut(escape(line.replace(/\t/g, '    ')), room);
      const following = rest === '' ? [] : breakAll(rest, room - 2).map((text) => `  ${text}`);
      return [first, ...following].map((text) => `${head}${text === '' ? '' : ` ${paint({ style, text })}`}`);
    },
  };
}

type Piece = { readonly style: Style | null; readonly text: string };
/** Pieces that no blank separates. */
type Atom = Piece[];

function toAtoms(spans: readonly Span[], escape: (text: string) => string): readonly Atom[] {
  const atoms: Atom[] = [];
  let open = false;
  for (const span of spans) {
    const [style, raw] = typeof span === 'string' ? [null, span] : span;
    for (const text of escape(raw).split(/( +)/)) {
      if (text === '') continue;
      if (text.startsWith(' ')) open = false;
      else if (open) atoms.at(-1)?.push({ style, text });
      else atoms.push([{ style, text }]);
      if (!text.startsWith(' ')) open = true;
    }
  }
  return atoms;
}

function fill(atoms: readonly Atom[], room: { readonly first: number; readonly rest: number }): readonly (readonly Piece[])[] {
  const rows: Piece[][] = [[]];
  let left = room.first;
  const newRow = () => {
    rows.push([]);
    left = room.rest;
  };
  for (const atom of atoms) {
    const row = rows.at(-1) ?? [];
    const width = atom.reduce((sum, { text }) => sum + displayWidth(text), 0);
    if (row.length > 0 && width + 1 <= left) {
      row.push({ style: null, text: ' ' });
      left -= 1;
    } else if (row.length > 0) newRow();
    for (const { style, text } of width <= left ? atom : atom.flatMap((piece) => breakPiece(piece, left, room.rest))) {
      if (displayWidth(text) > left) newRow();
      rows.at(-1)?.push({ style, text });
      left -= displayWidth(text);
    }
  }
  return rows;
}

function breakPiece({ style, text }: Piece, left: number, room: number): readonly Piece[] {
  const [first, rest] = cut(text, left);
  return [first, ...(rest === '' ? [] : breakAll(rest, room))].map((part) => ({ style, text: part }));
}

function breakAll(text: string, room: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest !== '') {
    const [part, after] = cut(rest, room);
    parts.push(part);
    rest = after;
  }
  return parts;
}

/** As much as fits into `room` columns, but one character at least; ends at a blank or a joint of an address where there is one in the second half. */
function cut(text: string, room: number): readonly [fits: string, rest: string] {
  let [at, used] = [0, 0];
  for (const char of text) {
    used += displayWidth(char);
    if (used > room && at > 0) break;
    at += char.length;
  }
  if (at >= text.length) return [text, ''];
  const blank = text.lastIndexOf(' ', at);
  if (blank > at / 2) return [text.slice(0, blank), text.slice(blank + 1)];
  const end = jointBefore(text, at);
  return [text.slice(0, end), text.slice(end)];
}

/** `type.` and `["key"]` stay whole, and so does an escape. */
function jointBefore(text: string, at: number): number {
  const escaped = text.lastIndexOf('\\u{', at - 1);
  if (escaped > 0 && text.indexOf('}', escaped) >= at) return escaped;
  const joint = Math.max(text.lastIndexOf('[', at), text.lastIndexOf('.', at - 1) + 1, text.lastIndexOf('/', at - 1) + 1);
  return joint > at / 2 ? joint : at;
}

// East Asian wide and emoji: two columns (UAX #11, in blocks).
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that escaped text takes in a terminal. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += /\p{M}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}
