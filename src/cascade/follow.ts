import type { Body, ExpressionSource } from '../hcl/source.ts';
import type { Path } from './changed-values.ts';
import { readExpression } from './expression-shape.ts';
import type { Traversal } from './traversal.ts';

/** A reference that an expression's value at some path comes from; `rest`: what is wanted of it beyond its own steps. */
export type Followed = { readonly traversal: Traversal; readonly rest: Path };

/** Where the value at a path of an expression comes from. */
export type Following = {
  readonly references: readonly Followed[];
  /** Functions whose result may change though nothing in the configuration does. */
  readonly impure: readonly string[];
  /** The path leads to a key that the object literal does not have. */
  readonly absent: boolean;
};

/** They hand members through: the value at a path comes from the same path of an argument. */
export const HANDS_THROUGH: ReadonlySet<string> = new Set([
  '',
  'merge',
  'try',
  'coalesce',
  'tomap',
  'toset',
  'tolist',
  'nonsensitive',
  'sensitive',
  'ephemeralasnull',
]);
const IMPURE = /^(?:file\w*|templatefile|timestamp|plantimestamp|uuid|bcrypt)$/;
const MAX_DEPTH = 30;

/** Follows the value at `path` (empty: all of it) through literals and functions that hand members through; anything else counts whole. */
export function follow(source: ExpressionSource, path: Path, depth = 0): Following {
  const { shape } = readExpression(source);
  const [first, ...inner] = path;
  if (depth > MAX_DEPTH) return whole(source);
  if (shape.kind === 'traversal') return { references: [{ traversal: shape.traversal, rest: path }], impure: [], absent: false };
  if (shape.kind === 'call' && HANDS_THROUGH.has(shape.name)) return join(shape.args.map((arg) => follow(arg, path, depth + 1)));
  if (first === undefined) return whole(source);
  if (shape.kind === 'object') {
    const entry = shape.entries.get(first);
    if (entry) return follow(entry.value, inner, depth + 1);
    return shape.computed.length > 0 ? join(shape.computed.map(whole)) : { references: [], impure: [], absent: true };
  }
  const item = shape.kind === 'tuple' && /^\d+$/.test(first) ? shape.items[Number(first)] : undefined;
  return item ? follow(item, inner, depth + 1) : whole(source);
}

function whole(source: ExpressionSource): Following {
  const { traversals, calls } = readExpression(source);
  return {
    references: traversals.map((traversal) => ({ traversal, rest: [] })),
    impure: [...calls].filter((name) => IMPURE.test(name)),
    absent: false,
  };
}

const join = (parts: readonly Following[]): Following => ({
  references: parts.flatMap(({ references }) => references),
  impure: parts.flatMap(({ impure }) => impure),
  absent: parts.length > 0 && parts.every(({ absent }) => absent),
});

/** An expression of a body that a path leads to, and what of the path is left. */
export type Located = { readonly source: ExpressionSource; readonly rest: Path };

/** Meta-arguments: they make or replace instances, but are no values of them. */
export const META: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'replace_triggered_by',
  'enabled',
  'source',
  'version',
]);

/** The expressions behind a path of a body; all but the meta-arguments for the empty path. Empty: nothing there is written. */
export function locate(body: Body, path: Path): readonly Located[] {
  const [name, ...rest] = path;
  if (name === undefined) return allIn(body, (attribute) => !META.has(attribute)).map((source) => ({ source, rest: [] }));
  const attribute = body.attributes.get(name);
  if (attribute) return [{ source: attribute.expression, rest }];
  const dynamic = body.blocks.filter(({ type, labels }) => type === 'dynamic' && labels[0] === name);
  const blocks = body.blocks.filter(({ type }) => type === name);
  if (dynamic.length > 0) return [...dynamic, ...blocks].flatMap(({ body: inner }) => allIn(inner).map((source) => ({ source, rest: [] })));
  const [index = '', ...inside] = rest;
  const single = /^\d+$/.test(index) ? blocks[Number(index)] : undefined;
  if (single) return inside.length > 0 ? locate(single.body, inside) : allIn(single.body).map((source) => ({ source, rest: [] }));
  return blocks.flatMap(({ body: inner }) => allIn(inner).map((source) => ({ source, rest: [] })));
}

function allIn(body: Body, counts: (attribute: string) => boolean = () => true): readonly ExpressionSource[] {
  const found: ExpressionSource[] = [];
  const open: Body[] = [body];
  for (let next = open.shift(); next; next = open.shift()) {
    for (const [name, { expression }] of next.attributes) if (next !== body || counts(name)) found.push(expression);
    open.push(...next.blocks.map(({ body: inner }) => inner));
  }
  return found;
}
