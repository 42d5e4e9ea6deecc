import { parseJson } from '../terraform/json-value.ts';
import type { JsonValue } from '../terraform/json-value.ts';
import type { JsonText } from '../terraform/json-text.ts';
import { parseBigFloat } from './big-float.ts';
import { boolValue, markSensitive, NULL, numberValue, textValue, unknownValue } from './value.ts';
import type { Value } from './value.ts';

/**
 * A value out of a plan or state, with the marks of its `*_sensitive` twin (`true`: all of it; objects and arrays: member by member; a
 * twin of another shape makes all of it secret). JSON does not tell maps from objects and sets from tuples: they are `ambiguous`.
 */
export function fromJson(values: JsonText, sensitive: JsonText | null): Value {
  return fromJsonValue(parseJson(values), sensitive === null ? false : parseJson(sensitive));
}

/** As `fromJson`, for JSON that is parsed already. */
export function fromJsonValue(json: JsonValue, marks: JsonValue = false): Value {
  const value = convertJson(json, marks, 0);
  return marks === true ? markSensitive(value) : value;
}

/** Terraform's own limit for planning lies above; deeper values are not read. */
const MAX_DEPTH = 400;

function convertJson(json: JsonValue, marks: JsonValue, depth: number): Value {
  if (depth > MAX_DEPTH) return unknownValue('a deeply nested value');
  const shape = shapeOf(marks);
  if (isMap(json)) {
    const entries = [...json].map(
      ([key, member]) => [key, convertJson(member, shape === 'object' ? (memberOf(marks, key) ?? false) : false, depth + 1)] as const,
    );
    return marked({ kind: 'object', sensitive: false, ambiguous: true, entries: new Map(entries) }, marks, 'object');
  }
  if (isArray(json)) {
    const marksAt = (index: number): JsonValue => (isArray(marks) ? (marks[index] ?? false) : false);
    return marked(
      { kind: 'tuple', sensitive: false, ambiguous: true, items: json.map((item, index) => convertJson(item, marksAt(index), depth + 1)) },
      marks,
      'array',
    );
  }
  return marked(scalar(json), marks, 'none');
}

const isMap = (json: JsonValue): json is ReadonlyMap<string, JsonValue> => json instanceof Map;
const isArray = (json: JsonValue): json is readonly JsonValue[] => Array.isArray(json);

type Shape = 'object' | 'array' | 'all' | 'none';

function shapeOf(marks: JsonValue): Shape {
  if (marks instanceof Map) return 'object';
  if (isArray(marks)) return 'array';
  return marks === false || marks === null ? 'none' : 'all';
}

const memberOf = (marks: JsonValue, key: string): JsonValue | undefined => (marks instanceof Map ? marks.get(key) : undefined);

const isEmpty = (marks: JsonValue): boolean => (marks instanceof Map ? marks.size === 0 : isArray(marks) && marks.length === 0);

function marked(value: Value, marks: JsonValue, fitting: Shape): Value {
  const shape = shapeOf(marks);
  return shape === 'none' || shape === fitting || isEmpty(marks) ? value : markSensitive(value);
}

function scalar(json: null | boolean | string | { readonly number: string }): Value {
  if (json === null) return NULL;
  if (typeof json === 'string') return textValue(json);
  if (typeof json === 'boolean') return boolValue(json);
  const number = 'number' in json ? parseBigFloat(json.number) : null;
  return number === null ? unknownValue('a very large number') : numberValue(number);
}
