import { inputError, type TfsafeError } from '../errors.ts';
import type { SourceRange } from './source.ts';

/** A source file with an index of its lines. Offsets are UTF-16 units. `file` is relative to the root module, with `/`. */
export type SourceText = { readonly file: string; readonly text: string; readonly lineStarts: readonly number[] };

/** Indexes the lines of a file; linear. */
export function toSourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The line of an offset, from 1. */
export function lineAt({ lineStarts }: SourceText, offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The range from `start` up to (without) `end`, in lines and columns from 1. */
export function rangeOf(source: SourceText, start: number, end: number): SourceRange {
  const line = lineAt(source, start);
  const column = start - (source.lineStarts[line - 1] ?? 0) + 1;
  return { file: source.file, line, column, endLine: lineAt(source, Math.max(start, end - 1)) };
}

/** The error (exit 3) for text at `offset` that Terraform would refuse too: `main.tf:3: expected …, found "x"`. */
export function syntaxError(source: SourceText, offset: number, expected: string): TfsafeError {
  return inputError(`${source.file}:${lineAt(source, offset)}: expected ${expected}, found ${foundAt(source.text, offset)}`, {
    hint: 'correct the file; `terraform validate` shows the place',
  });
}

function foundAt(text: string, offset: number): string {
  if (offset >= text.length) return 'the end of the file';
  if (text[offset] === '\n' || text[offset] === '\r') return 'the end of the line';
  return JSON.stringify(/^[\w.-]{1,40}|./su.exec(text.slice(offset, offset + 40))?.[0] ?? '');
}
