import { inputError } from '../errors.ts';

/**
 * Checks of the frame around attribute values: hand-written, because loading a schema library takes longer than reading a small plan.
 * `place` names file and member in messages; all throw an input error.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of bytes that a splitter handed out. */
export function parseFrame(bytes: Buffer, place: string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw inputError(`${place} is not valid JSON`, { cause });
  }
}

export function asObject(value: unknown, place: string): JsonObject {
  if (!isObject(value)) throw inputError(`${place} is not an object`);
  return value;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object that may be missing: absent and null are empty. */
export const optionalObject = (object: JsonObject, key: string, place: string): JsonObject =>
  isAbsent(object[key]) ? {} : asObject(object[key], `${place}.${key}`);

/** A list that may be missing: absent and null are empty. */
export function optionalList(object: JsonObject, key: string, place: string): readonly unknown[] {
  const value = object[key];
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) throw inputError(`${place}.${key} is not a list`);
  return value;
}

export function requiredString(object: JsonObject, key: string, place: string): string {
  const value = optionalString(object, key, place);
  if (value === null || value === '') throw inputError(`${place} has no ${key}`);
  return value;
}

export function optionalString(object: JsonObject, key: string, place: string): string | null {
  const value = object[key];
  if (isAbsent(value)) return null;
  if (typeof value !== 'string') throw inputError(`${place}.${key} is not a string`);
  return value;
}

export function optionalBoolean(object: JsonObject, key: string, place: string): boolean | null {
  const value = object[key];
  if (isAbsent(value)) return null;
  if (typeof value !== 'boolean') throw inputError(`${place}.${key} is neither true nor false`);
  return value;
}

export function stringList(object: JsonObject, key: string, place: string): readonly string[] {
  return optionalList(object, key, place).map((item) => {
    if (typeof item !== 'string') throw inputError(`${place}.${key} holds something that is not a string`);
    return item;
  });
}

/** A path into attributes, as `replace_paths` and `relevant_attributes` hold them. */
export function toAttributePath(value: unknown, place: string): readonly (string | number)[] {
  if (!Array.isArray(value)) throw inputError(`${place} is not a list`);
  return value.map((step: unknown) => {
    if (typeof step !== 'string' && typeof step !== 'number')
      throw inputError(`${place} holds something that is neither a name nor an index`);
    return step;
  });
}

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;
