import { lineAt, type SourceText, syntaxError } from './source-text.ts';
import { trimLeft, trimRight } from './template-text.ts';

/** A comment as written, with its marks. */
export type Comment = { readonly line: number; readonly text: string };

/** An open bracket (also that of `${` and `%{`), quoted template or heredoc, and where it began. */
type Frame =
  | { readonly kind: 'code'; readonly close: string; readonly at: number }
  | { readonly kind: 'quote'; readonly at: number }
  | { readonly kind: 'heredoc'; readonly marker: string; readonly at: number };

type Scan = { readonly source: SourceText; readonly comments: Comment[]; readonly frames: Frame[]; at: number; end: number };

const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const PLAIN = /[^"#/<(){}[\] \t\r\n]+/y;
const QUOTED = /[^"\\$%\r\n]+/y;
const HEREDOC_TEXT = /[^$%\n]+/y;
const CLOSERS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/**
 * Finds where the expression that starts at `at` ends: at the line break, comment or `}` that stands outside all its brackets, strings
 * and heredocs. `start` and `end` enclose its text without surrounding blanks and comments; equal when there is none. Follows the tokens
 * of hclsyntax's scan_tokens.rl, without recursion, and throws (exit 3) where something is left open.
 */
export function scanExpression(
  source: SourceText,
  at: number,
  comments: Comment[],
): { readonly start: number; readonly end: number; readonly next: number } {
  const start = skipBlanks(source, at, comments);
  const scan: Scan = { source, comments, frames: [], at: start, end: start };
  for (;;) {
    const frame = scan.frames.at(-1);
    if (frame?.kind === 'quote') stepQuote(scan, frame);
    else if (frame?.kind === 'heredoc') stepHeredoc(scan, frame);
    else if (stepCode(scan, frame) === 'done') break;
  }
  return { start, end: scan.end, next: scan.at };
}

/** Skips spaces, tabs and inline comments (a line comment ends what stands on its line: it is left). Gives the new offset. */
export function skipBlanks(source: SourceText, from: number, comments: Comment[]): number {
  let at = from;
  for (;;) {
    const char = source.text[at];
    if (char === ' ' || char === '\t') at += 1;
    else if (source.text.startsWith('/*', at)) at = readComment(source, at, comments);
    else return at;
  }
}

/** Reads the comment that starts at `at`; gives the offset behind it (of the line break, for a line comment). */
export function readComment(source: SourceText, at: number, comments: Comment[]): number {
  const inline = source.text.startsWith('/*', at);
  const close = source.text.indexOf(inline ? '*/' : '\n', at + (inline ? 2 : 1));
  if (inline && close < 0) throw syntaxError(source, source.text.length, `"*/" for the comment of line ${lineAt(source, at)}`);
  const end = close < 0 ? source.text.length : close + (inline ? 2 : 0);
  comments.push({ line: lineAt(source, at), text: source.text.slice(at, end).trimEnd() });
  return end;
}

/** Whether a comment that ends with its line starts here. */
export const isLineComment = (text: string, at: number): boolean => text[at] === '#' || text.startsWith('//', at);

function stepCode(scan: Scan, frame: Frame | undefined): 'done' | 'more' {
  const { source, frames } = scan;
  const { text } = source;
  scan.at = skipBlanks(source, scan.at, scan.comments);
  const { at } = scan;
  const char = text[at];
  if (char === undefined) {
    if (frame?.kind === 'code') throw syntaxError(source, at, `"${frame.close}" for the bracket of line ${lineAt(source, frame.at)}`);
    return 'done';
  }
  if (isLineComment(text, at)) {
    if (!frame) return 'done';
    scan.at = readComment(source, at, scan.comments);
  } else if (char === '\n' || char === '\r') {
    if (!frame) return 'done';
    scan.at = lineEnd(source, at);
  } else if (char === '}' && !frame) return 'done';
  else if (char === ')' || char === ']' || char === '}') closeBracket(scan, frame, char);
  else openOrPass(scan, char, frames);
  return 'more';
}

function closeBracket(scan: Scan, frame: Frame | undefined, char: string): void {
  if (frame?.kind !== 'code') throw syntaxError(scan.source, scan.at, 'an expression');
  if (frame.close !== char)
    throw syntaxError(scan.source, scan.at, `"${frame.close}" for the bracket of line ${lineAt(scan.source, frame.at)}`);
  scan.frames.pop();
  take(scan, 1);
}

function openOrPass(scan: Scan, char: string, frames: Frame[]): void {
  const { at } = scan;
  const { text } = scan.source;
  const close = CLOSERS.get(char);
  if (close !== undefined) frames.push({ kind: 'code', close, at });
  else if (char === '"') frames.push({ kind: 'quote', at });
  else if (char === '<') {
    HEREDOC.lastIndex = at;
    const heredoc = HEREDOC.exec(text);
    if (heredoc) frames.push({ kind: 'heredoc', marker: heredoc[1] ?? '', at });
    take(scan, heredoc?.[0].length ?? 1);
    return;
  } else {
    take(scan, Math.max(1, runLength(PLAIN, text, at)));
    return;
  }
  take(scan, 1);
}

function stepQuote(scan: Scan, frame: Frame): void {
  const { source } = scan;
  const at = scan.at + runLength(QUOTED, source.text, scan.at);
  scan.at = at;
  const char = source.text[at];
  const broken = char === undefined || isBreak(char) || (char === '\\' && isBreak(source.text[at + 1] ?? '\n'));
  if (broken) throw syntaxError(source, char === '\\' ? at + 1 : at, `'"' for the string of line ${lineAt(source, frame.at)}`);
  if (char === '"') {
    scan.frames.pop();
    take(scan, 1);
  } else if (char === '\\') take(scan, 2);
  else stepTemplate(scan);
}

function stepHeredoc(scan: Scan, frame: Frame & { readonly kind: 'heredoc' }): void {
  const { source } = scan;
  const at = scan.at + runLength(HEREDOC_TEXT, source.text, scan.at);
  scan.at = at;
  const char = source.text[at];
  // Terraform too wants the marker's line to end with a line break.
  if (char === undefined) throw syntaxError(source, at, `a line "${frame.marker}" for the heredoc of line ${lineAt(source, frame.at)}`);
  if (char !== '\n') return stepTemplate(scan);
  const line = source.text.slice(source.text.lastIndexOf('\n', at - 1) + 1, at);
  // As hclsyntax does, with Go's notion of space (scan_tokens.rl).
  if (line.includes(frame.marker) && trimLeft(trimRight(line)) === frame.marker) {
    scan.frames.pop();
    scan.end = line.endsWith('\r') ? at - 1 : at;
    scan.at = scan.end;
  } else take(scan, 1);
}

/** At `$` or `%` in a template: an escape, the start of a sequence, or itself. */
function stepTemplate(scan: Scan): void {
  const { at } = scan;
  const { text } = scan.source;
  if (text.startsWith('$${', at) || text.startsWith('%%{', at)) take(scan, 3);
  else if (text[at + 1] === '{') {
    scan.frames.push({ kind: 'code', close: '}', at });
    take(scan, 2);
  } else take(scan, 1);
}

function take(scan: Scan, length: number): void {
  scan.at += length;
  scan.end = scan.at;
}

function runLength(run: RegExp, text: string, at: number): number {
  run.lastIndex = at;
  return run.exec(text)?.[0].length ?? 0;
}

/** The offset behind the line break at `at`. A lone carriage return is no line break in HCL. */
export function lineEnd(source: SourceText, at: number): number {
  if (source.text[at] === '\n') return at + 1;
  if (source.text.startsWith('\r\n', at)) return at + 2;
  throw syntaxError(source, at, 'a line feed behind the carriage return');
}

const isBreak = (char: string): boolean => char === '\n' || char === '\r';
