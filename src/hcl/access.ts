import { toSafeInteger } from './big-float.ts';
import { convert } from './convert.ts';
import { certainError } from './evaluation-error.ts';
import { hasSensitive, inheritMark, isMapping, isSequence, knownText, markSensitive, unknownSources, unknownValue } from './value.ts';
import type { Value } from './value.ts';

/** `value.name` (`hcl.GetAttr`). Throws a certain error where Terraform fails; unknown stays unknown. */
export function getAttribute(value: Value, name: string): Value {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'null') throw certainError('an attribute of null');
  if (!isMapping(value)) throw certainError(`an attribute of a ${value.kind}`);
  const member = value.entries.get(name);
  if (member === undefined) throw certainError(`there is no attribute "${name}"`);
  return inheritMark(member, value);
}

/** `collection[key]` (`hcl.Index`). */
export function getIndex(collection: Value, key: Value): Value {
  if (collection.kind === 'null' || key.kind === 'null') throw certainError('an index of or with null');
  if (collection.kind === 'unknown' || key.kind === 'unknown') return unknownValue(...unknownSources(collection), ...unknownSources(key));
  const found = isSequence(collection) ? item(collection.items, key) : isMapping(collection) ? entry(collection.entries, key) : null;
  if (found === null || collection.kind === 'set') throw certainError(`a ${collection.kind} has no indices`);
  const marked = inheritMark(found, collection);
  // The secret key shows in which member was picked.
  return hasSensitive(key) ? markSensitive(marked) : marked;
}

function item(items: readonly Value[], key: Value): Value {
  const number = convert(key, 'number');
  if (number.kind !== 'number') return unknownValue(...unknownSources(number));
  const index = toSafeInteger(number.number);
  const found = index === null || index < 0 ? undefined : items[index];
  if (found === undefined) throw certainError('the index does not identify an element');
  return found;
}

function entry(entries: ReadonlyMap<string, Value>, key: Value): Value {
  const text = convert(key, 'string');
  const name = text.kind === 'string' ? knownText(text) : null;
  if (name === null) return unknownValue(...unknownSources(key));
  const found = entries.get(name);
  if (found === undefined) throw certainError('the key does not identify an element');
  return found;
}
