import { getAttribute, getIndex } from './access.ts';
import { parseBigFloat } from './big-float.ts';
import { convert, isEqual, toRope } from './convert.ts';
import { certainError, isEvaluationError, unsureError } from './evaluation-error.ts';
import type { Expression, Step } from './expression.ts';
import { callFunction } from './functions/index.ts';
import { applyBinary, applyUnary } from './operators.ts';
import type { Scope } from './scope.ts';
import { typeOf, unify } from './type.ts';
import {
  boolValue, concatText, hasSensitive, isMapping, isSequence, isWhollyKnown, knownText, markSensitive, NULL, numberValue, objectValue, sortedKeys, textValue, tupleValue,
  unknownSources, unknownText, unknownValue,
} from './value.ts';
import type { StringValue, Value } from './value.ts';

/** Deeper or longer evaluation is given up: hostile configuration must not hang or overflow us. */
const MAX_DEPTH = 500;
const MAX_STEPS = 500_000;
/** Characters that all strings made during one evaluation may have together. */
const MAX_TEXT = 16_000_000;

type Budget = { steps: number; text: number };

/** Where an expression stands: names of `for` variables, the item of the innermost splat. */
type Frame = { readonly scope: Scope; readonly locals: ReadonlyMap<string, Value>; readonly item: Value | null; readonly depth: number; readonly budget: Budget };

