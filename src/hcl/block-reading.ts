import { inputError, type TfsafeError } from '../errors.ts';
import { findQuotedText } from './quoted-text.ts';
import type { Attribute, Block, Body, ExpressionSource, SourceRange } from './source.ts';

/** The error (exit 3) for a block that Terraform refuses too, or that cannot be read safely. */
export const blockError = ({ file, line }: SourceRange, message: string): TfsafeError =>
  inputError(`${file}:${line}: ${message}`, { hint: 'correct the file; `terraform validate` shows the place' });

/** The labels of a block that must have `names.length` of them. Throws (exit 3) else. */
export function labelsOf({ type, labels, range }: Block, names: readonly string[]): readonly string[] {
  if (labels.length !== names.length)
    throw blockError(range, `a "${type}" block takes ${names.length === 0 ? 'no labels' : `the labels ${names.join(', ')}`}`);
  return labels;
}

/** The one block of a type, null where there is none. Throws (exit 3) where there are two. */
export function findOnly({ blocks }: Body, type: string): Block | null {
  const [first, second] = blocks.filter((block) => block.type === type);
  if (second) throw blockError(second.range, `a second "${type}" block`);
  return first ?? null;
}

/** The expression of an argument, null where it is not set. */
export const findExpression = ({ attributes }: Body, name: string): ExpressionSource | null => attributes.get(name)?.expression ?? null;

/** A body without some of its arguments and block types. */
export function without({ attributes, blocks }: Body, names: ReadonlySet<string>): Body {
  return {
    attributes: new Map([...attributes].filter(([name]) => !names.has(name))),
    blocks: blocks.filter(({ type }) => !names.has(type)),
  };
}

/**
 * A body with its escape block `_ { … }` taken in: what stands there are plain arguments, even under the name of a meta-argument.
 * Throws (exit 3) on an argument that is set twice.
 */
export function withEscaped(body: Body): Body {
  const escaped = findOnly(body, '_');
  if (!escaped) return body;
  const { attributes, blocks } = without(body, new Set(['_']));
  for (const [name, { range }] of escaped.body.attributes) if (attributes.has(name)) throw blockError(range, `"${name}" is set twice`);
  return { attributes: new Map([...attributes, ...escaped.body.attributes]), blocks: [...blocks, ...escaped.body.blocks] };
}

/** The word of an argument that takes one: `destroy`, `"destroy"`, or a JSON string. Null: it is no single word. */
export function findWord({ expression }: Attribute): string | null {
  if (expression.syntax === 'json') return typeof expression.value === 'string' ? expression.value.trim() : null;
  const word = findQuotedText(expression.text)?.trim() ?? expression.text;
  return /^[\w-]+$/.test(word) ? word : null;
}

/** The address that an argument names (`from`, `to`), without blanks outside its keys. Throws (exit 3) where it is missing. */
export function addressOf({ body, type, range }: Block, name: string): string {
  const expression = findExpression(body, name);
  if (!expression) throw blockError(range, `the "${type}" block has no "${name}"`);
  const written = expression.syntax === 'native' ? (findQuotedText(expression.text) ?? expression.text) : expression.value;
  if (typeof written !== 'string') throw blockError(expression.range, `"${name}" is no address`);
  return written.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, (_, key?: string) => key ?? '');
}
