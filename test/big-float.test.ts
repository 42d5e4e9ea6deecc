import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBigFloat, numberText, toDouble } from '../src/hcl/big-float-text.ts';
import {
  add,
  bigFloatOf,
  bigFloatOfDouble,
  ceiling,
  compareBigFloat,
  floor,
  multiply,
  parseBigFloat,
  quotient,
  remainder,
  subtract,
  toSafeInteger,
  truncated,
  type BigFloat,
} from '../src/hcl/big-float.ts';

function parse(text: string): BigFloat {
  const number = parseBigFloat(text);
  if (number === null) throw new Error(`${text} is no number`);
  return number;
}

// Every expected text is what `terraform console` 1.11.4 prints.
describe('numbers print as Terraform prints them', () => {
  test.each([
    ['1.10', '1.1'],
    ['1e21', '1000000000000000000000'],
    ['12345678901234567890', '12345678901234567890'],
    ['0.1', '0.1'],
    ['-0.50', '-0.5'],
    ['1e-7', '0.0000001'],
    ['007', '7'],
    ['.5', '0.5'],
    ['1.', '1'],
    ['+1', '1'],
    ['-0', '-0'],
  ])('%s', (text, expected) => {
    expect(numberText(parse(text))).toBe(expected);
  });

  test.each([
    '',
    '.',
    'x',
    '1e',
    '0x10',
    '1_000',
    ' 1',
    '1 ',
    '--1',
    '1.2.3',
    'Infinity',
    'NaN',
    '1e10001',
    '1e-10001',
    `1${'0'.repeat(6000)}`,
  ])('%s is refused', (text) => {
    expect(parseBigFloat(text)).toBeNull();
  });
});

describe('arithmetic rounds to 512 bits as Go does', () => {
  test.each([
    [add, '0.1', '0.2', '0.3'],
    [
      subtract,
      '1',
      '0.9',
      '0.10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003',
    ],
    [
      quotient,
      '1',
      '3',
      '0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335',
    ],
    [quotient, '10', '4', '2.5'],
    [multiply, '1e20', '1e20', '10000000000000000000000000000000000000000'],
    [remainder, '-7', '3', '-1'],
    [remainder, '7', '-3', '1'],
    [remainder, '7.5', '2', '1.5'],
    [remainder, '5', '0', '5'],
  ] as const)('%o %s %s', (operation, left, right, expected) => {
    const result = operation(parse(left), parse(right));
    expect(result && numberText(result)).toBe(expected);
  });

  test('counts have 64 bits, and so has their quotient', () => {
    const ratio = quotient(bigFloatOf(1), bigFloatOf(3));
    expect(ratio && numberText(ratio)).toBe('0.33333333333333333334');
  });

  test('what is infinite or out of range is no number', () => {
    expect(quotient(parse('1'), parse('0'))).toBeNull();
    expect(multiply(parse('1e9000'), parse('1e9000'))).toBeNull();
  });
});

describe('formats', () => {
  test.each([
    ['1000000', 'g', -1, '1e+06'],
    ['123456', 'g', -1, '123456'],
    ['0.00001', 'g', -1, '1e-05'],
    ['2.675', 'f', 2, '2.67'],
    ['2.5', 'f', 0, '2'],
    ['3.5', 'f', 0, '4'],
    ['0.04', 'f', 1, '0.0'],
    ['9.99', 'f', 1, '10.0'],
    ['123456.789', 'e', 6, '1.234568e+05'],
    ['1234.5678', 'g', 3, '1.23e+03'],
    ['0', 'e', 6, '0.000000e+00'],
  ] as const)('%s %s %i', (text, verb, places, expected) => {
    expect(formatBigFloat(parse(text), verb, places)).toBe(expected);
  });
});

describe('properties', () => {
  const integer = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n });

  test('whole numbers add, subtract, multiply and compare exactly', () => {
    fc.assert(
      fc.property(integer, integer, (left, right) => {
        const [first, second] = [parse(String(left)), parse(String(right))];
        expect(truncated(add(first, second) ?? first)).toBe(left + right);
        expect(truncated(subtract(first, second) ?? first)).toBe(left - right);
        expect(truncated(multiply(first, second) ?? first)).toBe(left * right);
        expect(Math.sign(compareBigFloat(first, second))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  test('a printed number reads back as itself, with any digits', () => {
    fc.assert(
      fc.property(integer, fc.integer({ min: -80, max: 80 }), (digits, scale) => {
        const number = parse(`${digits}e${scale}`);
        expect(compareBigFloat(parse(numberText(number)), number)).toBe(0);
      }),
    );
  });

  test('a JavaScript number survives the way there and back, and prints no digit too many', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (double) => {
        const number = bigFloatOfDouble(double);
        expect(toDouble(number)).toBe(double);
        expect(Number(numberText(number))).toBe(double);
      }),
    );
  });

  test('floor and ceiling enclose', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (double) => {
        const number = bigFloatOfDouble(double);
        expect([Number(floor(number)), Number(ceiling(number))]).toEqual([Math.floor(double) + 0, Math.ceil(double) + 0]);
      }),
    );
  });
});

test('only safe whole numbers become indices', () => {
  expect([
    toSafeInteger(parse('5')),
    toSafeInteger(parse('5.5')),
    toSafeInteger(parse('9007199254740993')),
    toSafeInteger(parse('1e300')),
  ]).toEqual([5, null, null, null]);
});
