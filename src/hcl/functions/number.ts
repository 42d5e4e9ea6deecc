import { absolute, add, bigFloatOf, bigFloatOfDouble, ceiling, compareBigFloat, floor, isWhole, truncated } from '../big-float.ts';
import type { BigFloat } from '../big-float.ts';
import { convert } from '../convert.ts';
import { certainError, unsureError } from '../evaluation-error.ts';
import { listValue, numberValue } from '../value.ts';
import type { Value } from '../value.ts';
import { ANY, at, floatAt, integerAt, itemsAt, NUMBER, textAt, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';

export function numberAt(args: readonly Value[], index: number): BigFloat {
  const value = convert(at(args, index), 'number');
  if (value.kind !== 'number') throw certainError('a number is required');
  return value.number;
}

/** Go's `math` works on 64-bit floats; its infinities and NaN are not followed. */
function float(value: number): Value {
  if (!Number.isFinite(value)) throw unsureError('the result is no finite number');
  return numberValue(bigFloatOfDouble(value));
}

const notExact = (): Error => unsureError('the last digit of pow() depends on the implementation');

/** V8's `Math.pow` may differ from Go's in the last bit: only results are taken that are exact, and square roots. */
function pow(args: readonly Value[]): Value {
  const base = floatAt(args, 0);
  const power = floatAt(args, 1);
  if (power === 0.5 && base >= 0) return float(Math.sqrt(base));
  const { negative, mantissa, exponent } = bigFloatOfDouble(base);
  if (!Number.isInteger(power) || Math.abs(power) > 1_000 || (power < 0 && mantissa !== 1n)) throw notExact();
  const exact = mantissa ** BigInt(Math.abs(power));
  if (exact >= 2n ** 53n || Math.abs(exponent * power) > 900) throw notExact();
  return numberValue({
    negative: negative && power % 2 !== 0,
    mantissa: exact,
    exponent: exact === 0n ? 0 : exponent * power,
    precision: 53,
  });
}

/** The quotient of two logarithms whose last bit may differ from Go's: taken where rounding shows a whole number, as in Go. */
function log(args: readonly Value[]): Value {
  return float(Math.log(floatAt(args, 0)) / Math.log(floatAt(args, 1)));
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `big.Int.SetString`: above base 36 upper-case letters are digits of their own. */
function parseint(args: readonly Value[]): Value {
  if (at(args, 0).kind !== 'string') throw certainError('parseint() wants a string');
  const text = textAt(args, 0);
  const base = integerAt(args, 1);
  if (base < 2 || base > 62) throw certainError('the base must be between 2 and 62');
  const digits = text.replace(/^[+-]/u, '');
  if (digits === '' || digits.length > 5_000) throw certainError('the text is no number');
  let value = 0n;
  for (const character of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = DIGITS.indexOf(character);
    if (digit === -1 || digit >= base) throw certainError('the text is no number of that base');
    value = value * BigInt(base) + BigInt(digit);
  }
  return numberValue(bigFloatOf(text.startsWith('-') ? -value : value));
}

function extreme(args: readonly Value[], sign: number): Value {
  const numbers = args.map((_, index) => numberAt(args, index));
  const [first] = numbers;
  if (first === undefined) throw certainError('at least one number is required');
  return numberValue(numbers.reduce((best, number) => (compareBigFloat(number, best) * sign > 0 ? number : best), first));
}

function sum(args: readonly Value[]): Value {
  const items = itemsAt(args, 0);
  if (items.length === 0) throw certainError('an empty list has no sum');
  const numbers = items.map((_, index) => {
    if (items[index]?.kind === 'null') throw certainError('null in a sum');
    return numberAt(items, index);
  });
  return numberValue(numbers.slice(1).reduce((total, number) => added(total, number), numbers[0] ?? bigFloatOf(0)));
}

function added(left: BigFloat, right: BigFloat): BigFloat {
  const result = add(left, right);
  if (result === null) throw unsureError('the number is too large to follow');
  return result;
}

/** A whole number in the precision of the number that it came from (`f.SetInt(i)`). */
const inPrecisionOf = (number: BigFloat, value: bigint): Value => numberValue({ ...bigFloatOf(value), precision: number.precision });

const MAX_RANGE = 1024;

function range(args: readonly Value[]): Value {
  const zero = bigFloatOf(0);
  const given = args.map((_, index) => numberAt(args, index));
  if (given.length < 1 || given.length > 3) throw certainError('range() takes one to three arguments');
  const [start, end] = given.length === 1 ? [zero, given[0] ?? zero] : [given[0] ?? zero, given[1] ?? zero];
  const isDown = compareBigFloat(end, start) < 0;
  const step = given[2] ?? bigFloatOf(isDown ? -1 : 1);
  const direction = compareBigFloat(step, zero);
  if (direction === 0) throw certainError('the step of a range is zero');
  if (compareBigFloat(end, start) * direction < 0) throw certainError('the step of a range goes the wrong way');
  const items: Value[] = [];
  for (let number = start; compareBigFloat(number, end) * direction < 0; number = added(number, step)) {
    if (items.length >= MAX_RANGE) throw certainError('a range has more than 1024 elements');
    items.push(numberValue(number));
  }
  return listValue(items);
}

function signum(args: readonly Value[]): Value {
  const number = numberAt(args, 0);
  if (!isWhole(number)) throw certainError('signum() wants a whole number');
  const sign = truncated(number);
  if (sign >= 2n ** 63n || sign < -(2n ** 63n)) throw certainError('signum() of a number that is too large');
  return numberValue(bigFloatOf(sign > 0n ? 1 : sign < 0n ? -1 : 0));
}

export const NUMBER_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['abs', whole([NUMBER], (args) => numberValue(absolute(numberAt(args, 0))))],
  ['ceil', whole([NUMBER], (args) => inPrecisionOf(numberAt(args, 0), ceiling(numberAt(args, 0))))],
  ['floor', whole([NUMBER], (args) => inPrecisionOf(numberAt(args, 0), floor(numberAt(args, 0))))],
  ['max', whole([], (args) => extreme(args, 1), NUMBER)],
  ['min', whole([], (args) => extreme(args, -1), NUMBER)],
  ['log', whole([NUMBER, NUMBER], log)],
  ['pow', whole([NUMBER, NUMBER], pow)],
  ['signum', whole([NUMBER], signum)],
  ['parseint', whole([ANY, NUMBER], parseint)],
  ['sum', whole([ANY], sum)],
  ['range', whole([], range, NUMBER)],
]);
