import { toRope } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import {
  concatText,
  hasSensitive,
  isSequence,
  isWhollyKnown,
  knownText,
  listValue,
  markSensitive,
  textValue,
  unknownSources,
  unknownText,
  unknownValue,
  withoutMarks,
} from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { ANY_OR_NULL, at, itemsAt, open, STRING, unknownCall } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';
import { formatValue, parseFormat } from './go-format.ts';
import type { FormatPiece, Verb } from './go-format.ts';

/** `%s` and `%v` of text, without width or cut, keep its parts. */
const keepsParts = ({ letter, width, precision, flags }: Verb, value: Value): boolean =>
  width < 0 && precision <= 0 && !flags.has('#') && (letter === 's' || (letter === 'v' && value.kind === 'string'));

function formatOne(verb: Verb, value: Value): StringValue {
  if (value.kind === 'unknown') return unknownText(value);
  if (value.kind !== 'null' && keepsParts(verb, value)) return toRope(value);
  if (!isWhollyKnown(value)) return unknownText(unknownValue(...unknownSources(value)));
  const text = textValue(formatValue(verb, withoutMarks(value)));
  if (!hasSensitive(value)) return text;
  const marked = markSensitive(text);
  return marked.kind === 'string' ? marked : text;
}

function formatPieces(pieces: readonly FormatPiece[], args: readonly Value[]): StringValue {
  let next = 1;
  let highest = 0;
  const formatted = pieces.map((piece) => {
    if (typeof piece === 'string') return textValue(piece);
    const number = piece.argument ?? next;
    next = number + 1;
    highest = Math.max(highest, number);
    const value = args[number - 1];
    if (value === undefined) throw certainError('format() has not enough arguments');
    return formatOne(piece, value);
  });
  if (highest < args.length) throw certainError('format() has too many arguments');
  return concatText(formatted);
}

function piecesOf(format: Value): FormatPiece[] | null {
  const text = format.kind === 'string' ? knownText(format) : null;
  return text === null ? null : parseFormat(text);
}

function format([pattern, ...args]: readonly Value[], context: CallContext): Value {
  const template = at([pattern ?? unknownCall(context)], 0);
  const pieces = piecesOf(template);
  if (pieces === null) return unknownCall(context);
  const text = formatPieces(pieces, args);
  return hasSensitive(template) ? markSensitive(text) : text;
}

/** Sequences are walked together, everything else repeats. */
function formatlist([pattern, ...args]: readonly Value[], context: CallContext): Value {
  const template = at([pattern ?? unknownCall(context)], 0);
  const pieces = piecesOf(template);
  if (pieces === null || args.some(({ kind }) => kind === 'unknown')) return unknownCall(context);
  const lengths = new Set(args.filter(isSequence).map(({ items }) => items.length));
  if (lengths.size > 1) throw certainError('formatlist() of lists of different lengths');
  const [count = 1] = lengths;
  const isSecret = hasSensitive(template) || args.some((arg) => isSequence(arg) && arg.sensitive);
  const rows = Array.from({ length: count }, (_, index) => args.map((arg) => (isSequence(arg) ? at(itemsAt([arg], 0), index) : arg)));
  const result = listValue(rows.map((row) => formatPieces(pieces, row)));
  return isSecret ? markSensitive(result) : result;
}

export const FORMAT_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['format', open([STRING], format, ANY_OR_NULL)],
  ['formatlist', open([STRING], formatlist, ANY_OR_NULL)],
]);
