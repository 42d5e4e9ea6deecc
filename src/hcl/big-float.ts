/**
 * Terraform's numbers: Go's `big.Float` (go-cty), `(-1)^negative * mantissa * 2^exponent`, rounded to `precision` bits, ties to even.
 * Literals and decoded numbers have 512 bits, counts 64, results of `log` and `pow` 53; a result has the larger precision of its operands.
 * `mantissa` is odd or zero. Infinity is not a value here: what gives it in Go is an error for the caller.
 */
export type BigFloat = { readonly negative: boolean; readonly mantissa: bigint; readonly exponent: number; readonly precision: number };

/** Precision of number literals and of numbers parsed from text (`cty.ParseNumberVal`). */
const LITERAL_BITS = 512;
const INTEGER_BITS = 64;
const FLOAT_BITS = 53;

/** Numbers with a larger binary or decimal exponent are refused: printing `1e1000000` digit by digit would hang. */
const MAX_EXPONENT = 10_000;

const NUMBER = /^([+-]?)(\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28);
}

type Raw = { readonly negative: boolean; readonly mantissa: bigint; readonly exponent: number };

/** Rounds to nearest even. `sticky`: non-zero bits below the mantissa were already dropped. */
function round({ negative, mantissa, exponent }: Raw, precision: number, sticky = false): BigFloat {
  let digits = mantissa;
  let power = exponent;
  const excess = bitLength(digits) - precision;
  if (excess > 0) {
    const shift = BigInt(excess);
    const rest = digits & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    digits >>= shift;
    power += excess;
    if (rest > half || (rest === half && (sticky || (digits & 1n) === 1n))) digits += 1n;
  }
  return normalized({ negative, mantissa: digits, exponent: power }, precision);
}

function normalized({ negative, mantissa, exponent }: Raw, precision: number): BigFloat {
  if (mantissa === 0n) return { negative, mantissa, exponent: 0, precision };
  const zeros = bitLength(mantissa & -mantissa) - 1;
  return { negative, mantissa: mantissa >> BigInt(zeros), exponent: exponent + zeros, precision };
}

/** A decimal number; null where the text is none, or its exponent is beyond what can be handled. */
export function parseBigFloat(text: string): BigFloat | null {
  const match = NUMBER.exec(text);
  if (match === null || text.length > 5_000) return null;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const scale = Number(power) - fraction.length;
  if (Math.abs(scale) > MAX_EXPONENT) return null;
  const digits = BigInt(`${whole}${fraction}`);
  const negative = sign === '-';
  if (scale >= 0) return round({ negative, mantissa: digits * 10n ** BigInt(scale), exponent: 0 }, LITERAL_BITS);
  return divide(
    { negative, mantissa: digits, exponent: 0 },
    { negative: false, mantissa: 10n ** BigInt(-scale), exponent: 0 },
    LITERAL_BITS,
  );
}

/** `big.Float.SetInt`: at least 64 bits, more where the number needs them. */
export const bigFloatOf = (value: bigint | number): BigFloat => {
  const whole = BigInt(value);
  const mantissa = whole < 0n ? -whole : whole;
  return normalized({ negative: whole < 0n, mantissa, exponent: 0 }, Math.max(INTEGER_BITS, bitLength(mantissa)));
};

/** A finite JavaScript number, with its 53 bits (`cty.NumberFloatVal`). */
export function bigFloatOfDouble(value: number): BigFloat {
  let scaled = Math.abs(value);
  let exponent = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent -= 1;
  }
  return normalized({ negative: value < 0 || Object.is(value, -0), mantissa: BigInt(scaled), exponent }, FLOAT_BITS);
}

const signed = ({ negative, mantissa }: Raw): bigint => (negative ? -mantissa : mantissa);
const widest = (left: BigFloat, right: BigFloat): number => Math.max(left.precision, right.precision);

function aligned(left: BigFloat, right: BigFloat): readonly [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [signed(left) << BigInt(left.exponent - exponent), signed(right) << BigInt(right.exponent - exponent), exponent];
}

const fits = (value: BigFloat): boolean => Math.abs(value.exponent) <= 4 * MAX_EXPONENT;

