import { bigFloatOf } from '../big-float.ts';
import { convert, toSet } from '../convert.ts';
import { isEqual } from '../equality.ts';
import { certainError } from '../evaluation-error.ts';
import { typeOf, unify } from '../type.ts';
import { boolValue, isSequence, knownText, listValue, mapValue, NULL, numberValue, sortedKeys, textValue, tupleValue } from '../value.ts';
import type { Value } from '../value.ts';
import { ANY, at, entriesAt, itemsAt, LIST, STRINGS, textsAt, unknownCall, whole } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';

/** The position of an equal element (-1: none); null where that cannot be told. */
function position(items: readonly Value[], wanted: Value): number | null {
  for (const [index, item] of items.entries()) {
    const equal = isEqual(item, wanted);
    if (equal !== false) return equal === null ? null : index;
  }
  return -1;
}

function contains(args: readonly Value[], context: CallContext): Value {
  const found = position(itemsAt(args, 0), at(args, 1));
  return found === null ? unknownCall(context) : boolValue(found >= 0);
}

function index(args: readonly Value[], context: CallContext): Value {
  if (at(args, 0).kind === 'set') throw certainError('index() of a set');
  const found = position(itemsAt(args, 0), at(args, 1));
  if (found === -1) throw certainError('index() does not find the element');
  return found === null ? unknownCall(context) : numberValue(bigFloatOf(found));
}

function distinct(args: readonly Value[], context: CallContext): Value {
  const found: Value[] = [];
  for (const item of itemsAt(args, 0)) {
    const known = position(found, item);
    if (known === null) return unknownCall(context);
    if (known === -1) found.push(item);
  }
  return listValue(found);
}

/** `matchkeys`: the values whose key is in the search set. */
function matchkeys(args: readonly Value[], context: CallContext): Value {
  const members = itemsAt(args, 0);
  const type = unify([typeOf(at(args, 1)), typeOf(at(args, 2))]);
  if (type === null) throw certainError('keys and search set must be of the same type');
  const names = itemsAt([convert(at(args, 1), type)], 0);
  const wanted = itemsAt([convert(at(args, 2), type)], 0);
  if (members.length !== names.length) throw certainError('there must be as many keys as values');
  const found = names.map((name) => position(wanted, name));
  return found.includes(null) ? unknownCall(context) : listValue(members.filter((_, at_) => (found[at_] ?? -1) >= 0));
}

/** From a map of lists to a map of lists, the other way round. */
function transpose(args: readonly Value[]): Value {
  const map = entriesAt(args, 0);
  const result = new Map<string, Value[]>();
  for (const key of sortedKeys(map)) {
    for (const name of textsAt([map.get(key) ?? NULL], 0)) result.set(name, [...(result.get(name) ?? []), textValue(key)]);
  }
  return mapValue(new Map([...result].map(([name, list]) => [name, listValue(list)])));
}

function compact(args: readonly Value[]): Value {
  return listValue(itemsAt(args, 0).filter((item) => item.kind === 'string' && knownText(item) !== ''));
}

const truths = (args: readonly Value[]): (boolean | null)[] => itemsAt(args, 0).map((item) => (item.kind === 'bool' ? item.bool : null));

const MAX_PRODUCT = 100_000;

function setproduct(args: readonly Value[], context: CallContext): Value {
  if (args.length < 2) throw certainError('setproduct() wants at least two arguments');
  const lists = args
    .map((arg) => (isSequence(arg) && arg.kind === 'tuple' ? convert(arg, { kind: 'list', element: 'dynamic' }) : arg))
    .map((_, position_, all) => itemsAt(all, position_));
  if (lists.reduce((product, { length: size }) => product * size, 1) > MAX_PRODUCT) return unknownCall(context);
  const rows = lists
    .reduce<Value[][]>((product, items) => product.flatMap((row) => items.map((item) => [...row, item])), [[]])
    .map(tupleValue);
  return args.every(({ kind }) => kind === 'list' || kind === 'tuple') ? listValue(rows) : toSet(rows);
}

const STRING_LIST_MAP = { type: { kind: 'map', element: { kind: 'list', element: 'string' } } } as const;
const BOOLS = { type: { kind: 'list', element: 'bool' } } as const;

/** Functions that search, filter or multiply lists. */
export const LIST_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['contains', whole([ANY, ANY], contains)],
  ['index', whole([ANY, ANY], index)],
  ['distinct', whole([LIST], distinct)],
  ['matchkeys', whole([LIST, LIST, LIST], matchkeys)],
  ['transpose', whole([STRING_LIST_MAP], transpose)],
  ['compact', whole([STRINGS], compact)],
  ['alltrue', whole([BOOLS], (args) => boolValue(truths(args).every((bool) => bool === true)))],
  ['anytrue', whole([BOOLS], (args) => boolValue(truths(args).includes(true)))],
  ['setproduct', whole([], setproduct, ANY)],
]);
