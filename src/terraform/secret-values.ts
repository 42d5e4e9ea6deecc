import { parseJson, type JsonValue } from './json-value.ts';

/** Shorter texts (`a`, `80`) would tear holes into everything; Terraform's own words must stay readable. */
const SHORTEST = 4;
/** A line of a multi-line secret (a key, a kubeconfig) that is shown alone. */
const SHORTEST_LINE = 16;

/**
 * Adds to `secrets` the leaves of `value` that `marks` calls sensitive (`before_sensitive` and the like: `true`, or the shape of the value
 * with `true` inside). Where the shapes differ, the whole value is taken. Both are JSON text.
 */
export function addMarkedSecrets(secrets: Set<string>, { value, marks }: { readonly value: string; readonly marks: string }): void {
  if (!marks.includes('true')) return;
  const open: [JsonValue, JsonValue][] = [[parseJson({ text: value }), parseJson({ text: marks })]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, mark] = next;
    if (mark === false || mark === null) continue;
    if (isList(part) && isList(mark)) for (const [index, inner] of mark.entries()) open.push([part[index] ?? null, inner]);
    else if (part instanceof Map && mark instanceof Map) for (const [key, inner] of mark) open.push([part.get(key) ?? null, inner]);
    else if (!isEmpty(mark)) addSecretLeaves(secrets, part);
  }
}

/** Adds every string and number in `value`, as text; long lines of multi-line texts also alone. */
export function addSecretLeaves(secrets: Set<string>, value: JsonValue): void {
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === null || typeof next === 'boolean') continue;
    if (typeof next === 'string') addSecret(secrets, next);
    else if (isList(next)) for (const item of next) open.push(item);
    else if (next instanceof Map) for (const item of next.values()) open.push(item);
    else if ('number' in next) addSecret(secrets, next.number);
  }
}

function addSecret(secrets: Set<string>, text: string): void {
  if (text.length >= SHORTEST) secrets.add(text);
  if (!text.includes('\n')) return;
  for (const line of text.split('\n').map((part) => part.trim())) if (line.length >= SHORTEST_LINE) secrets.add(line);
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** `{}` and `[]` mark nothing, whatever stands there. */
const isEmpty = (mark: JsonValue): boolean => (isList(mark) ? mark.length === 0 : mark instanceof Map && mark.size === 0);
