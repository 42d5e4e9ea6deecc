import { formatBigFloat } from '../big-float-text.ts';
import { isWhole, truncated } from '../big-float.ts';
import type { BigFloat } from '../big-float.ts';
import { convert } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import { knownText } from '../value.ts';
import type { Value } from '../value.ts';
import { graphemes } from './function.ts';
import { encodeJson } from './json.ts';

/** One `%…` sequence of `format`: the subset of Go's verbs that go-cty takes. */
export type Verb = {
  readonly letter: string;
  readonly flags: ReadonlySet<string>;
  readonly width: number;
  readonly precision: number;
  /** 1-based; null: the next one. */
  readonly argument: number | null;
};

export type FormatPiece = string | Verb;

const VERB = /%(?:%|([0#\-+ ]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([a-zA-Z]))/uy;
/** Wider fields than that are refused by Go too. */
const MAX_WIDTH = 1_000_000;

/** Splits a format string. Throws a certain error on what Terraform refuses. */
export function parseFormat(format: string): FormatPiece[] {
  const pieces: FormatPiece[] = [];
  let at = 0;
  while (at < format.length) {
    const next = format.indexOf('%', at);
    if (next === -1) break;
    pieces.push(format.slice(at, next));
    VERB.lastIndex = next;
    const match = VERB.exec(format);
    if (match === null) throw certainError('the format string is not valid');
    at = VERB.lastIndex;
    pieces.push(match[5] === undefined ? '%' : toVerb(match));
  }
  return [...pieces, format.slice(at)].filter((piece) => piece !== '');
}

function toVerb([, flags = '', width, precision, argument, letter = '']: RegExpExecArray): Verb {
  const limit = Math.max(Number(width ?? 0), Number(precision ?? 0));
  if (limit > MAX_WIDTH) throw certainError('a width of the format string is too large');
  return {
    letter,
    flags: new Set(flags),
    width: width === undefined ? -1 : Number(width),
    precision: precision === undefined ? -1 : Number(precision),
    argument: argument === undefined ? null : Number(argument),
  };
}

/** A known value, formatted. Throws a certain error where the value does not suit the verb. */
export function formatValue(verb: Verb, value: Value): string {
  if (verb.letter === 'v') return asIs(verb, value);
  if (value.kind === 'null') throw certainError('null cannot be formatted');
  if (verb.letter === 't') {
    const bool = convert(value, 'bool');
    return bool.kind === 'bool' && bool.bool ? 'true' : 'false';
  }
  if ('bdoxXeEfgG'.includes(verb.letter)) {
    const number = convert(value, 'number');
    if (number.kind !== 'number') throw certainError('a number is required');
    return 'bdoxX'.includes(verb.letter) ? integer(verb, number.number) : float(verb, number.number);
  }
  if (verb.letter !== 's' && verb.letter !== 'q') throw certainError('a format verb is not supported');
  const text = convert(value, 'string');
  const full = text.kind === 'string' ? (knownText(text) ?? '') : '';
  const cut = verb.precision > 0 ? graphemes(full).slice(0, verb.precision).join('') : full;
  return padded(
    verb,
    verb.letter === 'q' ? encodeJson({ kind: 'string', sensitive: false, segments: [{ text: cut, known: true, sensitive: false }] }) : cut,
  );
}

function asIs(verb: Verb, value: Value): string {
  if (!verb.flags.has('#')) {
    if (value.kind === 'string') return padded(verb, knownText(value) ?? '');
    if (value.kind === 'number') return padded(verb, formatBigFloat(value.number, 'g', -1));
  }
  return padded(verb, encodeJson(value));
}

function padded({ flags, width }: Verb, text: string): string {
  const missing = width - graphemes(text).length;
  if (missing <= 0) return text;
  const padding = (flags.has('0') ? '0' : ' ').repeat(missing);
  return flags.has('-') ? text + padding : padding + text;
}

const BASES: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['b', [2, '0b']],
  ['o', [8, '0']],
  ['d', [10, '']],
  ['x', [16, '0x']],
  ['X', [16, '0X']],
]);

const signOf = (isNegative: boolean, flags: ReadonlySet<string>): string =>
  isNegative ? '-' : flags.has('+') ? '+' : flags.has(' ') ? ' ' : '';

/** Go's `big.Int.Format`. */
function integer({ letter, flags, width, precision }: Verb, number: BigFloat): string {
  if (!isWhole(number)) throw certainError('a whole number is required');
  const whole = truncated(number);
  const [base, prefix] = BASES.get(letter) ?? [10, ''];
  const lower = (whole < 0n ? -whole : whole).toString(base);
  const digits = letter === 'X' ? lower.toUpperCase() : lower;
  const sign = signOf(whole < 0n, flags) + (flags.has('#') ? prefix : '');
  if (precision === 0 && digits === '0') return ''.padStart(Math.max(0, width));
  const zeros = '0'.repeat(Math.max(0, precision - digits.length));
  return field({ sign, body: zeros + digits, width, flags: precision >= 0 ? without(flags, '0') : flags });
}

/** Go's `big.Float.Format`; unlike for whole numbers `0` wins over `-`. */
function float({ letter, flags, width, precision }: Verb, number: BigFloat): string {
  const verb = letter.toLowerCase() === 'e' ? 'e' : letter === 'f' ? 'f' : 'g';
  const places = precision >= 0 ? precision : verb === 'g' ? -1 : 6;
  const text = formatBigFloat({ ...number, negative: false }, verb, places);
  return field({
    sign: signOf(number.negative, flags),
    body: letter === letter.toLowerCase() ? text : text.toUpperCase(),
    width,
    flags: flags.has('0') ? without(flags, '-') : flags,
  });
}

const without = (flags: ReadonlySet<string>, flag: string): ReadonlySet<string> => new Set([...flags].filter((other) => other !== flag));

function field({
  sign,
  body,
  width,
  flags,
}: {
  readonly sign: string;
  readonly body: string;
  readonly width: number;
  readonly flags: ReadonlySet<string>;
}): string {
  const missing = Math.max(0, width - sign.length - body.length);
  if (flags.has('-')) return sign + body + ' '.repeat(missing);
  return flags.has('0') ? sign + '0'.repeat(missing) + body : ' '.repeat(missing) + sign + body;
}
