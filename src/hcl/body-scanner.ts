import { type Comment, isLineComment, lineEnd, readComment, scanExpression, skipBlanks } from './expression-scanner.ts';
import { findQuotedText } from './quoted-text.ts';
import type { Attribute, Block, Body } from './source.ts';
import { lineAt, rangeOf, type SourceText, syntaxError, toSourceText } from './source-text.ts';

export type { Comment };

type OpenBlock = {
  readonly type: string;
  readonly labels: readonly string[];
  readonly start: number;
  readonly attributes: Map<string, Attribute>;
  readonly blocks: Block[];
};
type Scan = { readonly source: SourceText; readonly comments: Comment[]; readonly open: OpenBlock[] };

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const LABEL = /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/y;

/**
 * The blocks and attributes of a file in HCL's native syntax, with positions and the source text of every expression. Linear, and
 * without recursion, so that no depth can overflow. Expressions are only delimited, not checked. Throws (exit 3) `file:line: expected …`.
 */
export const scanBody = (file: string, text: string): Body => scanFile(file, text).body;

/** As `scanBody`, with the comments in order of their line. */
export function scanFile(file: string, text: string): { readonly body: Body; readonly comments: readonly Comment[] } {
  const source = toSourceText(file, text);
  const root: OpenBlock = { type: '', labels: [], start: 0, attributes: new Map(), blocks: [] };
  const scan: Scan = { source, comments: [], open: [root] };
  let at = text.startsWith('\u{feff}') ? 1 : 0;
  while (at < text.length) at = scanItem(scan, at);
  const unclosed = scan.open.at(-1);
  if (unclosed && unclosed !== root) throw syntaxError(source, at, `"}" for the block of line ${lineAt(source, unclosed.start)}`);
  return { body: root, comments: scan.comments };
}

/** Reads one item of a body (or blanks before it); gives the offset behind it. */
function scanItem(scan: Scan, from: number): number {
  const { source } = scan;
  const at = skipBlanks(source, from, scan.comments);
  const char = source.text[at];
  if (char === undefined) return at;
  if (isLineComment(source.text, at)) return readComment(source, at, scan.comments);
  if (char === '\n' || char === '\r') return lineEnd(source, at);
  if (char === '}') return closeBlock(scan, at);
  NAME.lastIndex = at;
  const name = NAME.exec(source.text)?.[0];
  if (name === undefined) throw syntaxError(source, at, 'an argument, a block or "}"');
  const next = skipBlanks(source, at + name.length, scan.comments);
  return source.text[next] === '=' && source.text[next + 1] !== '='
    ? scanAttribute(scan, name, at, next + 1)
    : openBlock(scan, name, at, next);
}

function scanAttribute(scan: Scan, name: string, nameStart: number, from: number): number {
  const { source } = scan;
  const body = innermost(scan);
  const { start, end, next } = scanExpression(source, from, scan.comments);
  if (start === end) throw syntaxError(source, next, `an expression for "${name}"`);
  const earlier = body.attributes.get(name);
  if (earlier) throw syntaxError(source, nameStart, `"${name}" once (it is set on line ${earlier.range.line})`);
  const expression = { syntax: 'native', text: source.text.slice(start, end), range: rangeOf(source, start, end) } as const;
  body.attributes.set(name, { name, range: rangeOf(source, nameStart, end), expression });
  return expectEnd(scan, next);
}

function openBlock(scan: Scan, type: string, start: number, from: number): number {
  const { source } = scan;
  const labels: string[] = [];
  let at = from;
  while (source.text[at] !== '{') {
    LABEL.lastIndex = at;
    NAME.lastIndex = at;
    const quoted = LABEL.exec(source.text)?.[0];
    const written = quoted ?? NAME.exec(source.text)?.[0];
    const label = quoted === undefined ? written : findQuotedText(quoted);
    if (written === undefined || label === null || label === undefined)
      throw syntaxError(source, at, labels.length === 0 ? `"=" or "{" behind "${type}"` : 'a label or "{"');
    labels.push(label);
    at = skipBlanks(source, at + written.length, scan.comments);
  }
  scan.open.push({ type, labels, start, attributes: new Map(), blocks: [] });
  return at + 1;
}

function closeBlock(scan: Scan, at: number): number {
  const { source } = scan;
  const { type, labels, start, attributes, blocks } = innermost(scan);
  if (scan.open.length === 1) throw syntaxError(source, at, 'an argument or a block');
  scan.open.pop();
  innermost(scan).blocks.push({ type, labels, range: rangeOf(source, start, at + 1), body: { attributes, blocks } });
  return expectEnd(scan, at + 1);
}

/** An argument or block ends its line (or the one-line block that it stands in). */
function expectEnd(scan: Scan, from: number): number {
  const { text } = scan.source;
  const at = skipBlanks(scan.source, from, scan.comments);
  const char = text[at] ?? '\n';
  if (char !== '\n' && char !== '\r' && char !== '}' && !isLineComment(text, at)) throw syntaxError(scan.source, at, 'a line break');
  return at;
}

function innermost({ open }: Scan): OpenBlock {
  const body = open.at(-1);
  if (!body) throw new Error('unreachable: the root body is never closed');
  return body;
}
