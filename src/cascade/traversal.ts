import { findQuotedText } from '../hcl/quoted-text.ts';
import type { Token } from './expression-tokens.ts';

/** One step of a reference: `.name` and `["name"]`, `[0]`, `[*]` and `.*`, `[each.key]` (its text), any other index. */
export type TraversalStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'splat' }
  | { readonly kind: 'index'; readonly text: string };

/** `local.machines[each.key].address`: the root and what follows. */
export type Traversal = { readonly root: string; readonly steps: readonly TraversalStep[] };

/** Tokens of an index: indices in indices would be read once for each of them. */
const LONGEST_INDEX = 200;
const KEYWORDS = new Set(['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor']);

/** All references in an expression's tokens (comments left out), those inside indices too. */
export function toTraversals(text: string, tokens: readonly Token[]): readonly Traversal[] {
  const code = tokens.filter(({ kind }) => kind !== 'newline');
  const found: Traversal[] = [];
  for (let at = 0; at < code.length; at++) {
    const before = code[at - 1];
    if (code[at]?.kind !== 'name' || (before?.kind === 'punctuation' && text[before.start] === '.' && before.end === code[at]?.start))
      continue;
    const single = readTraversal(text, code, at);
    // What stands in an index is visited on its own, so only the name itself is passed over.
    if (single && single.traversal.steps.length > 0) found.push(single.traversal);
  }
  return found;
}

/** Reads the reference that starts at token `at`; null for keywords, calls and what is no name. */
export function readTraversal(
  text: string,
  code: readonly Token[],
  at: number,
): { readonly traversal: Traversal; readonly next: number } | null {
  const first = code[at];
  if (first?.kind !== 'name') return null;
  const root = text.slice(first.start, first.end);
  const steps: TraversalStep[] = [];
  let next = at + 1;
  for (let step = readStep(text, code, next); step; step = readStep(text, code, next)) {
    steps.push(...step.steps);
    next = step.next;
  }
  const follower = code[next];
  if (
    KEYWORDS.has(root) ||
    (follower?.kind === 'open' && text[follower.start] === '(') ||
    (follower && text.startsWith('::', follower.start))
  )
    return null;
  return { traversal: { root, steps }, next };
}

function readStep(
  text: string,
  code: readonly Token[],
  at: number,
): { readonly steps: readonly TraversalStep[]; readonly next: number } | null {
  const token = code[at];
  if (!token) return null;
  if (token.kind === 'punctuation' && text.slice(token.start, token.end) === '.') return readDot(text, code[at + 1], at + 2);
  if (token.kind !== 'open' || text[token.start] !== '[' || code[at - 1]?.end !== token.start) return null;
  let end = at + 1;
  const most = Math.min(code.length, at + LONGEST_INDEX);
  while (end < most && !(code[end]?.kind === 'close' && code[end]?.depth === token.depth)) end++;
  if (end === most) return null;
  const inside = text.slice(token.end, code[end]?.start ?? text.length).trim();
  return { steps: [toIndex(inside)], next: end + 1 };
}

function readDot(
  text: string,
  token: Token | undefined,
  next: number,
): { readonly steps: readonly TraversalStep[]; readonly next: number } | null {
  const written = token ? text.slice(token.start, token.end) : '';
  if (token?.kind === 'name') return { steps: [{ kind: 'name', name: written }], next };
  // `a.0.1` is written with one number token.
  if (token?.kind === 'number') return { steps: written.split('.').map((number) => ({ kind: 'number', number: Number(number) })), next };
  return written === '*' ? { steps: [{ kind: 'splat' }], next } : null;
}

function toIndex(inside: string): TraversalStep {
  const name = findQuotedText(inside);
  if (name !== null) return { kind: 'name', name };
  if (/^\d+$/.test(inside)) return { kind: 'number', number: Number(inside) };
  return inside === '*' ? { kind: 'splat' } : { kind: 'index', text: inside };
}
