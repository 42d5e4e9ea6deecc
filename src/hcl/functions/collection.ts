import { bigFloatOf } from '../big-float.ts';
import { convert } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import { typeOf, unify } from '../type.ts';
import {
  inheritMark,
  isMapping,
  isSequence,
  isWhollyKnown,
  knownText,
  listValue,
  mapValue,
  markSensitive,
  NULL,
  numberValue,
  objectValue,
  sortedKeys,
  textValue,
  tupleValue,
} from '../value.ts';
import type { SequenceValue, Value } from '../value.ts';
import {
  ANY,
  ANY_OR_NULL,
  at,
  entriesAt,
  graphemes,
  integerAt,
  itemsAt,
  LIST,
  NUMBER,
  open,
  parts,
  secretIf,
  STRING,
  STRINGS,
  textsAt,
  unknownCall,
} from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';

const sequenceAt = (args: readonly Value[], index: number): SequenceValue => {
  const value = at(args, index);
  if (!isSequence(value)) throw certainError(`a list, set or tuple is required, not ${value.kind}`);
  return value;
};

/** Members with the mark of the collection that they come from. */
const memberItems = (value: Value): Value[] => itemsAt([value], 0).map((item) => inheritMark(item, value));

const count = (value: number): Value => numberValue(bigFloatOf(value));

function length(args: readonly Value[], context: CallContext): Value {
  const value = at(args, 0);
  if (isSequence(value)) return value.sensitive ? markSensitive(count(value.items.length)) : count(value.items.length);
  if (isMapping(value)) return value.sensitive ? markSensitive(count(value.entries.size)) : count(value.entries.size);
  if (value.kind !== 'string') throw certainError(`a ${value.kind} has no length`);
  const text = knownText(value);
  return text === null ? unknownCall(context) : secretIf(count(graphemes(text).length), value);
}

function element(args: readonly Value[]): Value {
  const list = sequenceAt(args, 0);
  if (list.kind === 'set') throw certainError('element() of a set');
  if (list.items.length === 0) throw certainError('element() of an empty list');
  const index = integerAt(args, 1);
  // Terraform 1.11 refuses what later versions count from the end.
  if (index < 0) throw certainError('element() with a negative index');
  return inheritMark(list.items[index % list.items.length] ?? NULL, list);
}

function lookup(args: readonly Value[], context: CallContext): Value {
  const [map, key, fallback, ...more] = args;
  if (map === undefined || key === undefined || more.length > 0) throw certainError('lookup() takes two or three arguments');
  if (map.kind === 'unknown' || key.kind === 'unknown') return unknownCall(context);
  const name = key.kind === 'string' ? knownText(key) : null;
  if (name === null) return unknownCall(context);
  const entries = entriesAt(args, 0);
  const found = entries.get(name);
  if (found === undefined && fallback === undefined) throw certainError('lookup() does not find the key');
  const value = found ?? (map.kind === 'map' ? convert(fallback ?? NULL, typeOf([...entries.values()][0] ?? NULL)) : (fallback ?? NULL));
  const marked = map.sensitive ? markSensitive(value) : value;
  return key.sensitive ? markSensitive(marked) : marked;
}

function keys(args: readonly Value[]): Value {
  const map = at(args, 0);
  const names = sortedKeys(entriesAt(args, 0)).map(textValue);
  const result = map.kind === 'map' ? listValue(names) : tupleValue(names);
  return map.sensitive ? markSensitive(result) : result;
}

function values(args: readonly Value[]): Value {
  const map = at(args, 0);
  const entries = entriesAt(args, 0);
  const members = sortedKeys(entries).map((key) => entries.get(key) ?? NULL);
  const result = map.kind === 'map' ? listValue(members) : tupleValue(members);
  return map.sensitive ? markSensitive(result) : result;
}

/** Later maps win; null counts as an empty one. */
function merge(args: readonly Value[], context: CallContext): Value {
  if (args.some(({ kind }) => kind === 'unknown')) return unknownCall(context);
  const given = args.filter(({ kind }) => kind !== 'null');
  const merged = new Map<string, Value>();
  for (const map of given) {
    for (const [key, member] of entriesAt([map], 0)) merged.set(key, inheritMark(member, map));
  }
  const isMap = given.length > 0 && given.every(({ kind }) => kind === 'map') && unify(given.map(typeOf)) !== null;
  const result = isMap ? mapValue(merged) : objectValue(merged);
  const secret = given.some(({ sensitive }) => sensitive) ? markSensitive(result) : result;
  return given.some((map) => isMapping(map) && map.ambiguous === true) && isMapping(secret) ? { ...secret, ambiguous: true } : secret;
}

