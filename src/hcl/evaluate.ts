import { getAttribute, getIndex } from './access.ts';
import { parseBigFloat } from './big-float.ts';
import { convert, toRope } from './convert.ts';
import { isEqual } from './equality.ts';
import { certainError, isEvaluationError, unsureError } from './evaluation-error.ts';
import type { Expression, Step } from './expression.ts';
import { evaluateCall } from './evaluate-call.ts';
import { evaluateFor, evaluateObject } from './evaluate-for.ts';
import { attempt, finish } from './frame.ts';
import type { Frame } from './frame.ts';
import { applyBinary, applyUnary } from './operators.ts';
import type { Scope } from './scope.ts';
import { typeOf, unify } from './type.ts';
import {
  boolValue,
  concatText,
  isSequence,
  isWhollyKnown,
  markSensitive,
  NULL,
  numberValue,
  textValue,
  tupleValue,
  unknownText,
  unknownValue,
} from './value.ts';
import type { StringValue, Value } from './value.ts';

/** Deeper or longer evaluation is given up: hostile configuration must not hang or overflow us. */
const MAX_DEPTH = 500;
const MAX_STEPS = 500_000;
/** Characters that all strings made during one evaluation may have together. */
const MAX_TEXT = 16_000_000;

/**
 * The value that Terraform 1.11 computes. Text that only the apply knows stays unknown, with the sources of the expressions.
 * Throws an `EvaluationError`: `certain` where Terraform fails as well.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  return evaluateIn(expression, { scope, locals: new Map(), item: null, depth: 0, budget: { steps: 0, text: 0 }, evaluate: evaluateIn });
}

/** Evaluates; where we cannot follow Terraform (`unsure`), the expression is unknown. */
function evaluateIn(expression: Expression, frame: Frame): Value {
  frame.budget.steps += 1;
  if (frame.depth > MAX_DEPTH || frame.budget.steps > MAX_STEPS || frame.budget.text > MAX_TEXT) return unknownValue(expression.source);
  try {
    const value = evaluateKind(expression, { ...frame, depth: frame.depth + 1 });
    if (value.kind === 'unknown' && value.sources.length === 0) return { ...value, sources: [expression.source] };
    if (value.kind === 'string') for (const { text } of value.segments) frame.budget.text += text.length;
    return value;
  } catch (error) {
    if (isEvaluationError(error) && error.kind === 'unsure') return unknownValue(expression.source);
    throw error;
  }
}

type Kinds = { readonly [Kind in Expression['kind']]: (expression: Extract<Expression, { readonly kind: Kind }>, frame: Frame) => Value };

const KINDS: Kinds = {
  string: ({ value }) => textValue(value),
  number: ({ text }) => {
    const number = parseBigFloat(text);
    if (number === null) throw unsureError('the number is too large to follow');
    return numberValue(number);
  },
  bool: ({ value }) => boolValue(value),
  null: () => NULL,
  template: ({ parts }, frame) => concatText(parts.map((part) => templatePart(part, frame))),
  'template-wrap': ({ wrapped }, frame) => evaluateIn(wrapped, frame),
  'template-join': joinTemplate,
  traversal: ({ root, steps, source }, frame) => {
    const value = frame.locals.get(root) ?? frame.scope.lookup(root);
    return named(walk(value ?? unknownValue(source), steps), source);
  },
  'relative-traversal': ({ from, steps }, frame) => walk(evaluateIn(from, frame), steps),
  index: ({ collection, key }, frame) => getIndex(evaluateIn(collection, frame), evaluateIn(key, frame)),
  splat: evaluateSplat,
  'splat-item': ({ source }, frame) => frame.item ?? unknownValue(source),
  call: evaluateCall,
  conditional: evaluateConditional,
  binary: ({ operator, left, right }, frame) => applyBinary(operator, evaluateIn(left, frame), evaluateIn(right, frame)),
  unary: ({ operator, operand }, frame) => applyUnary(operator, evaluateIn(operand, frame)),
  tuple: ({ items }, frame) => tupleValue(items.map((item) => evaluateIn(item, frame))),
  object: evaluateObject,
  for: evaluateFor,
};

