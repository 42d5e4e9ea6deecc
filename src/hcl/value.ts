import type { BigFloat } from './big-float.ts';

/**
 * A run of text in a string value. `known: false`: `text` is the source of the expression that could not be known.
 * `sensitive`: the text is known but secret.
 */
export type Segment = { readonly text: string; readonly known: boolean; readonly sensitive: boolean };

/**
 * A value of Terraform's type system (cty), as far as text depends on it. Strings are ropes, so that a template of known and unknown,
 * secret and plain parts keeps each apart; a function that cannot keep them apart makes the whole result unknown or sensitive.
 * `sensitive` on other kinds marks the whole value (on a string: some segment is); members carry their own marks.
 * State JSON does not say whether an object is a map or an object, a list a set or a tuple: `object` and `tuple` stand for both there,
 * and `ambiguous` says so.
 */
export type Value = { readonly sensitive: boolean } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'unknown'; /** Sources of the expressions that are not known. */ readonly sources: readonly string[] }
  | { readonly kind: 'string'; readonly segments: readonly Segment[] }
  | { readonly kind: 'number'; readonly number: BigFloat }
  | { readonly kind: 'bool'; readonly bool: boolean }
  | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Value[]; readonly ambiguous?: true }
  | { readonly kind: 'object' | 'map'; readonly entries: ReadonlyMap<string, Value>; readonly ambiguous?: true }
);

export type ValueOf<Kind extends Value['kind']> = Extract<Value, { readonly kind: Kind }>;
export type StringValue = ValueOf<'string'>;
export type SequenceValue = Extract<Value, { readonly items: readonly Value[] }>;
export type MappingValue = Extract<Value, { readonly entries: ReadonlyMap<string, Value> }>;

/** `null`, without a type. */
export const NULL: Value = { kind: 'null', sensitive: false };

/** Lone surrogates are no Unicode: Go makes U+FFFD of them. Strings are kept in normal form C (`cty.StringVal`). */
const normal = (text: string): string => (/\p{Cs}/u.test(text) ? Buffer.from(text).toString() : text).normalize('NFC');

/** A known, plain string. */
export const textValue = (text: string): StringValue => ({
  kind: 'string',
  sensitive: false,
  segments: [{ text: normal(text), known: true, sensitive: false }],
});

export const numberValue = (number: BigFloat): Value => ({ kind: 'number', sensitive: false, number });

export const boolValue = (bool: boolean): Value => ({ kind: 'bool', sensitive: false, bool });

/** A value that only the apply will know; `sources` says which expressions it hangs on. */
export const unknownValue = (...sources: readonly string[]): ValueOf<'unknown'> => ({
  kind: 'unknown',
  sensitive: false,
  sources: [...new Set(sources)],
});

export const tupleValue = (items: readonly Value[]): SequenceValue => ({ kind: 'tuple', sensitive: false, items });

export const listValue = (items: readonly Value[]): SequenceValue => ({ kind: 'list', sensitive: false, items });

export const objectValue = (entries: ReadonlyMap<string, Value>): MappingValue => ({ kind: 'object', sensitive: false, entries });

export const mapValue = (entries: ReadonlyMap<string, Value>): MappingValue => ({ kind: 'map', sensitive: false, entries });

/** Code-point order, which is the order of the UTF-8 bytes that Go compares; `<` on JavaScript strings is not. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const end = Math.min(left.length, right.length);
  let index = 0;
  while (index < end && left.charCodeAt(index) === right.charCodeAt(index)) index += 1;
  if (index === end) return left.length - right.length;
  const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
  const first = left.charCodeAt(index);
  const second = right.charCodeAt(index);
  if (isHigh(first) !== isHigh(second)) return isHigh(first) ? 1 : -1;
  return first - second;
}

/** The keys of an object or map in the order in which Terraform walks them. */
export const sortedKeys = (entries: ReadonlyMap<string, unknown>): string[] => [...entries.keys()].toSorted(compareText);

export const isSequence = (value: Value): value is SequenceValue => value.kind === 'tuple' || value.kind === 'list' || value.kind === 'set';

export const isMapping = (value: Value): value is MappingValue => value.kind === 'object' || value.kind === 'map';

/** Secret as a whole (every part of a string, all members). */
export function markSensitive(value: Value): Value {
  if (value.kind !== 'string') return value.sensitive ? value : { ...value, sensitive: true };
  return {
    ...value,
    sensitive: true,
    segments: value.segments.map((segment) => (segment.known ? { ...segment, sensitive: true } : segment)),
  };
}

/** A member of a secret collection is secret too. */
export const inheritMark = (value: Value, parent: Value): Value => (parent.sensitive ? markSensitive(value) : value);

const rope = (segments: readonly Segment[]): StringValue => ({
  kind: 'string',
  sensitive: segments.some(({ sensitive }) => sensitive),
  segments,
});

/** Joins ropes; neighbouring plain text becomes one segment. */
export function concatText(strings: readonly StringValue[]): StringValue {
  const segments: Segment[] = [];
  let plain: string[] = [];
  const flush = (): void => {
    const text = plain.join('').normalize('NFC');
    plain = [];
    if (text !== '') segments.push({ text, known: true, sensitive: false });
  };
  for (const segment of strings.flatMap(({ segments: inner }) => inner)) {
    if (segment.known && !segment.sensitive) {
      plain.push(segment.text);
      continue;
    }
    flush();
    segments.push(segment);
  }
  flush();
  return segments.length === 0 ? textValue('') : rope(segments);
}

/** The text where all of it is known (secrets included), else null. */
export const knownText = (value: StringValue): string | null =>
  value.segments.every(({ known }) => known) ? value.segments.map(({ text }) => text).join('') : null;

/** A string with a hole: what stands there only the apply will know. */
export const unknownText = (value: ValueOf<'unknown'>): StringValue =>
  rope([{ text: value.sources.join(', '), known: false, sensitive: false }]);

/** The sources of everything in it that is not known; empty for a wholly known value. */
export function unknownSources(value: Value): string[] {
  if (value.kind === 'unknown') return [...value.sources];
  if (value.kind === 'string') return value.segments.filter(({ known }) => !known).map(({ text }) => text);
  if (isSequence(value)) return value.items.flatMap(unknownSources);
  return isMapping(value) ? [...value.entries.values()].flatMap(unknownSources) : [];
}

/** Whether all of it is known. Cheaper than `unknownSources`. */
export function isWhollyKnown(value: Value): boolean {
  if (value.kind === 'unknown') return false;
  if (value.kind === 'string') return value.segments.every(({ known }) => known);
  if (isSequence(value)) return value.items.every(isWhollyKnown);
  return isMapping(value) ? [...value.entries.values()].every(isWhollyKnown) : true;
}

/** Whether any part of it is secret. */
export function hasSensitive(value: Value): boolean {
  if (value.sensitive) return true;
  if (isSequence(value)) return value.items.some(hasSensitive);
  return isMapping(value) ? [...value.entries.values()].some(hasSensitive) : false;
}

/** The value without any mark, at any depth. */
export function withoutMarks(value: Value): Value {
  if (!hasSensitive(value)) return value;
  if (value.kind === 'string')
    return { ...value, sensitive: false, segments: value.segments.map((segment) => ({ ...segment, sensitive: false })) };
  if (isSequence(value)) return { ...value, sensitive: false, items: value.items.map(withoutMarks) };
  if (isMapping(value))
    return { ...value, sensitive: false, entries: new Map([...value.entries].map(([key, member]) => [key, withoutMarks(member)])) };
  return { ...value, sensitive: false };
}
