import { convert, toFloat, toInteger } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import type { Expression } from '../expression.ts';
import type { Scope } from '../scope.ts';
import type { Type } from '../type.ts';
import {
  compareText,
  hasSensitive,
  isMapping,
  isSequence,
  isWhollyKnown,
  knownText,
  markSensitive,
  unknownValue,
  withoutMarks,
} from '../value.ts';
import type { Value } from '../value.ts';

/** What a call may use besides its arguments. */
export type CallContext = {
  readonly scope: Scope;
  /** Source text of the call, for what stays unknown. */
  readonly source: string;
  readonly render: (template: Expression, variables: ReadonlyMap<string, Value>) => Value;
};

export type Parameter = { readonly type: Type; readonly allowNull?: true };

/**
 * A Terraform function. `whole` functions get wholly known arguments without marks; their result is unknown or secret if any
 * argument is. `parts` functions get arguments as they are (only an argument that is unknown as a whole makes the result unknown,
 * unless `takesUnknown`) and keep unknown and secret members apart.
 */
export type TerraformFunction = {
  readonly parameters: readonly Parameter[];
  readonly rest: Parameter | null;
  readonly style: 'whole' | 'parts';
  readonly takesUnknown: boolean;
  readonly call: (args: readonly Value[], context: CallContext) => Value;
};

export const ANY: Parameter = { type: 'dynamic' };
export const ANY_OR_NULL: Parameter = { type: 'dynamic', allowNull: true };
export const STRING: Parameter = { type: 'string' };
export const NUMBER: Parameter = { type: 'number' };
export const STRINGS: Parameter = { type: { kind: 'list', element: 'string' } };
export const LIST: Parameter = { type: { kind: 'list', element: 'dynamic' } };
export const SET: Parameter = { type: { kind: 'set', element: 'dynamic' } };

type Call = TerraformFunction['call'];

export const whole = (parameters: readonly Parameter[], call: Call, rest: Parameter | null = null): TerraformFunction => ({
  parameters,
  rest,
  style: 'whole',
  takesUnknown: false,
  call,
});

export const parts = (parameters: readonly Parameter[], call: Call, rest: Parameter | null = null): TerraformFunction => ({
  parameters,
  rest,
  style: 'parts',
  takesUnknown: false,
  call,
});

/** As `parts`; unknown arguments come too. */
export const open = (parameters: readonly Parameter[], call: Call, rest: Parameter | null = null): TerraformFunction => ({
  parameters,
  rest,
  style: 'parts',
  takesUnknown: true,
  call,
});

/** Applies a function as cty does: arity, nulls, conversion, unknown, marks. Throws a certain error where Terraform does. */
export function applyFunction(fn: TerraformFunction, given: readonly Value[], context: CallContext): Value {
  if (given.length < fn.parameters.length || (fn.rest === null && given.length > fn.parameters.length))
    throw certainError('wrong number of arguments');
  const args = given.map((value, index) => {
    const parameter = fn.parameters[index] ?? fn.rest ?? ANY;
    if (value.kind === 'null' && parameter.allowNull !== true) throw certainError('an argument is null');
    return convert(value, parameter.type);
  });
  const isSecret = args.some(fn.style === 'whole' ? hasSensitive : (arg) => arg.kind === 'unknown' && arg.sensitive);
  const isUnknown = fn.style === 'whole' ? !args.every(isWhollyKnown) : !fn.takesUnknown && args.some(({ kind }) => kind === 'unknown');
  if (isUnknown) {
    const unknown = unknownValue(context.source);
    return isSecret ? markSensitive(unknown) : unknown;
  }
  const result = fn.call(fn.style === 'whole' ? args.map(withoutMarks) : args, context);
  return isSecret ? markSensitive(result) : result;
}

/** Argument accessors for arguments that the parameter types have already converted. */
export function textAt(args: readonly Value[], index: number): string {
  const value = args[index];
  const text = value?.kind === 'string' ? knownText(value) : null;
  if (text === null) throw certainError('a string is required');
  return text;
}

export const integerAt = (args: readonly Value[], index: number): number => toInteger(at(args, index));

export const floatAt = (args: readonly Value[], index: number): number => toFloat(at(args, index));

export function at(args: readonly Value[], index: number): Value {
  const value = args[index];
  if (value === undefined) throw certainError('an argument is missing');
  return value;
}

export function itemsAt(args: readonly Value[], index: number): readonly Value[] {
  const value = at(args, index);
  if (!isSequence(value)) throw certainError(`a list, set or tuple is required, not ${value.kind}`);
  return value.items;
}

export function entriesAt(args: readonly Value[], index: number): ReadonlyMap<string, Value> {
  const value = at(args, index);
  if (!isMapping(value)) throw certainError(`a map or object is required, not ${value.kind}`);
  return value.entries;
}

/** The strings of a list(string); null members are an error. */
export const textsAt = (args: readonly Value[], index: number): string[] =>
  itemsAt(args, index).map((_, position, items) => textAt(items, position));

/** What a call stays as long as it cannot be computed. */
export const unknownCall = ({ source }: CallContext): Value => unknownValue(source);

/** Unicode characters as people see them: Terraform counts and cuts strings by grapheme clusters. */
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });
export const graphemes = (text: string): string[] =>
  /^[\x20-\x7e\n\t]*$/u.test(text) ? text.split('') : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);

/** A value marked secret if any of the others is. */
export const secretIf = (value: Value, ...others: readonly Value[]): Value => (others.some(hasSensitive) ? markSensitive(value) : value);

export const sortTexts = (texts: readonly string[]): string[] => texts.toSorted(compareText);
