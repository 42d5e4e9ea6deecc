import type { JsonValue } from '../terraform/json-value.ts';

/** One step: into a member, then into the elements of lists, this deep. */
type Step = { readonly name: string; readonly lists: number };

/** All values at a path of `rules/catalog/machines.ts` (`network[].ip`). What is missing or null gives nothing; one object counts as a list of one. */
export function valuesAt(value: JsonValue, path: string): readonly JsonValue[] {
  let found: readonly JsonValue[] = [value];
  for (const step of path === '' ? [] : stepsOf(path)) {
    if (found.length === 0) break;
    const next: JsonValue[] = [];
    for (const holder of found) collect(holder instanceof Map ? holder.get(step.name) : undefined, step.lists, next);
    found = next;
  }
  return found;
}

/** Recursion is as deep as the path has `[]`. */
function collect(value: JsonValue | undefined, lists: number, into: JsonValue[]): void {
  if (value === undefined || value === null) return;
  if (lists === 0 || !isList(value)) into.push(value);
  else for (const item of value) collect(item, lists - 1, into);
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** Paths come from the catalogue and from the sources: not many. */
const KNOWN = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  const known = KNOWN.get(path);
  if (known) return known;
  const steps = path.split('.').map((step): Step => {
    const name = step.replace(/(?:\[\])+$/, '');
    return { name, lists: (step.length - name.length) / 2 };
  });
  if (KNOWN.size > 1000) KNOWN.clear();
  KNOWN.set(path, steps);
  return steps;
}

/** As `valuesAt`, for several paths, texts and numbers only; without duplicates. */
export function textsAt(value: JsonValue, paths: readonly string[]): readonly string[] {
  const texts = new Set<string>();
  for (const path of paths) {
    for (const found of valuesAt(value, path)) {
      const text = toText(found);
      if (text !== '') texts.add(text);
    }
  }
  return [...texts];
}

/** A string or the digits of a number; '' for anything else. */
export function toText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value !== null && typeof value === 'object' && 'number' in value ? value.number : '';
}
