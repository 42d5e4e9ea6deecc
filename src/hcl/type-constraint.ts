import { convert } from './convert.ts';
import type { Expression } from './expression.ts';
import { type Type } from './type.ts';
import { isMapping, isSequence, NULL, type Value } from './value.ts';

/** A variable's `type`: a cty type whose object attributes may be optional, with a default each. */
export type TypeConstraint =
  | 'any'
  | 'string'
  | 'number'
  | 'bool'
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: TypeConstraint }
  | { readonly kind: 'tuple'; readonly elements: readonly TypeConstraint[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeConstraint> };

type AttributeConstraint = {
  readonly constraint: TypeConstraint;
  readonly optional: boolean;
  /** Of `optional(type, default)`. */ readonly fallback: Expression | null;
};

const MAX_DEPTH = 100;
const PRIMITIVES = ['any', 'string', 'number', 'bool'] as const;
const COLLECTIONS = ['list', 'set', 'map'] as const;

/** Reads a type expression (hcl/ext/typeexpr), also the quoted and bare words of Terraform 0.11; null for what is none. */
export function findTypeConstraint(expression: Expression, depth = 0): TypeConstraint | null {
  if (depth > MAX_DEPTH) return null;
  const word =
    expression.kind === 'string'
      ? expression.value
      : expression.kind === 'traversal' && expression.steps.length === 0
        ? expression.root
        : null;
  if (word !== null) {
    const collection = COLLECTIONS.find((kind) => kind === word);
    return PRIMITIVES.find((kind) => kind === word) ?? (collection ? { kind: collection, element: 'any' } : null);
  }
  if (expression.kind !== 'call') return null;
  const [argument] = expression.args;
  const kind = COLLECTIONS.find((name) => name === expression.name);
  if (!argument) return null;
  if (kind) {
    const element = findTypeConstraint(argument, depth + 1);
    return element && { kind, element };
  }
  if (expression.name === 'tuple' && argument.kind === 'tuple') {
    const elements = argument.items.map((item) => findTypeConstraint(item, depth + 1));
    return elements.every((element) => element !== null) ? { kind: 'tuple', elements } : null;
  }
  return expression.name === 'object' && argument.kind === 'object' ? findObject(argument, depth) : null;
}

function findObject({ items }: Extract<Expression, { readonly kind: 'object' }>, depth: number): TypeConstraint | null {
  const attributes = new Map<string, AttributeConstraint>();
  for (const { key, value } of items) {
    const name = key.kind === 'string' ? key.value : key.kind === 'traversal' && key.steps.length === 0 ? key.root : null;
    const isOptional = value.kind === 'call' && value.name === 'optional';
    const [inner, fallback] = isOptional ? value.args : [value];
    const constraint = inner ? findTypeConstraint(inner, depth + 1) : null;
    if (name === null || constraint === null) return null;
    attributes.set(name, { constraint, optional: isOptional, fallback: fallback ?? null });
  }
  return { kind: 'object', attributes };
}

/**
 * The value that a variable of this type takes: defaults of optional attributes filled in where they are absent or null, then converted.
 * `evaluate` gives the value of a default. Throws an `EvaluationError` where the value does not fit.
 */
export const constrain = (value: Value, constraint: TypeConstraint, evaluate: (expression: Expression) => Value): Value =>
  convert(fillIn(value, constraint, evaluate), toType(constraint));

function fillIn(value: Value, constraint: TypeConstraint, evaluate: (expression: Expression) => Value): Value {
  if (typeof constraint === 'string') return value;
  if (constraint.kind === 'tuple' && isSequence(value))
    return { ...value, items: value.items.map((item, index) => fillIn(item, constraint.elements[index] ?? 'any', evaluate)) };
  if (constraint.kind === 'object' && isMapping(value)) {
    const entries = new Map(value.entries);
    for (const [name, { constraint: inner, optional, fallback }] of constraint.attributes) {
      const given = entries.get(name);
      const isAbsent = given === undefined || given.kind === 'null';
      const member = isAbsent && optional ? (fallback ? evaluate(fallback) : NULL) : given;
      if (member) entries.set(name, fillIn(member, inner, evaluate));
    }
    return { ...value, entries };
  }
  if (!('element' in constraint)) return value;
  const { element } = constraint;
  if (isSequence(value)) return { ...value, items: value.items.map((item) => fillIn(item, element, evaluate)) };
  return isMapping(value)
    ? { ...value, entries: new Map([...value.entries].map(([key, member]) => [key, fillIn(member, element, evaluate)])) }
    : value;
}

function toType(constraint: TypeConstraint): Type {
  if (typeof constraint === 'string') return constraint === 'any' ? 'dynamic' : constraint;
  if (constraint.kind === 'tuple') return { kind: 'tuple', elements: constraint.elements.map(toType) };
  if (constraint.kind === 'object')
    return {
      kind: 'object',
      attributes: new Map([...constraint.attributes].map(([name, { constraint: inner }]) => [name, toType(inner)])),
    };
  return { kind: constraint.kind, element: toType(constraint.element) };
}
