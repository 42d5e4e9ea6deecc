import { type JsonValue, parseJson } from '../terraform/json-value.ts';
import type { ResourceChange } from '../terraform/plan.ts';
import type { ValueDiff } from './cascade.ts';

/** Names, keys and indices from outside in. */
export type Path = readonly string[];

type Values = { readonly before: JsonValue; readonly after: JsonValue; readonly unknown: JsonValue };

/** Maps and lists are looked into this far. */
const MAX_DEPTH = 6;
const MOST_PATHS = 200;
/** Characters of JSON whose parsed form is kept. */
const MOST_KEPT = 16_000_000;
export const HIDDEN = '<sensitive>';
const NOT_KNOWN = '(known after apply)';

/** Compares the values of changes. Only so many parsed values are kept: a plan may replace a hundred thousand objects. */
export type ChangedValues = {
  /** Which values at or below `path` differ or are not known yet; the innermost, as paths. Empty: all are the same. */
  readonly findChanged: (change: ResourceChange, path: Path) => readonly Path[];
  /** Names of the attributes at the top that differ or are not known yet. */
  readonly findChangedAttributes: (change: ResourceChange) => readonly string[];
  /** Which values at or below `path` are not known yet. */
  readonly findUnknown: (change: ResourceChange, path: Path) => readonly Path[];
  /** Old and new value as text; marked ones hidden. */
  readonly show: (change: ResourceChange, path: Path) => ValueDiff;
  /** Texts that stand at or below `path` only before and only after; for a search, not for print. */
  readonly textsAt: (change: ResourceChange, path: Path) => { readonly before: string; readonly after: string };
};

export function createChangedValues(): ChangedValues {
  const parsed = new Map<ResourceChange, Values>();
  let kept = 0;
  const valuesOf = (change: ResourceChange): Values => {
    const known = parsed.get(change);
    if (known) return known;
    const texts = [change.before, change.after, change.afterUnknown].map(({ text }) => ({ text }));
    const [before = null, after = null, unknown = null] = texts.map(parseJson);
    const values = { before, after, unknown };
    kept += texts.reduce((sum, { text }) => sum + text.length, 0);
    if (kept > MOST_KEPT) {
      parsed.clear();
      kept = 0;
    }
    parsed.set(change, values);
    return values;
  };
  const at = (change: ResourceChange, path: Path): Values => {
    const { before, after, unknown } = valuesOf(change);
    return { before: valueAt(before, path) ?? null, after: valueAt(after, path) ?? null, unknown: markAt(unknown, path) };
  };
  return {
    findChanged: (change, path) => collect(at(change, path), path, differs),
    findUnknown: (change, path) => collect(at(change, path), path, ({ unknown }) => unknown === true),
    findChangedAttributes: (change) => [...new Set(collect(valuesOf(change), [], differs).flatMap(([name]) => name ?? []))],
    show: (change, path) => show(change, path, at(change, path)),
    textsAt: (change, path) => {
      const { before, after } = at(change, path);
      return { before: toText(before), after: toText(after) };
    },
  };
}

const differs = ({ before, after, unknown }: Values): boolean => unknown === true || !isSame(before, after, 0);

function collect(values: Values, path: Path, counts: (values: Values) => boolean): readonly Path[] {
  const found: Path[] = [];
  const open: { readonly values: Values; readonly path: Path }[] = [{ values, path }];
  for (let next = open.pop(); next && found.length < MOST_PATHS; next = open.pop()) {
    const { values: here, path: way } = next;
    const keys = way.length - path.length < MAX_DEPTH && here.unknown !== true ? keysOf(here) : null;
    if (keys === null) {
      if (counts(here)) found.push(way);
      continue;
    }
    for (const key of [...keys].reverse()) {
      const inner = {
        before: valueAt(here.before, [key]) ?? null,
        after: valueAt(here.after, [key]) ?? null,
        unknown: markAt(here.unknown, [key]),
      };
      open.push({ values: inner, path: [...way, key] });
    }
  }
  return found.length < MOST_PATHS ? found : [path];
}

/** The keys of a map (or of lists of one length) on both sides; null: to be compared as a whole. */
function keysOf({ before, after, unknown }: Values): ReadonlySet<string> | null {
  const sides = [before, after, unknown].filter((side) => side instanceof Map);
  if (sides.length > 0 && [before, after].every((side) => side === null || side instanceof Map))
    return new Set(sides.flatMap((side) => [...side.keys()]));
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.length > 0)
    return new Set([...before.keys()].map(String));
  return null;
}

function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path)
    here =
      here instanceof Map
        ? here.get(step)
        : Array.isArray(here) && /^\d+$/.test(step)
          ? (here as readonly JsonValue[])[Number(step)]
          : undefined;
  return here;
}

/** A mark (unknown, sensitive) holds for all below it. */
function markAt(marks: JsonValue, path: Path): JsonValue {
  let here = marks;
  for (const step of path) if (here !== true) here = valueAt(here, [step]) ?? false;
  return here;
}

function isSame(a: JsonValue, b: JsonValue, depth: number): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || depth > 100) return false;
  if (a instanceof Map)
    return (
      b instanceof Map && a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key) ?? null, depth + 1))
    );
  if (Array.isArray(a))
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((value: JsonValue, index) => isSame(value, (b as readonly JsonValue[])[index] ?? null, depth + 1))
    );
  return 'number' in a && 'number' in b && a.number === b.number;
}

function show(change: ResourceChange, path: Path, { before, after, unknown }: Values): ValueDiff {
  const hides = (marks: ResourceChange['beforeSensitive']): boolean => isMarked(markAt(parseJson(marks), path));
  const hidden = hides(change.beforeSensitive) || hides(change.afterSensitive);
  const print = (value: JsonValue): string | null => (value === null ? null : hidden ? HIDDEN : toText(value));
  return { attribute: path.join('.'), before: print(before), after: isMarked(unknown) ? NOT_KNOWN : print(after) };
}

/** A mark anywhere below hides the whole. */
function isMarked(marks: JsonValue): boolean {
  const open: JsonValue[] = [marks];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === true) return true;
    if (next instanceof Map) open.push(...next.values());
    else if (Array.isArray(next)) open.push(...(next as readonly JsonValue[]));
  }
  return false;
}

/** Strings as they are, all else as JSON. */
function toText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(toPlain(value, 0), null, 2) ?? 'null';
}

function toPlain(value: JsonValue, depth: number): unknown {
  if (depth > 100) return '…';
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member, depth + 1)]));
  if (Array.isArray(value)) return value.map((member: JsonValue) => toPlain(member, depth + 1));
  return value !== null && typeof value === 'object' && 'number' in value ? Number(value.number) : value;
}
