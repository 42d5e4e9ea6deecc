import type { Path } from './changed-values.ts';
import type { Edit } from './configuration-edits.ts';

type ByPath = ReadonlyMap<string, readonly Edit[]>;

/** Edits by their path: a map of thousands of entries may be edited in each of them, and asked for each of them. */
export type EditIndex = {
  readonly all: readonly Edit[];
  /** Those with a path of at most two names, by all of it. */
  readonly exact: ByPath;
  /** All, by the first name and by the first two names of their path. */
  readonly starting: ByPath;
};

const INDEXED = 2;

const NO_EDITS: EditIndex = { all: [], exact: new Map(), starting: new Map() };

/** Indexes edits once; linear. */
export function toEditIndex(all: readonly Edit[]): EditIndex {
  if (all.length === 0) return NO_EDITS;
  const exact = new Map<string, Edit[]>();
  const starting = new Map<string, Edit[]>();
  for (const edit of all) {
    if (edit.path.length < INDEXED) add(exact, edit.path, edit);
    for (let length = 1; length <= Math.min(INDEXED, edit.path.length); length++) add(starting, edit.path.slice(0, length), edit);
  }
  return { all, exact, starting };
}

function add(map: Map<string, Edit[]>, path: Path, edit: Edit): void {
  const key = JSON.stringify(path);
  const known = map.get(key);
  if (known) known.push(edit);
  else map.set(key, [edit]);
}

/** The edits whose path is a beginning of `path`, or the other way round. */
export function findOverlapping({ all, exact, starting }: EditIndex, path: Path): readonly Edit[] {
  if (path.length === 0 || all.length === 0) return all;
  const around = path.slice(0, INDEXED).flatMap((_, length) => exact.get(JSON.stringify(path.slice(0, length))) ?? []);
  const inside = starting.get(JSON.stringify(path.slice(0, INDEXED))) ?? [];
  return [...around, ...inside.filter((edit) => overlaps(edit.path, path))];
}

function overlaps(edited: Path, path: Path): boolean {
  const length = Math.min(edited.length, path.length);
  for (let at = 0; at < length; at++) if (edited[at] !== path[at]) return false;
  return true;
}
