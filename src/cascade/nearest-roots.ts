import type { CascadeStep } from './cascade.ts';
import { type Root, rankOf } from './roots.ts';

/** Something that changes, and how to find out why. Equal ids are the same. */
export type Node = {
  readonly id: string;
  /** Attributes that carry the change. */
  readonly keys: readonly string[];
  readonly expand: () => Expansion;
  /** For readers; only asked for what is shown. */
  readonly describe: () => Omit<CascadeStep, 'keys'>;
};

/** What a node's change comes from: other nodes, and roots right here. */
export type Expansion = { readonly needs: readonly Node[]; readonly roots: readonly Root[] };

/** A way from a node to a root: the next node on it, null at the root itself. */
export type Way = { readonly root: Root; readonly next: Place | null; readonly length: number };

/** A node in the graph, with what has been found out of it so far. */
export type Place = {
  readonly node: Node;
  /** Whose change comes from this one. */
  readonly needers: Place[];
  /** Null: not expanded yet. */
  needs: readonly Place[] | null;
  roots: readonly Root[];
  /** To roots that are sure, the nearest first. */
  sure: readonly Way[];
  /** To roots that are only possible. */
  guessed: readonly Way[];
};

/** Of the causes of one node, so many are told apart. */
const MOST_ROOTS = 6;
const POSSIBLE = 2;

/**
 * The causes of each start, the nearest first. Each node is expanded once and passed on at most `MOST_ROOTS` times, so the work is linear in
 * the edges that lead away from what changes. Of each thing that a start needs, merely possible roots count only where no better ones are
 * reached: two keys of one map may have changed for two reasons.
 */
export function findNearestRoots(starts: readonly Node[]): readonly (readonly Way[])[] {
  const places = new Map<string, Place>();
  const started = explore(starts, places);
  spread(places, 'sure', (root) => rankOf(root) < POSSIBLE);
  if (started.some(isOpen)) spread(places, 'guessed', (root) => rankOf(root) === POSSIBLE);
  return started.map(causesOf);
}

/** The next node on the shortest way to a root; null at the root itself. */
export const nextTo = ({ sure, guessed }: Place, root: Root): Place | null =>
  (sure.find((way) => way.root === root) ?? guessed.find((way) => way.root === root))?.next ?? null;

const bestOf = ({ sure, guessed }: Place): readonly Way[] => (sure.length > 0 ? sure : guessed);

const isOpen = ({ sure, needs }: Place): boolean => sure.length === 0 || (needs ?? []).some((need) => need.sure.length === 0);

function causesOf(start: Place): readonly Way[] {
  const own = bestOf(start).filter(({ next }) => next === null);
  const inherited = (start.needs ?? []).flatMap((next) =>
    bestOf(next).map(({ root, length }): Way => ({ root, next, length: length + 1 })),
  );
  if (own.length + inherited.length === 1) return [...own, ...inherited];
  const byRoot = new Map<Root, Way>();
  for (const way of [...own, ...inherited].sort((a, b) => a.length - b.length)) if (!byRoot.has(way.root)) byRoot.set(way.root, way);
  return [...byRoot.values()].slice(0, MOST_ROOTS);
}

/** Expands everything that can be reached; gives the places of the starts. */
function explore(starts: readonly Node[], places: Map<string, Place>): readonly Place[] {
  const placeOf = (node: Node): Place => {
    const known = places.get(node.id);
    if (known) return known;
    const place: Place = { node, needers: [], needs: null, roots: [], sure: [], guessed: [] };
    places.set(node.id, place);
    return place;
  };
  const started = starts.map(placeOf);
  const open = [...started];
  for (let place = open.pop(); place; place = open.pop()) {
    if (place.needs !== null) continue;
    const { needs, roots } = place.node.expand();
    place.roots = roots;
    place.needs = needs.map(placeOf);
    for (const needed of place.needs) {
      needed.needers.push(place);
      if (needed.needs === null) open.push(needed);
    }
  }
  return started;
}

/** Breadth first from the roots, against the direction of need: the first way to arrive is the shortest. */
function spread(places: ReadonlyMap<string, Place>, kind: 'sure' | 'guessed', counts: (root: Root) => boolean): void {
  const open: { readonly place: Place; readonly way: Way }[] = [];
  const arrive = (place: Place, way: Way): void => {
    const here = place[kind];
    if (here.length >= MOST_ROOTS || here.some(({ root }) => root === way.root)) return;
    place[kind] = [...here, way];
    open.push({ place, way });
  };
  for (const place of places.values()) for (const root of place.roots) if (counts(root)) arrive(place, { root, next: null, length: 0 });
  for (let at = 0; at < open.length; at++) {
    const step = open[at];
    if (!step) break;
    const { place, way } = step;
    for (const needer of place.needers) arrive(needer, { root: way.root, next: place, length: way.length + 1 });
  }
}
