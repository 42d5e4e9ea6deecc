import type { Body, ExpressionSource } from './source.ts';

/** `aws_x.y.z`, `var.a`, `module.m.out`, `data.t.n.attr`: the names in order; index keys are left out. */
export type Reference = readonly string[];

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const KEYWORDS = new Set(['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor']);

type Mode =
  | { readonly kind: 'code'; readonly close: string | null }
  | { readonly kind: 'quoted' }
  | { readonly kind: 'heredoc'; readonly end: string };

/**
 * All references in an expression, in order of appearance, without parsing it: linear in the text, on any text.
 * Names bound by `for` are reported too (they look alike); callers drop roots that they do not know.
 */
export function findReferences(source: ExpressionSource): readonly Reference[] {
  if (source.syntax === 'native') return scan(source.text, { kind: 'code', close: null });
  return stringsIn(source.value).flatMap((text) => scan(text, { kind: 'heredoc', end: '' }));
}

/** The references of a whole body, nested blocks included, but for those of the block types in `except`. */
export function findBodyReferences(body: Body, except: ReadonlySet<string> = new Set()): readonly Reference[] {
  const found: Reference[] = [];
  const open: Body[] = [body];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { expression } of next.attributes.values()) found.push(...findReferences(expression));
    for (const block of next.blocks) if (!except.has(block.type)) open.push(block.body);
  }
  return found;
}

function scan(text: string, start: Mode): readonly Reference[] {
  const found: Reference[] = [];
  const modes: Mode[] = [start];
  let at = 0;
  while (at < text.length) {
    const mode = modes.at(-1) ?? start;
    at = mode.kind === 'code' ? scanCode({ text, at, modes, found, close: mode.close }) : scanTemplate({ text, at, modes, mode });
  }
  return found;
}

function scanTemplate({ text, at, modes, mode }: { text: string; at: number; modes: Mode[]; mode: Mode }): number {
  const two = text.slice(at, at + 2);
  if (text.startsWith('$${', at) || text.startsWith('%%{', at)) return at + 3;
  if (two === '${' || two === '%{') {
    modes.push({ kind: 'code', close: '}' });
    return at + 2;
  }
  if (mode.kind === 'quoted') {
    if (text[at] === '\\') return at + 2;
    if (text[at] === '"') modes.pop();
    return at + 1;
  }
  if (mode.kind === 'heredoc' && mode.end !== '' && text[at] === '\n') {
    const lineEnd = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, lineEnd < 0 ? text.length : lineEnd);
    if (line.trim() === mode.end) {
      modes.pop();
      return at + 1 + line.length;
    }
  }
  return at + 1;
}

const OPENERS = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
]);

function scanCode({
  text,
  at,
  modes,
  found,
  close,
}: {
  text: string;
  at: number;
  modes: Mode[];
  found: Reference[];
  close: string | null;
}): number {
  const char = text[at] ?? '';
  if (char === close) {
    modes.pop();
    return at + 1;
  }
  const opened = OPENERS.get(char);
  if (opened !== undefined || char === '"') {
    modes.push(opened === undefined ? { kind: 'quoted' } : { kind: 'code', close: opened });
    return at + 1;
  }
  if (char === '#' || text.startsWith('//', at)) return endOr(text, text.indexOf('\n', at));
  if (text.startsWith('/*', at)) return endOr(text, text.indexOf('*/', at) + 2, 2);
  HEREDOC.lastIndex = at;
  const heredoc = char === '<' ? HEREDOC.exec(text) : null;
  if (heredoc) {
    modes.push({ kind: 'heredoc', end: heredoc[1] ?? '' });
    return HEREDOC.lastIndex - 1;
  }
  return readReference(text, at, found);
}

/** Reads `a.b.c` (over `[…]`, whose inside is scanned on its own later); anything else is one character. */
function readReference(text: string, at: number, found: Reference[]): number {
  NAME.lastIndex = at;
  const first = NAME.exec(text)?.[0];
  if (first === undefined) return skipNumber(text, at);
  const path = [first];
  let end = at + first.length;
  for (let next = readStep(text, end); next; next = readStep(text, end)) {
    if (next.name !== null) path.push(next.name);
    end = next.end;
  }
  const isCall = /^\s*(?:\(|::)/.test(text.slice(end, end + 20));
  if (path.length > 1 && !isCall && !KEYWORDS.has(first)) found.push(path);
  return path.length > 1 ? referenceTail(text, at + first.length, end, found) : end;
}

/** Keys inside `[…]` may hold references of their own. */
function referenceTail(text: string, from: number, to: number, found: Reference[]): number {
  for (const [, key] of text.slice(from, to).matchAll(/\[([^\]]*)\]/g)) {
    if (key !== undefined && key.includes('.')) found.push(...scan(key, { kind: 'code', close: null }));
  }
  return to;
}

function readStep(text: string, at: number): { name: string | null; end: number } | null {
  if (text[at] === '.') {
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text)?.[0];
    if (name !== undefined) return { name, end: at + 1 + name.length };
    const splatOrIndex = /^\.(?:\*|\d+)/.exec(text.slice(at, at + 12))?.[0];
    return splatOrIndex === undefined ? null : { name: null, end: at + splatOrIndex.length };
  }
  if (text[at] !== '[') return null;
  const end = text.indexOf(']', at);
  return end < 0 || end - at > 500 || text.slice(at + 1, end).includes('[') ? null : { name: null, end: end + 1 };
}

function skipNumber(text: string, at: number): number {
  const digits = /^\d[\w.]*/.exec(text.slice(at, at + 400))?.[0];
  return at + (digits?.length ?? 1);
}

const endOr = (text: string, found: number, offset = 0): number => (found < offset ? text.length : found);

/** Every string in a JSON value (`.tf.json`): each is a template. Iterative, since depth is input. */
function stringsIn(value: unknown): readonly string[] {
  const found: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') found.push(next);
    else if (next instanceof Map) open.push(...next.keys(), ...next.values());
    else if (Array.isArray(next)) open.push(...next);
    else if (next !== null && typeof next === 'object') open.push(...Object.keys(next), ...Object.values(next));
  }
  return found;
}
