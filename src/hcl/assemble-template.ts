import type { Expression } from './expression.ts';
import { childrenOf, only } from './syntax-node.ts';
import type { SyntaxNode } from './syntax-node.ts';
import type { TemplateToken } from './template-text.ts';

type Convert = (node: SyntaxNode) => Expression;
type Origin = {
  /** The template's own source text. */ readonly text: string;
  /** Makes an expression of a sequence's node. */ readonly convert: Convert;
};

const isLiteralText = (node: SyntaxNode): boolean => node.type === 'literalValue' && node.meta?.type === 'string';

/** Puts literal texts (from our tokens) and sequences (from the tree) together again, as hclsyntax's `templateParser` does. */
export function assemble(tokens: readonly TemplateToken[], nodes: readonly SyntaxNode[], { text, convert }: Origin): Expression {
  const parts = branch(
    tokens,
    nodes.filter((node) => !isLiteralText(node)),
    convert,
  );
  const [first] = parts;
  if (first === undefined) return { kind: 'string', value: '', source: text };
  if (parts.length === 1 && first.kind === 'string' && tokens[0]?.kind === 'literal') return { ...first, source: text };
  if (tokens.length === 1 && tokens[0]?.kind === 'interpolation') return { kind: 'template-wrap', wrapped: first, source: text };
  return { kind: 'template', parts, source: text };
}

function branch(tokens: readonly TemplateToken[], nodes: readonly SyntaxNode[], convert: Convert): Expression[] {
  const parts: Expression[] = [];
  let next = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind === 'literal') {
      parts.push({ kind: 'string', value: token.text, source: token.text });
      continue;
    }
    const node = nodes[next];
    if (token === undefined || node === undefined) throw new Error('a template does not fit its syntax tree');
    next += 1;
    if (token.kind === 'interpolation') {
      parts.push(convert(node));
      continue;
    }
    const close = closing(tokens, index);
    parts.push(
      directive(node, { before: tokens.slice(index + 1, close.middle), after: tokens.slice(close.middle + 1, close.end) }, convert),
    );
    index = close.end;
  }
  if (next !== nodes.length) throw new Error('a template does not fit its syntax tree');
  return parts;
}

/** The `else` (or the end) and the end of the directive that opens at `start`. */
function closing(tokens: readonly TemplateToken[], start: number): { readonly middle: number; readonly end: number } {
  let depth = 0;
  let middle = -1;
  for (let index = start + 1; index < tokens.length; index += 1) {
    const kind = tokens[index]?.kind;
    if (kind === 'if' || kind === 'for') depth += 1;
    else if (kind === 'else' && depth === 0) middle = index;
    else if (kind === 'endif' || kind === 'endfor') {
      if (depth === 0) return { middle: middle === -1 ? index : middle, end: index };
      depth -= 1;
    }
  }
  throw new Error('a template directive has no end');
}

type Branches = { readonly before: readonly TemplateToken[]; readonly after: readonly TemplateToken[] };

function directive(node: SyntaxNode, { before, after }: Branches, convert: Convert): Expression {
  const text = node.meta?.value ?? '';
  const inner = (tokens: readonly TemplateToken[], child: SyntaxNode): Expression => {
    const parts = branch(
      tokens,
      childrenOf(child).filter((grandchild) => !isLiteralText(grandchild)),
      convert,
    );
    return { kind: 'template', parts, source: child.meta?.value ?? '' };
  };
  if (node.type === 'conditional') {
    return {
      kind: 'conditional',
      condition: convert(only(node, 0)),
      whenTrue: inner(before, only(node, 1)),
      whenFalse: inner(after, only(node, 2)),
      source: text,
    };
  }
  if (node.type !== 'templateJoin') throw new Error('a template does not fit its syntax tree');
  const loop = only(node, 0);
  const { meta = {} } = loop;
  const tuple: Expression = {
    kind: 'for',
    keyName: meta.keyVar === undefined || meta.keyVar === '' ? null : meta.keyVar,
    valueName: meta.valVar ?? '',
    collection: convert(only(loop, 0)),
    key: null,
    value: inner(before, only(loop, 1)),
    condition: null,
    grouped: false,
    source: text,
  };
  return { kind: 'template-join', tuple, source: text };
}
