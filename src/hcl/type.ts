import { unsureError } from './evaluation-error.ts';
import { isMapping, isSequence } from './value.ts';
import type { Value } from './value.ts';

/** Terraform's types (cty). `dynamic`: not known, or any. */
export type Type =
  | 'dynamic'
  | 'string'
  | 'number'
  | 'bool'
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, Type> };

type Kind = Exclude<Type, string>['kind'] | 'dynamic' | 'primitive';

const kindOf = (type: Type): Kind => (typeof type !== 'string' ? type.kind : type === 'dynamic' ? 'dynamic' : 'primitive');

const memberType = (values: readonly Value[]): Type => values.map(typeOf).find((type) => type !== 'dynamic') ?? 'dynamic';

/** The type of a value, as far as it shows: nulls and unknowns have none, an empty collection has no element type. */
export function typeOf(value: Value): Type {
  if (value.kind === 'null' || value.kind === 'unknown') return 'dynamic';
  if (isSequence(value)) {
    return value.kind === 'tuple'
      ? { kind: 'tuple', elements: value.items.map(typeOf) }
      : { kind: value.kind, element: memberType(value.items) };
  }
  if (isMapping(value)) {
    if (value.kind === 'map') return { kind: 'map', element: memberType([...value.entries.values()]) };
    return { kind: 'object', attributes: new Map([...value.entries].map(([key, member]) => [key, typeOf(member)])) };
  }
  return value.kind;
}

export function sameType(left: Type, right: Type): boolean {
  if (typeof left === 'string' || typeof right === 'string') return left === right;
  if (left.kind === 'tuple') {
    return (
      right.kind === 'tuple' &&
      left.elements.length === right.elements.length &&
      left.elements.every((type, index) => sameType(type, right.elements[index] ?? 'dynamic'))
    );
  }
  if (left.kind === 'object') {
    if (right.kind !== 'object' || left.attributes.size !== right.attributes.size) return false;
    return [...left.attributes].every(
      ([name, type]) => sameType(type, right.attributes.get(name) ?? 'dynamic') && right.attributes.has(name),
    );
  }
  return right.kind === left.kind && sameType(left.element, 'element' in right ? right.element : 'dynamic');
}

/** Whether go-cty has a conversion (its "unsafe" ones included) between the types. */
function isConvertible(from: Type, to: Type): boolean {
  if (to === 'dynamic' || from === 'dynamic') return true;
  if (typeof from === 'string' || typeof to === 'string') {
    return typeof from === 'string' && typeof to === 'string' && (from === to || from === 'string' || to === 'string');
  }
  if (to.kind === 'tuple') {
    return (
      from.kind === 'tuple' &&
      from.elements.length === to.elements.length &&
      from.elements.every((type, index) => isConvertible(type, to.elements[index] ?? 'dynamic'))
    );
  }
  if (to.kind === 'object') {
    if (from.kind === 'map') return [...to.attributes.values()].every((type) => isConvertible(from.element, type));
    return (
      from.kind === 'object' &&
      [...to.attributes].every(([name, type]) => from.attributes.has(name) && isConvertible(from.attributes.get(name) ?? 'dynamic', type))
    );
  }
  if (to.kind === 'map') {
    if (from.kind === 'map') return isConvertible(from.element, to.element);
    return from.kind === 'object' && isUniform([...from.attributes.values()], to.element);
  }
  if (from.kind === 'tuple') return isUniform(from.elements, to.element);
  return (from.kind === 'list' || from.kind === 'set') && isConvertible(from.element, to.element);
}

const isUniform = (types: readonly Type[], element: Type): boolean => {
  const target = element === 'dynamic' ? unify(types) : element;
  return target !== null && types.every((type) => isConvertible(type, target));
};

/** Kinds that go-cty unifies among each other; unknown types among them leave the result open. */
const FAMILIES: readonly (readonly Kind[])[] = [['map', 'object'], ['list', 'tuple'], ['set']];

/** The type that all can be converted to (go-cty `convert.UnifyUnsafe`); null where there is none. */
export function unify(types: readonly Type[]): Type | null {
  const [first] = types;
  if (first === undefined) return 'dynamic';
  const kinds = new Set(types.map(kindOf));
  const has = (kind: Kind): boolean => kinds.has(kind);
  const only = (...allowed: readonly Kind[]): boolean => [...kinds].every((kind) => kind === 'dynamic' || allowed.includes(kind));
  const isFamily = FAMILIES.some((family) => only(...family));
  if (has('dynamic') && kinds.size > 1 && isFamily) return 'dynamic';
  for (const kind of ['map', 'list', 'set'] as const) if (has(kind) && only(kind)) return collection(kind, types);
  if (has('map') && only('map', 'object')) return unifyWith('map', types, types.flatMap(attributeTypes));
  if (has('list') && only('list', 'tuple')) return unifyWith('list', types, types.flatMap(elementTypes));
  if (has('object') && only('object')) return unifyObjects(types);
  if (has('tuple') && only('tuple')) return unifyTuples(types);
  if (has('object') && has('tuple')) return null;
  return preferred(types);
}