function evaluateKind<Kind extends Expression['kind']>(expression: Extract<Expression, { readonly kind: Kind }>, frame: Frame): Value {
  const evaluateThis: (expression: Extract<Expression, { readonly kind: Kind }>, frame: Frame) => Value = KINDS[expression.kind];
  return evaluateThis(expression, frame);
}

/** A reference is unknown under its own source text, not under that of what it refers to. */
const named = (value: Value, source: string): Value => (value.kind === 'unknown' ? { ...value, sources: [source] } : value);

function walk(value: Value, steps: readonly Step[]): Value {
  return steps.reduce((current, step) => {
    if (step.kind === 'attribute') return getAttribute(current, step.name);
    if (typeof step.key === 'string') return getIndex(current, textValue(step.key));
    const number = parseBigFloat(step.key.number);
    if (number === null) throw certainError('the index does not identify an element');
    return getIndex(current, numberValue(number));
  }, value);
}

function templatePart(part: Expression, frame: Frame): StringValue {
  const value = evaluateIn(part, frame);
  if (value.kind === 'null') throw certainError(`null in a template: ${part.source}`);
  return value.kind === 'unknown' ? unknownText({ ...value, sources: [part.source] }) : toRope(value);
}

function joinTemplate({ tuple, source }: Extract<Expression, { readonly kind: 'template-join' }>, frame: Frame): Value {
  const value = evaluateIn(tuple, frame);
  if (value.kind === 'unknown') return unknownText({ ...value, sources: [source] });
  if (!isSequence(value)) throw certainError('a template loop over something else than a sequence');
  const text = concatText(value.items.map((item) => toRope(item)));
  return value.sensitive ? markSensitive(text) : text;
}

function evaluateSplat({ from, each, source }: Extract<Expression, { readonly kind: 'splat' }>, frame: Frame): Value {
  const value = evaluateIn(from, frame);
  if (value.kind === 'unknown') return unknownValue(source);
  // Anything that is no sequence counts as one with one element, null as one with none.
  const items = isSequence(value) ? value.items : value.kind === 'null' ? [] : [value];
  const results = items.map((item) => evaluateIn(each, { ...frame, item }));
  const isList = isSequence(value) && value.kind !== 'tuple';
  const result: Value = isList
    ? { kind: 'list', sensitive: value.sensitive, items: results }
    : { kind: 'tuple', sensitive: value.sensitive, items: results };
  return isSequence(value) && value.ambiguous === true ? { ...result, ambiguous: true } : result;
}

function evaluateConditional(
  { condition, whenTrue, whenFalse, source }: Extract<Expression, { readonly kind: 'conditional' }>,
  frame: Frame,
): Value {
  const outcomes = [attempt(() => evaluateIn(whenTrue, frame)), attempt(() => evaluateIn(whenFalse, frame))] as const;
  const values = outcomes.map((outcome) => ('value' in outcome ? outcome.value : unknownValue(source)));
  const type = values.some(({ kind }) => kind === 'null' || kind === 'unknown') ? 'dynamic' : unify(values.map(typeOf));
  if (type === null) throw certainError('the results of a conditional have inconsistent types');
  const test = evaluateIn(condition, frame);
  if (test.kind === 'null') throw certainError('the condition is null');
  const decided = convert(test, 'bool');
  if (decided.kind !== 'bool') {
    const [first, second] = outcomes.map((outcome) => ('value' in outcome ? convert(outcome.value, type) : null));
    const same = first && second && isWhollyKnown(first) && isWhollyKnown(second) && isEqual(first, second) === true;
    return same ? first : unknownValue(source);
  }
  const chosen = convert(finish(outcomes[decided.bool ? 0 : 1]), type);
  return decided.sensitive ? markSensitive(chosen) : chosen;
}