/**
 * The value that Terraform 1.11 computes. Text that only the apply knows stays unknown, with the sources of the expressions.
 * Throws an `EvaluationError`: `certain` where Terraform fails as well.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  return evaluateIn(expression, { scope, locals: new Map(), item: null, depth: 0, budget: { steps: 0, text: 0 } });
}

type Outcome = { readonly value: Value } | { readonly error: unknown };

function attempt(compute: () => Value): Outcome {
  try {
    return { value: compute() };
  } catch (error) {
    return { error };
  }
}

function finish(outcome: Outcome): Value {
  if ('value' in outcome) return outcome.value;
  throw outcome.error;
}

/** Evaluates; where we cannot follow Terraform (`unsure`), the expression is unknown. */
function evaluateIn(expression: Expression, frame: Frame): Value {
  frame.budget.steps += 1;
  if (frame.depth > MAX_DEPTH || frame.budget.steps > MAX_STEPS || frame.budget.text > MAX_TEXT) return unknownValue(expression.source);
  try {
    const value = evaluateKind(expression, { ...frame, depth: frame.depth + 1 });
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
  call: (call, frame) => evaluateCall(call, frame),
  conditional: evaluateConditional,
  binary: ({ operator, left, right }, frame) => applyBinary(operator, evaluateIn(left, frame), evaluateIn(right, frame)),
  unary: ({ operator, operand }, frame) => applyUnary(operator, evaluateIn(operand, frame)),
  tuple: ({ items }, frame) => tupleValue(items.map((item) => evaluateIn(item, frame))),
  object: evaluateObject,
  for: evaluateFor,
};

function evaluateKind<Kind extends Expression['kind']>(expression: Extract<Expression, { readonly kind: Kind }>, frame: Frame): Value {
  const evaluateThis: (expression: Extract<Expression, { readonly kind: Kind }>, frame: Frame) => Value = KINDS[expression.kind as Kind];
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
  const result: Value = isList ? { kind: 'list', sensitive: value.sensitive, items: results } : { kind: 'tuple', sensitive: value.sensitive, items: results };
  return isSequence(value) && value.ambiguous === true ? { ...result, ambiguous: true } : result;
}

function evaluateConditional({ condition, whenTrue, whenFalse, source }: Extract<Expression, { readonly kind: 'conditional' }>, frame: Frame): Value {
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

function evaluateObject({ items, source }: Extract<Expression, { readonly kind: 'object' }>, frame: Frame): Value {
  const entries = new Map<string, Value>();
  const keys: Value[] = [];
  for (const { key, value } of items) {
    const name = evaluateIn(key, frame);
    if (name.kind === 'null') throw certainError('a key is null');
    const text = name.kind === 'unknown' ? null : knownText(toRope(name));
    const member = evaluateIn(value, frame);
    if (text === null) return unknownValue(source);
    keys.push(name);
    entries.set(text, member);
  }
  const result = objectValue(entries);
  return keys.some(hasSensitive) ? markSensitive(result) : result;
}

type ForExpression = Extract<Expression, { readonly kind: 'for' }>;

/** Key and value of each element, in Terraform's order. */
function elements(collection: Value): (readonly [Value, Value])[] {
  if (isMapping(collection)) return sortedKeys(collection.entries).map((key) => [textValue(key), collection.entries.get(key) ?? NULL]);
  if (!isSequence(collection)) throw certainError(`a for expression over a ${collection.kind}`);
  return collection.items.map((item, index) => [collection.kind === 'set' ? item : indexValue(index), item]);
}

function indexValue(index: number): Value {
  const number = parseBigFloat(String(index));
  return number === null ? NULL : numberValue({ ...number, precision: 64 });
}

function evaluateFor(expression: ForExpression, frame: Frame): Value {
  const collection = evaluateIn(expression.collection, frame);
  if (collection.kind === 'unknown') return unknownValue(expression.source);
  let isSecret = collection.sensitive;
  const found: (readonly [string | null, Value])[] = [];
  for (const [key, value] of elements(collection)) {
    const locals = new Map(frame.locals).set(expression.valueName, value);
    if (expression.keyName !== null) locals.set(expression.keyName, key);
    const inner = { ...frame, locals };
    const included = isIncluded(expression, inner);
    if (included.kind === 'unknown') return unknownValue(expression.source);
    isSecret ||= included.sensitive;
    if (included.kind === 'bool' && !included.bool) continue;
    const name = expression.key === null ? null : evaluateIn(expression.key, inner);
    const text = name === null ? null : keyText(name);
    if (name !== null && text === null) return unknownValue(expression.source);
    isSecret ||= name !== null && hasSensitive(name);
    found.push([text, evaluateIn(expression.value, inner)]);
  }
  const result = expression.key === null ? tupleValue(found.map(([, value]) => value)) : collected(found, expression.grouped);
  return isSecret ? markSensitive(result) : result;
}

function isIncluded({ condition }: ForExpression, frame: Frame): Value {
  if (condition === null) return boolValue(true);
  const value = evaluateIn(condition, frame);
  if (value.kind === 'null') throw certainError('the condition of a for expression is null');
  return convert(value, 'bool');
}

function keyText(name: Value): string | null {
  if (name.kind === 'null') throw certainError('the key of a for expression is null');
  return name.kind === 'unknown' ? null : knownText(toRope(name));
}

function collected(found: readonly (readonly [string | null, Value])[], grouped: boolean): Value {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of found) {
    const group = groups.get(key ?? '');
    if (group === undefined) groups.set(key ?? '', [value]);
    else if (grouped) group.push(value);
    else throw certainError('two items of a for expression have the same key');
  }
  return objectValue(new Map([...groups].map(([key, group]) => [key, grouped ? tupleValue(group) : (group[0] ?? NULL)])));
}

type Call = Extract<Expression, { readonly kind: 'call' }>;

function evaluateCall(call: Call, frame: Frame): Value {
  const name = call.name.replace(/^core::/u, '');
  if (name === 'try') return evaluateTry(call, frame);
  if (name === 'can') return evaluateCan(call, frame);
  const args = call.args.map((arg) => evaluateIn(arg, frame));
  const last = args.at(-1);
  if (call.expandLast && last !== undefined) {
    if (last.kind === 'null') throw certainError('null is expanded as arguments');
    if (last.kind === 'unknown') return unknownValue(call.source);
    if (!isSequence(last)) throw certainError('something else than a sequence is expanded as arguments');
    args.splice(-1, 1, ...last.items.map((item) => (last.sensitive ? markSensitive(item) : item)));
  }
  const render = (template: Expression, variables: ReadonlyMap<string, Value>): Value => renderTemplate(template, variables, frame);
  const result = callFunction(name, args, { scope: frame.scope, source: call.source, render });
  return result.kind === 'unknown' && result.sources.length === 0 ? { ...result, sources: [call.source] } : result;
}

/** A template file sees its variables and nothing else. */
function renderTemplate(template: Expression, variables: ReadonlyMap<string, Value>, frame: Frame): Value {
  const lookup = (root: string): Value => {
    const value = variables.get(root);
    if (value === undefined) throw certainError(`the template needs "${root}", which is not among its variables`);
    return value;
  };
  return evaluateIn(template, { ...frame, scope: { ...frame.scope, lookup }, locals: new Map(), item: null });
}

/** The first argument that does not fail. What is not known yet may still fail at apply: then nothing can be said. */
function evaluateTry(call: Call, frame: Frame): Value {
  for (const arg of call.args) {
    const outcome = attempt(() => evaluateIn(arg, frame));
    if ('value' in outcome) return isWhollyKnown(outcome.value) ? outcome.value : unknownValue(call.source);
    if (!isEvaluationError(outcome.error)) throw outcome.error;
  }
  throw certainError('no argument of try() has a value');
}

function evaluateCan({ args, source }: Call, frame: Frame): Value {
  const [arg] = args;
  if (arg === undefined || args.length !== 1) throw certainError('can() takes one argument');
  const outcome = attempt(() => evaluateIn(arg, frame));
  if ('error' in outcome && !isEvaluationError(outcome.error)) throw outcome.error;
  if ('value' in outcome && unknownSources(outcome.value).length > 0) return unknownValue(source);
  return boolValue('value' in outcome);
}
