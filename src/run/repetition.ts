import { toSafeInteger } from '../hcl/big-float.ts';
import {
  isMapping,
  isSequence,
  knownText,
  objectValue,
  sortedKeys,
  textValue,
  tupleValue,
  unknownValue,
  type Value,
} from '../hcl/value.ts';

export type InstanceKey = number | string | null;

/** More instances than this are not put together to one value. */
const MOST = 10_000;

/** The instance keys that a known `count` makes; null where it cannot be told. */
export function keysOfCount(count: Value): readonly number[] | null {
  const number = count.kind === 'number' ? toSafeInteger(count.number) : null;
  return number === null || number < 0 || number > MOST ? null : [...Array(number).keys()];
}

/** The instance keys that a known `for_each` makes; null where it cannot be told. */
export function keysOfForEach(forEach: Value): readonly string[] | null {
  if (isMapping(forEach)) return sortedKeys(forEach.entries);
  if (!isSequence(forEach)) return null;
  const texts = forEach.items.map((item) => (item.kind === 'string' ? knownText(item) : null));
  return texts.every((text) => text !== null) ? texts : null;
}

/** `each.value` for a key: the member of a map or object, the key itself of a set. */
export function eachValue(forEach: Value, key: string): Value {
  if (isMapping(forEach)) return forEach.entries.get(key) ?? unknownValue('each.value');
  return isSequence(forEach) ? textValue(key) : unknownValue('each.value');
}

/** The value of a repeated block: a tuple of its instances by `count`, an object by `for_each`. */
export function collect(members: readonly (readonly [InstanceKey, Value])[], isCount: boolean): Value {
  return isCount
    ? tupleValue(members.map(([, value]) => value))
    : objectValue(new Map(members.map(([key, value]) => [String(key), value])));
}
