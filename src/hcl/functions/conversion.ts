import { toRope, convert } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import { typeOf, unify } from '../type.ts';
import type { Type } from '../type.ts';
import {
  boolValue,
  hasSensitive,
  isSequence,
  isWhollyKnown,
  knownText,
  markSensitive,
  NULL,
  unknownSources,
  withoutMarks,
} from '../value.ts';
import type { Value } from '../value.ts';
import { ANY_OR_NULL, at, open, parts, unknownCall } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';

const to = (type: Type): TerraformFunction => parts([ANY_OR_NULL], (args) => convert(at(args, 0), type));

/** Whether a value counts for `coalesce`; null: not known. */
function counts(value: Value, type: Type): boolean | null {
  if (value.kind === 'unknown') return null;
  if (value.kind === 'null') return false;
  if (type !== 'string') return true;
  const text = knownText(toRope(value));
  // A template with any plain text is not empty, whatever its holes will hold.
  return text === null ? (toRope(value).segments.some(({ known, text: part }) => known && part !== '') ? true : null) : text !== '';
}

/** The first argument that is neither null nor the empty string. */
function coalesce(args: readonly Value[], context: CallContext): Value {
  const type = unify(args.map(typeOf));
  if (type === null) throw certainError('all arguments of coalesce() must have the same type');
  for (const [index, arg] of args.entries()) {
    const decided = counts(arg, type);
    if (decided === null) return unknownCall(context);
    if (!decided) continue;
    const value = convert(arg, type);
    return args.slice(0, index).some(hasSensitive) ? markSensitive(value) : value;
  }
  throw certainError('coalesce() of nothing but null and empty strings');
}

function coalescelist(args: readonly Value[], context: CallContext): Value {
  for (const arg of args) {
    if (arg.kind === 'unknown') return unknownCall(context);
    if (arg.kind === 'null') continue;
    if (!isSequence(arg)) throw certainError('coalescelist() wants lists');
    if (arg.items.length > 0) return arg;
  }
  throw certainError('coalescelist() of nothing but empty lists');
}

/** Only the outer mark goes; members keep theirs. */
function nonsensitive(value: Value): Value {
  return value.kind === 'string' ? withoutMarks(value) : { ...value, sensitive: false };
}

export const CONVERSION_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['tostring', to('string')],
  ['tonumber', to('number')],
  ['tobool', to('bool')],
  ['tolist', to({ kind: 'list', element: 'dynamic' })],
  ['toset', to({ kind: 'set', element: 'dynamic' })],
  ['tomap', to({ kind: 'map', element: 'dynamic' })],
  ['coalesce', open([], coalesce, ANY_OR_NULL)],
  ['coalescelist', open([], coalescelist, ANY_OR_NULL)],
  ['sensitive', open([ANY_OR_NULL], (args) => markSensitive(at(args, 0)))],
  ['nonsensitive', open([ANY_OR_NULL], (args) => nonsensitive(at(args, 0)))],
  [
    'issensitive',
    open([ANY_OR_NULL], (args, context) => (isWhollyKnown(at(args, 0)) ? boolValue(at(args, 0).sensitive) : unknownCall(context))),
  ],
  // Ephemeral values are never in a plan: what is known is not one.
  [
    'ephemeralasnull',
    open([ANY_OR_NULL], (args, context) => (unknownSources(at(args, 0)).length > 0 ? unknownCall(context) : (args[0] ?? NULL))),
  ],
]);
