import { convert, toSet } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import { typeOf, unify } from '../type.ts';
import type { Type } from '../type.ts';
import type { Value } from '../value.ts';
import { itemsAt, SET, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';

/** Sets of one element type: the one that suits all members of all sets. */
function unified(sets: readonly Value[]): readonly (readonly Value[])[] {
  const rows = sets.map((_, index) => itemsAt(sets, index));
  const element: Type | null = unify(
    rows
      .flat()
      .map(typeOf)
      .filter((type) => type !== 'dynamic'),
  );
  if (element === null) throw certainError('sets of different types');
  return rows.map((row) => row.map((item) => convert(item, element)));
}

const sizeOf = (items: readonly Value[]): number => itemsAt([toSet(items)], 0).length;
const has = (items: readonly Value[], item: Value): boolean => sizeOf([...items, item]) === sizeOf(items);

const intersection = (args: readonly Value[]): Value => {
  const [first = [], ...others] = unified(args);
  return toSet(first.filter((item) => others.every((other) => has(other, item))));
};

const subtraction = (args: readonly Value[]): Value => {
  const [first = [], second = []] = unified(args);
  return toSet(first.filter((item) => !has(second, item)));
};

export const SET_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['setunion', whole([SET], (args) => toSet(unified(args).flat()), SET)],
  ['setintersection', whole([SET], intersection, SET)],
  ['setsubtract', whole([SET, SET], subtraction)],
]);
