import type { Expression } from './expression.ts';
import type { Frame } from './frame.ts';
import { parseBigFloat } from './big-float.ts';
import { convert, toRope } from './convert.ts';
import { certainError } from './evaluation-error.ts';
import {
  boolValue,
  hasSensitive,
  isMapping,
  isSequence,
  knownText,
  markSensitive,
  NULL,
  numberValue,
  objectValue,
  sortedKeys,
  textValue,
  tupleValue,
  unknownValue,
} from './value.ts';
import type { Value } from './value.ts';

/** `{ key = value }`; unknown where a key is. */
export function evaluateObject({ items, source }: Extract<Expression, { readonly kind: 'object' }>, frame: Frame): Value {
  const entries = new Map<string, Value>();
  const keys: Value[] = [];
  for (const { key, value } of items) {
    const name = frame.evaluate(key, frame);
    if (name.kind === 'null') throw certainError('a key is null');
    const text = name.kind === 'unknown' ? null : knownText(toRope(name));
    const member = frame.evaluate(value, frame);
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

/** `[for …]` and `{for …}`; unknown where the collection, a key or a condition is. */
export function evaluateFor(expression: ForExpression, frame: Frame): Value {
  const collection = frame.evaluate(expression.collection, frame);
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
    const name = expression.key === null ? null : frame.evaluate(expression.key, inner);
    const text = name === null ? null : keyText(name);
    if (name !== null && text === null) return unknownValue(expression.source);
    isSecret ||= name !== null && hasSensitive(name);
    found.push([text, frame.evaluate(expression.value, inner)]);
  }
  const result = expression.key === null ? tupleValue(found.map(([, value]) => value)) : collected(found, expression.grouped);
  return isSecret ? markSensitive(result) : result;
}

function isIncluded({ condition }: ForExpression, frame: Frame): Value {
  if (condition === null) return boolValue(true);
  const value = frame.evaluate(condition, frame);
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
