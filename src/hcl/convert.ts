import { numberText, toDouble } from './big-float-text.ts';
import { compareBigFloat, isWhole, parseBigFloat, toSafeInteger } from './big-float.ts';
import { certainError, unsureError } from './evaluation-error.ts';
import { isOpen, sameType, typeOf, unify } from './type.ts';
import type { Type } from './type.ts';
import {
  boolValue,
  compareText,
  inheritMark,
  isMapping,
  isSequence,
  isWhollyKnown,
  knownText,
  markSensitive,
  mapValue,
  numberValue,
  sortedKeys,
  textValue,
  unknownSources,
  unknownText,
  unknownValue,
  withoutMarks,
} from './value.ts';
import type { StringValue, Value } from './value.ts';

const FRIENDLY = {
  null: 'null',
  unknown: 'unknown',
  string: 'string',
  number: 'number',
  bool: 'bool',
  tuple: 'tuple',
  list: 'list',
  set: 'set',
  object: 'object',
  map: 'map',
} satisfies Record<Value['kind'], string>;

/** What a value is, for messages; never its content. */
const describeKind = (value: Value): string => FRIENDLY[value.kind];

const mismatch = (value: Value, wanted: string): Error => certainError(`${wanted} is required, not ${describeKind(value)}`);

/** The value as the type wants it (`convert.Convert`, also the lossless-looking ones that may fail), marks kept. Throws a certain error. */
export function convert(value: Value, type: Type): Value {
  if (type === 'dynamic' || value.kind === 'null' || value.kind === 'unknown') return value;
  // A string is a rope: each part keeps its own mark.
  if (type === 'string') return value.kind === 'string' ? value : inheritMark(toStringValue(value), value);
  if (type === 'number') return inheritMark(toNumber(value), value);
  if (type === 'bool') return inheritMark(toBool(value), value);
  return inheritMark(toStructure(value, type), value);
}

function toStringValue(value: Value): Value {
  if (value.kind === 'string') return value;
  if (value.kind === 'number') return textValue(numberText(value.number));
  if (value.kind === 'bool') return textValue(value.bool ? 'true' : 'false');
  throw mismatch(value, 'a string');
}

function toNumber(value: Value): Value {
  if (value.kind === 'number') return value;
  if (value.kind !== 'string') throw mismatch(value, 'a number');
  const text = knownText(value);
  if (text === null) return unknownValue(...unknownSources(value));
  const number = parseBigFloat(text);
  if (number === null) throw certainError('a number is required');
  return numberValue(number);
}

const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function toBool(value: Value): Value {
  if (value.kind === 'bool') return value;
  if (value.kind !== 'string') throw mismatch(value, 'a bool');
  const text = knownText(value);
  if (text === null) return unknownValue(...unknownSources(value));
  const bool = BOOLS.get(text);
  if (bool === undefined) throw certainError('a bool is required');
  return boolValue(bool);
}

type Structure = Exclude<Type, string>;

function toStructure(value: Value, type: Structure): Value {
  if (type.kind === 'object') return toObject(value, type.attributes);
  if (type.kind === 'map') return toMap(value, type.element);
  if (!isSequence(value)) throw mismatch(value, `a ${type.kind}`);
  if (type.kind === 'tuple') {
    if (value.items.length !== type.elements.length) throw mismatch(value, 'a tuple of another length');
    return { ...value, kind: 'tuple', items: value.items.map((item, index) => convert(item, type.elements[index] ?? 'dynamic')) };
  }
  const items = convertAll(value.items, type.element);
  return type.kind === 'set' ? toSet(items) : { kind: 'list', sensitive: false, items };
}

/** All to one element type; `dynamic` means the type that suits all. */
function convertAll(items: readonly Value[], element: Type): readonly Value[] {
  const target = element === 'dynamic' ? elementType(items) : element;
  return items.map((item) => convert(item, target));
}

function elementType(items: readonly Value[]): Type {
  const types = items.map(typeOf);
  const shown = types.filter((type) => type !== 'dynamic');
  const target = unify(shown);
  if (target === null) throw certainError('all elements must have the same type');
  // With null beside or inside different objects or lists go-cty's own conversion goes wrong in some cases.
  const isMixed = isOpen(target) && !shown.every((type) => sameType(type, target));
  if (typeof target !== 'string' && (shown.length < types.length || isMixed)) throw unsureError('null among structures');
  return target;
}

