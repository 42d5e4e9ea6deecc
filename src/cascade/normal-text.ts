import type { ExpressionSource } from '../hcl/source.ts';
import { toTokens } from './expression-tokens.ts';

/** An expression without comments, layout and the commas of objects: equal texts mean the same; different ones nearly always do not. */
export function toNormalText(source: ExpressionSource): string {
  if (source.syntax === 'json') return JSON.stringify(source.value) ?? '';
  const { text } = source;
  const parts: string[] = [];
  const brackets: string[] = [];
  for (const { kind, start, end } of toTokens(text)) {
    const written = text.slice(start, end);
    if (kind === 'comment' || kind === 'newline') continue;
    if (written === ',' && kind === 'punctuation' && brackets.at(-1) === '{') continue;
    if (kind === 'open') brackets.push(written);
    if (kind === 'close') brackets.pop();
    if (kind === 'close' && parts.at(-1) === ',') parts.pop();
    parts.push(written);
  }
  return parts.join('\u0000');
}