/** The operations return null where the exponent leaves the range that can be handled. */
type Operation = (left: BigFloat, right: BigFloat) => BigFloat | null;

const checked = (value: BigFloat): BigFloat | null => (fits(value) ? value : null);

export const add: Operation = (left, right) => {
  const [first, second, exponent] = aligned(left, right);
  const sum = first + second;
  // Go: x + (-x) is +0, but -0 + -0 is -0.
  const negative = sum === 0n ? left.negative && right.negative && left.mantissa === 0n && right.mantissa === 0n : sum < 0n;
  return checked(round({ negative, mantissa: sum < 0n ? -sum : sum, exponent }, widest(left, right)));
};

export const negate = (value: BigFloat): BigFloat => ({ ...value, negative: !value.negative });

export const absolute = (value: BigFloat): BigFloat => ({ ...value, negative: false });

export const subtract: Operation = (left, right) => add(left, negate(right));

const product = (left: BigFloat, right: BigFloat, precision: number): BigFloat =>
  round(
    { negative: left.negative !== right.negative, mantissa: left.mantissa * right.mantissa, exponent: left.exponent + right.exponent },
    precision,
  );

/** go-cty multiplies at 512 bits and keeps as many as the product needs. */
export const multiply: Operation = (left, right) => {
  const exact = product(left, right, LITERAL_BITS);
  const needed = exact.mantissa === 0n ? 0 : bitLength(exact.mantissa);
  return checked({ ...exact, precision: Math.max(widest(left, right), needed) });
};

function divide(left: Raw, right: Raw, precision: number): BigFloat {
  const shift = Math.max(0, precision + 2 + bitLength(right.mantissa) - bitLength(left.mantissa));
  const dividend = left.mantissa << BigInt(shift);
  const quotient = dividend / right.mantissa;
  const sticky = quotient * right.mantissa !== dividend;
  // One more bit below stands for everything that was dropped, so that a tie is seen as a tie only where it is one.
  const mantissa = (quotient << 1n) | (sticky ? 1n : 0n);
  return round({ negative: left.negative !== right.negative, mantissa, exponent: left.exponent - right.exponent - shift - 1 }, precision);
}

/** Null also for a division by zero (Terraform's result is an infinity, or an error for `0 / 0`). */
export const quotient: Operation = (left, right) => (right.mantissa === 0n ? null : checked(divide(left, right, widest(left, right))));

/** Remainder of the division truncated towards zero, with go-cty's intermediate roundings; `x % 0` is `x` in Terraform. */
export const remainder: Operation = (left, right) => {
  if (right.mantissa === 0n) return left;
  const ratio = quotient(left, right);
  if (ratio === null) return null;
  const whole = bigFloatOf(truncated(ratio));
  const times = product(right, round(whole, left.precision), left.precision);
  const [first, second, exponent] = aligned(left, times);
  const rest = first - second;
  const negative = rest < 0n || (rest === 0n && left.negative && left.mantissa === 0n && !times.negative);
  return checked(round({ negative, mantissa: rest < 0n ? -rest : rest, exponent }, left.precision));
};

/** Negative, zero or positive, as for `sort`. */
export function compareBigFloat(left: BigFloat, right: BigFloat): number {
  const [first, second] = aligned(left, right);
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The whole part, towards zero. */
export function truncated(value: BigFloat): bigint {
  const whole = value.exponent >= 0 ? value.mantissa << BigInt(value.exponent) : value.mantissa >> BigInt(-value.exponent);
  return value.negative ? -whole : whole;
}

export const isWhole = (value: BigFloat): boolean => value.mantissa === 0n || value.exponent >= 0;

/** The whole number, or null where there is a fraction or it is not safe as a JavaScript number. */
export function toSafeInteger(value: BigFloat): number | null {
  const whole = Number(truncated(value));
  return isWhole(value) && Number.isSafeInteger(whole) ? whole : null;
}

/** The largest whole number that is not larger. */
export const floor = (value: BigFloat): bigint => truncated(value) - (value.negative && !isWhole(value) ? 1n : 0n);

/** The smallest whole number that is not smaller. */
export const ceiling = (value: BigFloat): bigint => truncated(value) + (!value.negative && !isWhole(value) ? 1n : 0n);
