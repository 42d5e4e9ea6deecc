import type { BinaryOperator, Expression, ObjectItem, Step } from './expression.ts';
import { assemble } from './assemble-template.ts';
import { childrenOf, only } from './syntax-node.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { bareTemplateTokens, templateTokens } from './template-text.ts';

/** The text that was parsed, as UTF-8: the tree's offsets count bytes. */
type Source = Buffer;

const OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map([
  ['logicalOr', '||'],
  ['logicalAnd', '&&'],
  ['equal', '=='],
  ['notEqual', '!='],
  ['lessThan', '<'],
  ['lessThanOrEqual', '<='],
  ['greaterThan', '>'],
  ['greaterThanOrEqual', '>='],
  ['add', '+'],
  ['subtract', '-'],
  ['multiply', '*'],
  ['divide', '/'],
  ['modulo', '%'],
]);

/** The expression behind hcl2json's syntax tree of `text`. Throws a plain `Error` on a tree that it does not understand. */
export const toExpression = (tree: SyntaxNode, text: string): Expression => convertNode(tree, Buffer.from(text));

/**
 * A template without delimiters (template file, JSON string). `tree` is that of the same text wrapped as a heredoc, so that its
 * backslashes stay text; only its sequences are taken from there, the literals from `text`.
 */
export function toTemplate(tree: SyntaxNode, text: string, wrapped: string): Expression {
  return assemble(bareTemplateTokens(text), childrenOf(tree), { text, convert: (node) => convertNode(node, Buffer.from(wrapped)) });
}

const slice = (source: Source, start: number, end: number): string => source.toString('utf8', start, end);

function convertNode(node: SyntaxNode, source: Source): Expression {
  const text = node.meta?.value ?? '';
  const child = (index: number): Expression => convertNode(only(node, index), source);
  switch (node.type) {
    case '':
      return childrenOf(node).length === 0
        ? { kind: 'splat-item', source: slice(source, node.range.start.byte, node.range.end.byte) }
        : child(0);
    case 'literalValue':
      return literal(node, text);
    case 'template':
      return assemble(templateTokens(text), childrenOf(node), { text, convert: (part) => convertNode(part, source) });
    case 'templateWrap':
      return { kind: 'template-wrap', wrapped: child(0), source: text };
    case 'scopeTraversal': {
      const [root, ...steps] = node.meta?.traversal ?? [];
      if (root === undefined) throw new Error('a reference without a name');
      return { kind: 'traversal', root: root.segment, steps: steps.map((step) => toStep(step, source)), source: text };
    }
    case 'relativeTraversal':
      return {
        kind: 'relative-traversal',
        from: child(0),
        steps: (node.meta?.traversal ?? []).map((step) => toStep(step, source)),
        source: text,
      };
    case 'index':
      return { kind: 'index', collection: child(0), key: child(1), source: text };
    case 'splat':
      return { kind: 'splat', from: child(0), each: child(1), source: text };
    case 'function':
      return {
        kind: 'call',
        name: node.meta?.name ?? '',
        args: childrenOf(node).map((_, index) => child(index)),
        expandLast: node.meta?.expandedFinalArgument === true,
        source: text,
      };
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
  if (collection === undefined || value === undefined || rest.length !== (hasCondition ? 2 : 1))
    throw new Error('the syntax tree of a for expression is not complete');
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
