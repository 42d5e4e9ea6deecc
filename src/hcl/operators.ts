import { add, compareBigFloat, multiply, negate, quotient, remainder, subtract } from './big-float.ts';
import type { BigFloat } from './big-float.ts';
import { convert } from './convert.ts';
import { isEqual } from './equality.ts';
import { certainError, unsureError } from './evaluation-error.ts';
import type { BinaryOperator } from './expression.ts';
import { boolValue, hasSensitive, markSensitive, numberValue, unknownSources, unknownValue } from './value.ts';
import type { Value } from './value.ts';

type Compute = (left: BigFloat, right: BigFloat) => BigFloat | null;

const ARITHMETIC: ReadonlyMap<string, Compute> = new Map([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', quotient],
  ['%', remainder],
]);
const COMPARISON: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ['<', (order: number): boolean => order < 0],
  ['<=', (order: number): boolean => order <= 0],
  ['>', (order: number): boolean => order > 0],
  ['>=', (order: number): boolean => order >= 0],
]);

const withMarks = (value: Value, operands: readonly Value[]): Value => (operands.some(hasSensitive) ? markSensitive(value) : value);

const holes = (operands: readonly Value[]): Value => unknownValue(...operands.flatMap(unknownSources));

function operand(value: Value, type: 'number' | 'bool'): Value {
  if (value.kind === 'null') throw certainError('an operand is null');
  return convert(value, type);
}

/** Both operands are always evaluated: Terraform 1.11 does not stop early. Throws a certain error on operands of the wrong type. */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === '==' || operator === '!=') {
    const equal = isEqual(left, right);
    return equal === null
      ? withMarks(holes([left, right]), [left, right])
      : withMarks(boolValue(equal === (operator === '==')), [left, right]);
  }
  const type = operator === '&&' || operator === '||' ? 'bool' : 'number';
  const operands = [operand(left, type), operand(right, type)] as const;
  const [first, second] = operands;
  if (first.kind === 'unknown' || second.kind === 'unknown') return withMarks(holes(operands), operands);
  if (first.kind === 'bool' && second.kind === 'bool') {
    return withMarks(boolValue(operator === '&&' ? first.bool && second.bool : first.bool || second.bool), operands);
  }
  if (first.kind !== 'number' || second.kind !== 'number') throw certainError('an operand has the wrong type');
  const compare = COMPARISON.get(operator);
  if (compare !== undefined) return withMarks(boolValue(compare(compareBigFloat(first.number, second.number))), operands);
  return withMarks(
    numberValue(computed(ARITHMETIC.get(operator)?.(first.number, second.number) ?? null, operator, first.number)),
    operands,
  );
}

function computed(result: BigFloat | null, operator: BinaryOperator, left: BigFloat): BigFloat {
  if (result !== null) return result;
  // `0 / 0` fails; `1 / 0` is an infinity, which we do not follow.
  if (operator === '/' && left.mantissa === 0n) throw certainError('zero is divided by zero');
  throw unsureError('the number is too large to follow');
}

/** `-x`, `!x`. */
export function applyUnary(operator: '-' | '!', value: Value): Value {
  const converted = operand(value, operator === '-' ? 'number' : 'bool');
  if (converted.kind === 'number') return { ...converted, number: negate(converted.number) };
  return converted.kind === 'bool' ? { ...converted, bool: !converted.bool } : converted;
}
