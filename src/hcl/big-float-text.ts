import type { BigFloat } from './big-float.ts';

/** Decimal digits without trailing zeros: value = 0.DIGITS * 10^point (Go's math/big `decimal`). */
type Decimal = { readonly digits: string; readonly point: number };

const trimmed = (digits: string): string => digits.replace(/0{1,100000}$/, '');

function decimalOf(mantissa: bigint, exponent: number): Decimal {
  if (mantissa === 0n) return { digits: '', point: 0 };
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const text = whole.toString();
  return { digits: trimmed(text), point: text.length - (exponent >= 0 ? 0 : -exponent) };
}

function roundDown({ digits, point }: Decimal, count: number): Decimal {
  const kept = trimmed(digits.slice(0, Math.max(count, 0)));
  return { digits: kept, point: kept === '' ? 0 : point };
}

function roundUp({ digits, point }: Decimal, count: number): Decimal {
  let end = count;
  while (end > 0 && digits.charAt(end - 1) === '9') end -= 1;
  if (end <= 0) return { digits: '1', point: point + 1 };
  return { digits: digits.slice(0, end - 1) + String(Number(digits.charAt(end - 1)) + 1), point };
}

/** Rounds to `count` digits, half to even. */
function rounded(decimal: Decimal, count: number): Decimal {
  const { digits } = decimal;
  if (count < 0 || count >= digits.length) return decimal;
  const next = digits.charAt(count);
  const exactlyHalf = next === '5' && count + 1 === digits.length;
  const up = exactlyHalf ? count > 0 && Number(digits.charAt(count - 1)) % 2 === 1 : next >= '5';
  return up ? roundUp(decimal, count) : roundDown(decimal, count);
}

/** The shortest digits that still read back as the same number at its precision (Go's math/big `roundShortest`). */
function shortest(value: BigFloat): Decimal {
  const exact = decimalOf(value.mantissa, value.exponent);
  if (value.mantissa === 0n) return exact;
  const bits = value.mantissa.toString(2).length;
  const shift = value.precision + 1 - bits;
  const mantissa = value.mantissa << BigInt(shift);
  const lower = decimalOf(mantissa - 1n, value.exponent - shift);
  const upper = decimalOf(mantissa + 1n, value.exponent - shift);
  const inclusive = (mantissa & 2n) === 0n;
  const at = (decimal: Decimal, index: number): number => (index < decimal.digits.length ? Number(decimal.digits.charAt(index)) : 0);
  for (let index = 0; index < exact.digits.length; index += 1) {
    const digit = at(exact, index);
    const high = at(upper, index);
    const okDown = at(lower, index) !== digit || (inclusive && index + 1 === lower.digits.length);
    const okUp = digit !== high && (inclusive || digit + 1 < high || index + 1 < upper.digits.length);
    if (okDown && okUp) return rounded(exact, index + 1);
    if (okDown) return roundDown(exact, index + 1);
    if (okUp) return roundUp(exact, index + 1);
  }
  return exact;
}

/** `ddd.ddd` with `places` digits after the point. */
function plain({ digits, point }: Decimal, places: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (places <= 0) return whole;
  const zeros = Math.max(0, -point);
  const fraction = ('0'.repeat(Math.min(zeros, places)) + digits.slice(Math.max(point, 0))).padEnd(places, '0').slice(0, places);
  return `${whole}.${fraction}`;
}

function scientific({ digits, point }: Decimal, places: number): string {
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = places > 0 ? `.${digits.slice(1).padEnd(places, '0').slice(0, places)}` : '';
  return `${digits.charAt(0) || '0'}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function general(decimal: Decimal, precision: number): string {
  const isShortest = precision < 0;
  const wanted = isShortest ? 6 : precision || 1;
  const limit = !isShortest && wanted > decimal.digits.length && decimal.digits.length >= decimal.point ? decimal.digits.length : wanted;
  const exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= limit) return scientific(decimal, decimal.digits.length - 1);
  return plain(decimal, Math.max(decimal.digits.length - decimal.point, 0));
}

/**
 * Go's `big.Float.Text(verb, places)`. `places` -1: as many digits as the number needs.
 * `g` never has trailing zeros here (Go's `%g` without `#`).
 */
export function formatBigFloat(value: BigFloat, verb: 'f' | 'e' | 'g', places: number): string {
  const sign = value.negative ? '-' : '';
  const exact = places < 0 ? shortest(value) : decimalOf(value.mantissa, value.exponent);
  if (verb === 'g') return sign + general(places < 0 ? exact : rounded(exact, places || 1), places);
  if (verb === 'e')
    return sign + scientific(places < 0 ? exact : rounded(exact, places + 1), places < 0 ? exact.digits.length - 1 : places);
  if (places < 0) return sign + plain(exact, Math.max(exact.digits.length - exact.point, 0));
  return sign + plain(roundedToPlace(exact, exact.point + places), places);
}

function roundedToPlace(decimal: Decimal, count: number): Decimal {
  return count < 0 ? { digits: '', point: 0 } : rounded(decimal, count);
}

/** The text that Terraform makes of a number: `1.10` is `1.1`, `1e21` has all its zeros. */
export const numberText = (value: BigFloat): string => formatBigFloat(value, 'f', -1);

/** The nearest JavaScript number. */
export const toDouble = (value: BigFloat): number => {
  const { digits, point } = decimalOf(value.mantissa, value.exponent);
  const magnitude = digits === '' ? 0 : Number(`0.${digits}e${point}`);
  return value.negative ? -magnitude : magnitude;
};
