import { compareBigFloat } from './big-float.ts';
import { sameType, typeOf } from './type.ts';
import { isMapping, isSequence, isWhollyKnown, knownText } from './value.ts';
import type { StringValue, Value } from './value.ts';

/** Equal in type and content (`==`); null where it cannot be told: parts unknown, or state JSON that does not show the type. */
export function isEqual(left: Value, right: Value): boolean | null {
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind;
  const shapes = compareShapes(left, right);
  if (shapes === false) return false;
  const contents = sameContent(left, right);
  return contents === true && shapes === null ? null : contents;
}

const isAmbiguous = (value: Value): boolean => {
  if (isSequence(value)) return value.ambiguous === true || value.items.some(isAmbiguous);
  return isMapping(value) && (value.ambiguous === true || [...value.entries.values()].some(isAmbiguous));
};

/** True: same type. Null: perhaps. */
function compareShapes(left: Value, right: Value): boolean | null {
  if (isSequence(left) ? isSequence(right) : isMapping(left) && isMapping(right)) {
    if (isAmbiguous(left) || isAmbiguous(right)) return null;
    if (sameType(typeOf(left), typeOf(right))) return true;
    // Nulls, unknowns and empty collections do not show their type.
    const isOpen = (value: Value): boolean => !isWhollyKnown(value) || hasNull(value) || isEmptyCollection(value);
    return isOpen(left) || isOpen(right) ? left.kind === right.kind : false;
  }
  return left.kind === right.kind;
}

const isEmptyCollection = (value: Value): boolean =>
  isSequence(value)
    ? value.items.length === 0 && value.kind !== 'tuple'
    : isMapping(value) && value.entries.size === 0 && value.kind === 'map';
const hasNull = (value: Value): boolean => {
  if (isSequence(value)) return value.items.some(hasNull);
  if (isMapping(value)) return [...value.entries.values()].some(hasNull);
  return value.kind === 'null';
};

function sameContent(left: Value, right: Value): boolean | null {
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind;
  if (left.kind === 'number') return right.kind === 'number' && compareBigFloat(left.number, right.number) === 0;
  if (left.kind === 'bool') return right.kind === 'bool' && left.bool === right.bool;
  if (left.kind === 'string') return right.kind === 'string' ? sameText(left, right) : false;
  if (isSequence(left)) {
    if (!isSequence(right) || left.items.length !== right.items.length) return false;
    return all(left.items.map((item, index) => sameContent(item, right.items[index] ?? left)));
  }
  if (!isMapping(right) || left.entries.size !== right.entries.size) return false;
  return all(
    [...left.entries].map(([key, member]) => (right.entries.has(key) ? sameContent(member, right.entries.get(key) ?? left) : false)),
  );
}

function sameText(left: StringValue, right: StringValue): boolean | null {
  const first = knownText(left);
  const second = knownText(right);
  if (first !== null && second !== null) return first === second;
  return null;
}

const all = (results: readonly (boolean | null)[]): boolean | null =>
  results.includes(false) ? false : results.includes(null) ? null : true;