function toMap(value: Value, element: Type): Value {
  if (!isMapping(value)) throw mismatch(value, 'a map');
  const keys = [...value.entries.keys()];
  const members = [...value.entries.values()];
  // Unlike lists, maps take null beside objects: all stay as they are then.
  const target = element === 'dynamic' ? unify(members.map(typeOf)) : element;
  const isMixed = element === 'dynamic' && unify(members.map(typeOf).filter((type) => type !== 'dynamic')) === null;
  if (target === null || isMixed) throw certainError('all members of a map must have the same type');
  return mapValue(new Map(keys.map((key, index) => [key, convert(members[index] ?? value, target)])));
}

function toObject(value: Value, attributes: ReadonlyMap<string, Type>): Value {
  if (!isMapping(value)) throw mismatch(value, 'an object');
  const entries = new Map<string, Value>();
  for (const [name, type] of attributes) {
    const member = value.entries.get(name);
    if (member === undefined) throw certainError(`attribute "${name}" is required`);
    entries.set(name, convert(member, type));
  }
  return { kind: 'object', sensitive: false, entries };
}

/**
 * A set of the items: duplicates dropped, in Terraform's order. Marks of members move to the set itself. Where a member is not known, nor
 * is the set: the member may turn out a duplicate.
 */
export function toSet(items: readonly Value[]): Value {
  if (!items.every(isWhollyKnown)) return unknownValue(...items.flatMap(unknownSources));
  const plain = items.map(withoutMarks);
  const isMarked = plain.some((item, index) => item !== items[index]);
  const unique = new Map(plain.map((item) => [hashText(item), item]));
  const set: Value = { kind: 'set', sensitive: false, items: [...unique.values()].toSorted(compareMembers) };
  return isMarked ? markSensitive(set) : set;
}

const JSON_QUOTE = (text: string): string => JSON.stringify(text);

/** go-cty's `makeSetHashBytes`: orders members that are not strings, numbers or bools. */
function hashText(value: Value): string {
  if (value.kind === 'null') return '~';
  if (value.kind === 'unknown') return '?';
  if (value.kind === 'bool') return value.bool ? 'T' : 'F';
  // Go prints ten significant digits here; equal prefixes of longer numbers only matter for the order.
  if (value.kind === 'number') return numberText(value.number);
  if (value.kind === 'string') return JSON_QUOTE(knownText(value) ?? '');
  if (isSequence(value)) {
    const [open, close] = value.kind === 'tuple' ? ['<', '>'] : ['[', ']'];
    return `${open}${value.items.map((item) => `${hashText(item)};`).join('')}${close}`;
  }
  const keys = sortedKeys(value.entries);
  const member = (key: string): string => hashText(value.entries.get(key) ?? value);
  if (value.kind === 'object') return `<${keys.map((key) => `${member(key)};`).join('')}>`;
  return `{${keys.map((key) => `${JSON_QUOTE(key)}:${member(key)};`).join('')}}`;
}

function compareMembers(left: Value, right: Value): number {
  if (left.kind === 'null' || right.kind === 'null') return (left.kind === 'null' ? 1 : 0) - (right.kind === 'null' ? 1 : 0);
  if (left.kind === 'number' && right.kind === 'number') return compareBigFloat(left.number, right.number);
  if (left.kind === 'bool' && right.kind === 'bool') return Number(left.bool) - Number(right.bool);
  if (left.kind === 'string' && right.kind === 'string') return compareText(knownText(left) ?? '', knownText(right) ?? '');
  return compareText(hashText(left), hashText(right));
}

/** The string that a template or a string argument makes of a value. Throws for null and for structures. An unknown value becomes a hole. */
export function toRope(value: Value): StringValue {
  if (value.kind === 'unknown') return unknownText(value);
  if (value.kind === 'null') throw certainError('a string is required, not null');
  const text = convert(value, 'string');
  if (text.kind !== 'string') throw mismatch(value, 'a string');
  return text;
}

/** A whole number argument. Throws where it is none. */
export function toInteger(value: Value): number {
  const number = convert(value, 'number');
  if (number.kind !== 'number' || !isWhole(number.number)) throw certainError('a whole number is required');
  const integer = toSafeInteger(number.number);
  if (integer === null) throw unsureError('the number is too large to follow');
  return integer;
}

/** A number as the 64-bit float that some functions compute with. */
export function toFloat(value: Value): number {
  const number = convert(value, 'number');
  if (number.kind !== 'number') throw certainError('a number is required');
  return toDouble(number.number);
}