function concat(args: readonly Value[], context: CallContext): Value {
  if (args.length === 0) throw certainError('concat() wants at least one list');
  if (args.some(({ kind }) => kind === 'unknown')) return unknownCall(context);
  const sequences = args.map((_, position_) => sequenceAt(args, position_));
  if (sequences.some(({ kind }) => kind === 'set')) throw certainError('concat() of a set');
  const items = sequences.flatMap(memberItems);
  if (sequences.every(({ kind }) => kind === 'list') && unify(sequences.map(typeOf)) !== null)
    return convert(listValue(items), { kind: 'list', element: 'dynamic' });
  return sequences.some(({ ambiguous }) => ambiguous === true) ? { ...tupleValue(items), ambiguous: true } : tupleValue(items);
}

const MAX_DEPTH = 100;

function flattened(value: Value, depth = 0): Value[] {
  if (depth > MAX_DEPTH) throw certainError('flatten() of a value that is nested too deeply');
  return memberItems(value).flatMap((item) => (isSequence(item) ? flattened(item, depth + 1) : [item]));
}

function flatten(args: readonly Value[], context: CallContext): Value {
  const items = flattened(sequenceAt(args, 0));
  // What is not known may be a list itself.
  return items.some(({ kind }) => kind === 'unknown') ? unknownCall(context) : tupleValue(items);
}

function zipmap(args: readonly Value[], context: CallContext): Value {
  const names = itemsAt(args, 0);
  const members = itemsAt(args, 1);
  if (!names.every(isWhollyKnown)) return unknownCall(context);
  if (names.length !== members.length) throw certainError('zipmap() of lists of different lengths');
  const entries = new Map(textsAt(args, 0).map((name, index) => [name, members[index] ?? NULL]));
  return secretIf(
    at(args, 1).kind === 'list' ? mapValue(entries) : objectValue(entries),
    at(args, 0),
    ...(at(args, 1).sensitive ? [at(args, 1)] : []),
  );
}

function one(args: readonly Value[]): Value {
  const list = sequenceAt(args, 0);
  if (list.items.length > 1) throw certainError('one() of more than one element');
  return inheritMark(list.items[0] ?? NULL, list);
}

function slice(args: readonly Value[]): Value {
  const list = sequenceAt(args, 0);
  const start = integerAt(args, 1);
  const end = integerAt(args, 2);
  if (list.kind === 'set' || start < 0 || end < start || end > list.items.length)
    throw certainError('the indices of slice() are out of range');
  return { ...list, items: list.items.slice(start, end) };
}

function reverse(args: readonly Value[]): Value {
  const list = sequenceAt(args, 0);
  return { ...list, kind: list.kind === 'set' ? 'list' : list.kind, items: list.items.toReversed() };
}

function chunklist(args: readonly Value[]): Value {
  const { items, sensitive } = sequenceAt(args, 0);
  const size = integerAt(args, 1);
  if (size < 0) throw certainError('the size of a chunk is negative');
  const step = size === 0 ? Math.max(items.length, 1) : size;
  const chunks = Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
    listValue(items.slice(index * step, (index + 1) * step)),
  );
  return sensitive ? markSensitive(listValue(chunks)) : listValue(chunks);
}

/** Functions that take collections apart and put them together; members keep their marks. */
export const COLLECTION_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['length', parts([ANY], length)],
  ['element', parts([ANY, NUMBER], element)],
  ['lookup', open([ANY, STRING], lookup, ANY_OR_NULL)],
  ['keys', parts([ANY], keys)],
  ['values', parts([ANY], values)],
  ['merge', open([], merge, ANY_OR_NULL)],
  ['concat', open([], concat, ANY)],
  ['flatten', parts([ANY], flatten)],
  ['zipmap', parts([STRINGS, ANY], zipmap)],
  ['one', parts([ANY], one)],
  ['slice', parts([ANY, NUMBER, NUMBER], slice)],
  ['reverse', parts([ANY], reverse)],
  ['chunklist', parts([LIST, NUMBER], chunklist)],
]);
