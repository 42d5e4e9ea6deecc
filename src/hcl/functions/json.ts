import { numberText } from '../big-float-text.ts';
import { certainError } from '../evaluation-error.ts';
import { fromJsonValue } from '../from-json.ts';
import { parseJson } from '../../terraform/json-value.ts';
import { isMapping, isSequence, knownText, objectValue, sortedKeys, textValue, tupleValue } from '../value.ts';
import type { Value } from '../value.ts';

/** Go's `json.Marshal` also escapes what HTML or JavaScript would take as syntax. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['<', '\\u003c'],
  ['>', '\\u003e'],
  ['&', '\\u0026'],
  ['\u2028', '\\u2028'],
  ['\u2029', '\\u2029'],
]);

const quote = (text: string): string =>
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/gu, (character) => ESCAPES.get(character) ?? character);

/** `jsonencode` of a wholly known value: keys sorted, no spaces, numbers with all their digits. */
export function encodeJson(value: Value): string {
  if (value.kind === 'null') return 'null';
  if (value.kind === 'unknown') throw certainError('an unknown value has no JSON');
  if (value.kind === 'bool') return value.bool ? 'true' : 'false';
  if (value.kind === 'number') return numberText(value.number);
  if (value.kind === 'string') return quote(knownText(value) ?? '');
  if (isSequence(value)) return `[${value.items.map(encodeJson).join(',')}]`;
  const { entries } = value;
  return `{${sortedKeys(entries)
    .map((key) => `${quote(key)}:${encodeJson(entries.get(key) ?? value)}`)
    .join(',')}}`;
}

/** `jsondecode`: objects and tuples. Throws a certain error on invalid JSON. */
export function decodeJson(text: string): Value {
  try {
    return definite(fromJsonValue(parseJson({ text })));
  } catch {
    throw certainError('the text is not valid JSON');
  }
}

/** Decoded text is of object and tuple types for certain, unlike state. */
function definite(value: Value): Value {
  if (isSequence(value)) return tupleValue(value.items.map(definite));
  return isMapping(value)
    ? objectValue(new Map([...value.entries].map(([key, member]) => [key, definite(member)])))
    : value.kind === 'string'
      ? textValue(knownText(value) ?? '')
      : value;
}
