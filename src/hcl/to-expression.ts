import type { BinaryOperator, Expression, ObjectItem, Step } from './expression.ts';
import { bareTemplateTokens, templateTokens } from './template-text.ts';
import type { TemplateToken } from './template-text.ts';

type Position = { readonly byte: number };

/** A node of hcl2json's `getExpressionAst`; the shape was measured, the declared types are not complete. */
export type SyntaxNode = {
  readonly type: string;
  readonly children?: readonly SyntaxNode[];
  readonly meta?: {
    readonly value?: string;
    readonly type?: string;
    readonly name?: string;
    readonly operator?: string;
    readonly expandedFinalArgument?: boolean;
    readonly keyVar?: string;
    readonly valVar?: string;
    readonly keyExpression?: string;
    readonly conditionalExpression?: string;
    readonly groupedValue?: boolean;
    readonly traversal?: readonly { readonly type: string; readonly segment: string; readonly range: { readonly start: Position; readonly end: Position } }[];
  };
  readonly range: { readonly start: Position; readonly end: Position };
};

/** The text that was parsed, as UTF-8: the tree's offsets count bytes. */
type Source = Buffer;

const OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map([
  ['logicalOr', '||'], ['logicalAnd', '&&'], ['equal', '=='], ['notEqual', '!='], ['lessThan', '<'], ['lessThanOrEqual', '<='], ['greaterThan', '>'],
  ['greaterThanOrEqual', '>='], ['add', '+'], ['subtract', '-'], ['multiply', '*'], ['divide', '/'], ['modulo', '%'],
]);

/** The expression behind hcl2json's syntax tree of `text`. Throws a plain `Error` on a tree that it does not understand. */
export const toExpression = (tree: SyntaxNode, text: string): Expression => convertNode(tree, Buffer.from(text));

/**
 * A template without delimiters (template file, JSON string). `tree` is that of the same text wrapped as a heredoc, so that its
 * backslashes stay text; only its sequences are taken from there, the literals from `text`.
 */
export function toTemplate(tree: SyntaxNode, text: string, wrapped: string): Expression {
  return assemble(bareTemplateTokens(text), childrenOf(tree), { source: Buffer.from(wrapped), text });
}

const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] => node.children ?? [];

function only(node: SyntaxNode, index: number): SyntaxNode {
  const child = childrenOf(node)[index];
  if (child === undefined) throw new Error(`the syntax tree of a ${node.type} is not complete`);
  return child;
}

const slice = (source: Source, start: number, end: number): string => source.toString('utf8', start, end);

function convertNode(node: SyntaxNode, source: Source): Expression {
  const text = node.meta?.value ?? '';
  const child = (index: number): Expression => convertNode(only(node, index), source);
  switch (node.type) {
    case '':
      return childrenOf(node).length === 0 ? { kind: 'splat-item', source: slice(source, node.range.start.byte, node.range.end.byte) } : child(0);
    case 'literalValue':
      return literal(node, text);
    case 'template':
      return assemble(templateTokens(text), childrenOf(node), { source, text });
    case 'templateWrap':
      return { kind: 'template-wrap', wrapped: child(0), source: text };
    case 'scopeTraversal': {
      const [root, ...steps] = node.meta?.traversal ?? [];
      if (root === undefined) throw new Error('a reference without a name');
      return { kind: 'traversal', root: root.segment, steps: steps.map((step) => toStep(step, source)), source: text };
    }
    case 'relativeTraversal':
      return { kind: 'relative-traversal', from: child(0), steps: (node.meta?.traversal ?? []).map((step) => toStep(step, source)), source: text };
    case 'index':
      return { kind: 'index', collection: child(0), key: child(1), source: text };
    case 'splat':
      return { kind: 'splat', from: child(0), each: child(1), source: text };
    case 'function':
      return { kind: 'call', name: node.meta?.name ?? '', args: childrenOf(node).map((_, index) => child(index)), expandLast: node.meta?.expandedFinalArgument === true, source: text };
    case 'conditional':
      return { kind: 'conditional', condition: child(0), whenTrue: child(1), whenFalse: child(2), source: text };
    case 'binaryOp': {
      const operator = OPERATORS.get(node.meta?.operator ?? '');
      if (operator === undefined) throw new Error('an unknown operator');
      return { kind: 'binary', operator, left: child(0), right: child(1), source: text };
    }
    case 'unaryOp':
      return { kind: 'unary', operator: node.meta?.operator === 'negate' ? '-' : '!', operand: child(0), source: text };
    case 'tuple':
      return { kind: 'tuple', items: childrenOf(node).map((_, index) => child(index)), source: text };
    case 'object':
      return { kind: 'object', items: objectItems(node, source), source: text };
    case 'for':
      return convertFor(node, source);
    default:
      throw new Error(`an expression of a kind that is not known: ${node.type}`);
  }
}