const attributeTypes = (type: Type): Type[] => (typeof type !== 'string' && type.kind === 'object' ? [...type.attributes.values()] : []);
const elementTypes = (type: Type): readonly Type[] => (typeof type !== 'string' && type.kind === 'tuple' ? type.elements : []);
const collectionElement = (type: Type): Type | null => (typeof type !== 'string' && 'element' in type ? type.element : null);

function collection(kind: 'map' | 'list' | 'set', types: readonly Type[]): Type | null {
  const known = types.map(collectionElement).filter((type) => type !== null);
  // An empty collection has an element type that its value does not show: the others' decide.
  const shown = known.filter((type) => type !== 'dynamic');
  const element = unify(shown.length > 0 ? shown : known);
  return element === null ? null : { kind, element };
}

function unifyWith(kind: 'map' | 'list', types: readonly Type[], members: readonly Type[]): Type | null {
  if (kind === 'list') refuseNullAmongStructures(members);
  const structural = unify(members);
  if (structural === null) return null;
  return collection(
    kind,
    types.map((type) => (collectionElement(type) === null ? { kind, element: structural } : type)),
  );
}

/** With null beside objects or lists go-cty's own conversion to a list goes wrong in some cases: not followed. */
function refuseNullAmongStructures(members: readonly Type[]): void {
  if (members.includes('dynamic') && members.some((type) => typeof type !== 'string')) throw unsureError('null among structures');
}

function toCollection(kind: 'map' | 'list', types: readonly Type[], members: readonly Type[]): Type | null {
  if (kind === 'list') refuseNullAmongStructures(members);
  // Null fits everything, but in a list it does not make a number and an object fit each other.
  const element = unify(kind === 'list' ? members.filter((type) => type !== 'dynamic') : members);
  if (element === null) return null;
  const target: Type = { kind, element };
  return types.every((type) => isConvertible(type, target)) ? target : null;
}

function unifyObjects(types: readonly Type[]): Type | null {
  const maps = types.map((type) => (typeof type !== 'string' && type.kind === 'object' ? type.attributes : new Map<string, Type>()));
  const [first = new Map<string, Type>(), ...rest] = maps;
  const sameNames = rest.every((attributes) => attributes.size === first.size && [...attributes.keys()].every((name) => first.has(name)));
  if (!sameNames) return toCollection('map', types, types.flatMap(attributeTypes));
  const attributes = new Map<string, Type>();
  for (const name of first.keys()) {
    const type = unify(maps.map((map) => map.get(name) ?? 'dynamic'));
    if (type === null) return null;
    attributes.set(name, type);
  }
  const target: Type = { kind: 'object', attributes };
  return types.every((type) => isConvertible(type, target)) ? target : toCollection('map', types, types.flatMap(attributeTypes));
}

function unifyTuples(types: readonly Type[]): Type | null {
  const rows = types.map(elementTypes);
  const [first = [], ...rest] = rows;
  if (rest.some((row) => row.length !== first.length)) return toCollection('list', types, types.flatMap(elementTypes));
  const elements: Type[] = [];
  for (const index of first.keys()) {
    const type = unify(rows.map((row) => row[index] ?? 'dynamic'));
    if (type === null) return null;
    elements.push(type);
  }
  const target: Type = { kind: 'tuple', elements };
  return types.every((type) => isConvertible(type, target)) ? target : toCollection('list', types, types.flatMap(elementTypes));
}

/** Safe conversions go towards string, and from sets to lists: the more general type is tried first. */
const rank = (type: Type): number => {
  if (type === 'string') return 0;
  if (type === 'dynamic') return 3;
  return typeof type !== 'string' && type.kind === 'set' ? 2 : 1;
};

function preferred(types: readonly Type[]): Type | null {
  const ordered = types.toSorted((left, right) => rank(left) - rank(right));
  return ordered.find((target) => types.every((type) => isConvertible(type, target))) ?? null;
}

/** Whether a part of the type is left open. */
export function isOpen(type: Type): boolean {
  if (typeof type === 'string') return type === 'dynamic';
  if (type.kind === 'tuple') return type.elements.some(isOpen);
  return type.kind === 'object' ? [...type.attributes.values()].some(isOpen) : isOpen(type.element);
}
