import type { Configuration } from '../hcl/configuration.ts';
import type { Plan, ResourceChange } from '../terraform/plan.ts';
import type { Cascade, CascadeStep } from './cascade.ts';
import { toChangeNode } from './change-node.ts';
import { toPlanSources } from './configuration-of-plan.ts';
import { findNearestRoots, nextTo, type Node, type Place, type Way } from './nearest-roots.ts';
import { blockOf } from './plan-index.ts';
import { type Root, rankOf, toCascadeRoot } from './roots.ts';
import { createWorld, type World } from './world.ts';

/** `base`: the configuration before the edit, null where it is not given. `victims`: addresses to explain; absent: all that is deleted or replaced. */
export type CascadeQuestion = {
  readonly plan: Plan;
  readonly configuration: Configuration | null;
  readonly base: Configuration | null;
  readonly victims?: ReadonlySet<string>;
};

const MOST_SAMPLES = 20;
const LONGEST_SAMPLE = 20_000;

/**
 * Why objects are deleted or replaced: one cascade for each root cause, with all that it ends in; the most likely first. An object with several
 * causes ends several cascades, one without any ends a cascade whose root is `unknown`. Linear in what changes and what that refers to.
 */
export function findCascades({ plan, configuration, base, victims }: CascadeQuestion): readonly Cascade[] {
  const world = createWorld(plan, {
    configuration: configuration ?? toPlanSources(plan),
    base: configuration && base,
    hasSources: configuration !== null,
  });
  const ends = plan.changes.filter((change) => (victims ? victims.has(change.address) : isEnd(change)));
  world.samples.push(...ends.slice(0, MOST_SAMPLES).flatMap((end) => samplesOf(world, end)));
  const starts = ends.map((change) => ({ change, node: toChangeNode(world, change) }));
  const nearest = findNearestRoots(starts.map(({ node }) => node));

  const found = new Map<Root, Gathered>();
  for (const [index, { change, node }] of starts.entries()) {
    const causes = nearest[index] ?? [];
    const [only] = causes;
    // The one thing that feeds what changed is more than possible.
    if (world.hasSources && causes.length === 1 && only?.root.kind === 'edit' && rankOf(only.root) === 2) only.root.likelihood = 'probable';
    if (causes.length === 0) gather(found, { change, node, way: { root: unknownRoot(world, change), next: null, length: 0 } });
    for (const way of causes) gather(found, { change, node, way });
  }
  return [...found]
    .map(([root, { routes, ends }]) => {
      const [route] = [...routes.values()].sort((a, b) => b.count - a.count || toLengthRank(a) - toLengthRank(b));
      const steps = route ? stepsFrom(route.start, { root, next: route.next }) : [];
      return { cascade: { root: toCascadeRoot(root), steps, ends }, length: route?.length ?? 0 };
    })
    .sort(
      (a, b) =>
        rankOf(a.cascade.root) - rankOf(b.cascade.root) ||
        KIND_RANKS[a.cascade.root.kind] - KIND_RANKS[b.cascade.root.kind] ||
        a.length - b.length ||
        b.cascade.ends.length - a.cascade.ends.length ||
        byPlace(a.cascade, b.cascade),
    )
    .map(({ cascade }) => cascade);
}

// Of possible causes, those that people make come before those that only may have happened elsewhere.
const KIND_RANKS = {
  edit: 0,
  removed: 0,
  'module-source': 0,
  taint: 0,
  request: 0,
  drift: 0,
  renewal: 0,
  deposed: 0,
  variable: 1,
  file: 2,
  'data-source': 2,
  unknown: 3,
} satisfies Record<Cascade['root']['kind'], number>;

/** `routes`: the ways of the ends, alike ones counted together. The one of most ends is shown; of equals the longest, which leads past the others. */
type Gathered = {
  readonly ends: string[];
  readonly routes: Map<string, { readonly start: Node; readonly next: Place | null; readonly length: number; count: number }>;
};

function gather(found: Map<Root, Gathered>, { change, node, way }: { change: ResourceChange; node: Node; way: Way }): void {
  const { root, next, length } = way;
  const known: Gathered = found.get(root) ?? { ends: [], routes: new Map() };
  found.set(root, known);
  if (known.ends.at(-1) !== change.address) known.ends.push(change.address);
  const further = next && nextTo(next, root);
  const route = `${change.action} ${blockOf(change)} ${next?.node.keys.join() ?? ''} ${further?.node.id.replace(INSTANCE_KEYS, '') ?? ''}`;
  const alike = known.routes.get(route);
  if (alike) alike.count++;
  else known.routes.set(route, { start: node, next, length, count: 1 });
}

const INSTANCE_KEYS = /\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g;
const LONGEST_SHOWN = 30;
const toLengthRank = ({ length }: { readonly length: number }): number => (length <= LONGEST_SHOWN ? -length : length);

const DESTROYS: ReadonlySet<ResourceChange['action']> = new Set(['delete', 'delete-then-create', 'create-then-delete', 'unknown']);
const isEnd = ({ mode, action }: ResourceChange): boolean => mode !== 'data' && DESTROYS.has(action);

function byPlace({ root: a }: Cascade, { root: b }: Cascade): number {
  const place = ({ range, address }: Cascade['root']): string =>
    `${range?.file ?? ''}:${String(range?.line ?? 0).padStart(9, '0')} ${address ?? ''}`;
  return place(a) < place(b) ? -1 : 1;
}

function samplesOf({ values }: World, change: ResourceChange): readonly World['samples'][number][] {
  const paths =
    change.replacePaths.length > 0
      ? change.replacePaths.map((path) => path.map(String))
      : values.findChangedAttributes(change).map((name) => [name]);
  const texts = paths.map((path) => values.textsAt(change, path));
  return texts.filter(({ before, after }) => before.length + after.length <= LONGEST_SAMPLE);
}

/** The shortest way from the root to the start, as steps. */
function stepsFrom(start: Node, { root, next }: { readonly root: Root; readonly next: Place | null }): readonly CascadeStep[] {
  const nodes = [start];
  for (let place = next; place; place = nextTo(place, root)) nodes.push(place.node);
  nodes.reverse();
  const left = nodes.length - MOST_STEPS;
  const toStep = (node: Node): CascadeStep => {
    const { range, ...step } = node.describe();
    return { ...step, keys: node.keys, range: range && range.line > 0 ? range : null };
  };
  if (left <= 0) return nodes.map(toStep);
  const between: CascadeStep = { address: '…', what: `and ${left} steps more`, range: null, keys: [], values: null };
  return [...nodes.slice(0, MOST_STEPS / 2).map(toStep), between, ...nodes.slice(-MOST_STEPS / 2).map(toStep)];
}

const MOST_STEPS = 100;

function unknownRoot({ roots, values }: World, change: ResourceChange): Root {
  const paths = change.replacePaths.flatMap((path) => values.findChanged(change, path.map(String))).map((path) => path.join('.'));
  const forced = paths.length > 0 ? `; what forces it: ${[...new Set(paths)].slice(0, 5).join(', ')}` : '';
  const block = `${change.moduleAddress === '' ? '' : `${change.moduleAddress}.`}${blockOf(change)}`;
  return roots.add({
    id: `unknown|${block}`,
    kind: 'unknown',
    likelihood: 'possible',
    address: block,
    range: null,
    words: `no cause can be shown for ${block}${forced}`,
  });
}