function literal(node: SyntaxNode, text: string): Expression {
  if (node.meta?.type === 'number') return { kind: 'number', text, source: text };
  if (node.meta?.type === 'bool') return { kind: 'bool', value: text === 'true', source: text };
  if (text === 'null') return { kind: 'null', source: text };
  throw new Error('a literal of a kind that is not known');
}

type TraversalStep = NonNullable<NonNullable<SyntaxNode['meta']>['traversal']>[number];

function toStep({ type, segment, range }: TraversalStep, source: Source): Step {
  if (type === 'nameTraversal') return { kind: 'attribute', name: segment };
  if (segment.startsWith('"')) return { kind: 'index', key: segment.slice(1, -1) };
  // Long numbers come rounded (`1.23e+22`): the digits in the source are exact.
  const digits = /[\d.eE+-]*\d/u.exec(slice(source, range.start.byte, range.end.byte).replace(/^[[.\s]+/u, ''))?.[0];
  return { kind: 'index', key: { number: /[eE]/u.test(segment) && digits !== undefined ? digits : segment } };
}

function objectItems(node: SyntaxNode, source: Source): ObjectItem[] {
  const items: ObjectItem[] = [];
  for (let index = 0; index + 1 < childrenOf(node).length; index += 2) {
    items.push({ key: objectKey(only(node, index), source), value: convertNode(only(node, index + 1), source) });
  }
  return items;
}

/** A bare word is its own name (`true` and `null` too); its node has no children, only a place in the source. */
function objectKey(node: SyntaxNode, source: Source): Expression {
  if (node.type !== '' || childrenOf(node).length > 0) return convertNode(node, source);
  const name = slice(source, node.range.start.byte, node.range.end.byte);
  return { kind: 'string', value: name, source: name };
}

function convertFor(node: SyntaxNode, source: Source): Expression {
  const { meta = {} } = node;
  const isObject = meta.keyExpression !== undefined;
  const hasCondition = meta.conditionalExpression !== undefined;
  const [collection, ...rest] = childrenOf(node).map((child) => convertNode(child, source));
  const key = isObject ? rest.shift() : undefined;
  const [value, condition] = rest;
  if (collection === undefined || value === undefined || rest.length !== (hasCondition ? 2 : 1)) throw new Error('the syntax tree of a for expression is not complete');
  return {
    kind: 'for',
    keyName: meta.keyVar === undefined || meta.keyVar === '' ? null : meta.keyVar,
    valueName: meta.valVar ?? '',
    collection,
    key: key ?? null,
    value,
    condition: condition ?? null,
    grouped: meta.groupedValue === true,
    source: meta.value ?? '',
  };
}

type Origin = { readonly source: Source; /** The template's own source text. */ readonly text: string };

const isLiteralText = (node: SyntaxNode): boolean => node.type === 'literalValue' && node.meta?.type === 'string';

/** Puts literal texts (from our tokens) and sequences (from the tree) together again, as hclsyntax's `templateParser` does. */
function assemble(tokens: readonly TemplateToken[], nodes: readonly SyntaxNode[], { source, text }: Origin): Expression {
  const parts = branch(tokens, nodes.filter((node) => !isLiteralText(node)), source);
  const [first] = parts;
  if (first === undefined) return { kind: 'string', value: '', source: text };
  if (parts.length === 1 && first.kind === 'string' && tokens[0]?.kind === 'literal') return { ...first, source: text };
  if (tokens.length === 1 && tokens[0]?.kind === 'interpolation') return { kind: 'template-wrap', wrapped: first, source: text };
  return { kind: 'template', parts, source: text };
}

function branch(tokens: readonly TemplateToken[], nodes: readonly SyntaxNode[], source: Source): Expression[] {
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
      parts.push(convertNode(node, source));
      continue;
    }
    const close = closing(tokens, index);
    parts.push(directive(node, { before: tokens.slice(index + 1, close.middle), after: tokens.slice(close.middle + 1, close.end) }, source));
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

function directive(node: SyntaxNode, { before, after }: Branches, source: Source): Expression {
  const text = node.meta?.value ?? '';
  const inner = (tokens: readonly TemplateToken[], child: SyntaxNode): Expression => {
    const parts = branch(tokens, childrenOf(child).filter((grandchild) => !isLiteralText(grandchild)), source);
    return { kind: 'template', parts, source: child.meta?.value ?? '' };
  };
  if (node.type === 'conditional') {
    return { kind: 'conditional', condition: convertNode(only(node, 0), source), whenTrue: inner(before, only(node, 1)), whenFalse: inner(after, only(node, 2)), source: text };
  }
  if (node.type !== 'templateJoin') throw new Error('a template does not fit its syntax tree');
  const loop = only(node, 0);
  const { meta = {} } = loop;
  const tuple: Expression = {
    kind: 'for',
    keyName: meta.keyVar === undefined || meta.keyVar === '' ? null : meta.keyVar,
    valueName: meta.valVar ?? '',
    collection: convertNode(only(loop, 0), source),
    key: null,
    value: inner(before, only(loop, 1)),
    condition: null,
    grouped: false,
    source: text,
  };
  return { kind: 'template-join', tuple, source: text };
}
