import type { Action, ResourceChange } from '../terraform/plan.ts';
import { type Owner, toArgumentNode, toCallOwner, toOwner } from './argument-node.ts';
import type { Path } from './changed-values.ts';
import { expandDeleted } from './deleted.ts';
import { follow, locate, META } from './follow.ts';
import type { ModuleInstance } from './module-instance.ts';
import type { Expansion, Node } from './nearest-roots.ts';
import { driftRoot } from './reference-node.ts';
import { expandReplaced } from './replaced.ts';
import { toTargets } from './targets.ts';
import { toCollectionNode } from './value-node.ts';
import { editRoots, type World } from './world.ts';

type Way = { readonly what: string; readonly expand: (world: World, change: ResourceChange) => Expansion };

const REPLACED: Way = { what: 'is replaced: deleted, then created', expand: expandReplaced };
const DELETED: Way = { what: 'is deleted', expand: expandDeleted };
const NOTHING: Expansion = { needs: [], roots: [] };

const WAYS = {
  'no-op': { what: 'stays', expand: () => NOTHING },
  create: { what: 'is created', expand: expandCreated },
  read: { what: 'is read during the apply', expand: expandRead },
  update: { what: 'is updated in place', expand: expandUpdated },
  delete: DELETED,
  'delete-then-create': REPLACED,
  'create-then-delete': { ...REPLACED, what: 'is replaced: created, then deleted' },
  forget: { ...DELETED, what: 'is forgotten' },
  'forget-then-create': { ...REPLACED, what: 'is forgotten, then created' },
  'create-then-forget': { ...REPLACED, what: 'is created, then forgotten' },
  unknown: REPLACED,
} satisfies Record<Action, Way>;

/** What happens to an object, and why. */
export function toChangeNode(world: World, change: ResourceChange): Node {
  const { what, expand } = WAYS[change.action];
  return {
    id: `change|${change.address}|${change.deposedKey ?? ''}`,
    keys: change.replacePaths.map((path) => path.join('.')),
    expand: () => expand(world, change),
    describe: () => ({
      address: change.address,
      what: change.previousAddress === null ? what : `${what} (moved from ${change.previousAddress})`,
      range: toOwner(world, change).entity?.range ?? null,
      values: null,
    }),
  };
}

/** Why an attribute (or, for the empty path, anything) of a changing object is another one; empty: it stays. */
export function changeNeeds(world: World, change: ResourceChange, path: Path): readonly Node[] {
  const { values } = world;
  if (change.action === 'no-op') return [];
  if (path.length === 0 || change.action === 'create' || change.action === 'delete' || change.action === 'forget')
    return [toChangeNode(world, change)];
  const changed = change.action === 'read' ? values.findUnknown(change, path) : values.findChanged(change, path);
  if (changed.length === 0) return [];
  const owner = toOwner(world, change);
  const isArgument = owner.entity !== null && locate(owner.entity.body, path.slice(0, 1)).length > 0;
  return isArgument ? changed.map((inner) => toArgumentNode(world, owner, inner)) : [toChangeNode(world, change)];
}

/** The arguments of an object that get another value, as nodes. */
export function changedArguments(world: World, change: ResourceChange): readonly Node[] {
  const owner = toOwner(world, change);
  const { entity } = owner;
  if (!entity) return [];
  const names = world.values.findChangedAttributes(change).filter((name) => !META.has(name) && locate(entity.body, [name]).length > 0);
  return names.flatMap((name) => world.values.findChanged(change, [name]).map((path) => toArgumentNode(world, owner, path)));
}

/** Computed attributes get new values because arguments do; where none does, the provider or the world decided. */
function expandUpdated(world: World, change: ResourceChange): Expansion {
  const needs = changedArguments(world, change);
  const drift = world.index.driftOf(change.address);
  const roots = drift ? [driftRoot(world, drift)] : [];
  const edited = editRoots(world, toOwner(world, change).module, { name: toOwner(world, change).name, path: [] });
  if (needs.length > 0 || roots.length > 0 || edited.length > 0) return { needs, roots: [...roots, ...edited] };
  return { needs, roots: [renewalRoot(world, change)] };
}

function renewalRoot(world: World, change: ResourceChange) {
  const names = world.values.findChangedAttributes(change).slice(0, 4);
  const words = `${change.address}: the provider gives it another ${names.join(', ') || 'value'}, with no edit (a renewal, or a provider upgrade)`;
  return world.roots.add({
    id: `renewal|${change.address}`,
    kind: 'renewal',
    likelihood: 'certain',
    address: change.address,
    range: toOwner(world, change).entity?.range ?? null,
    words,
  });
}

/** New objects: a key more, a block more, or what was there has vanished. */
function expandCreated(world: World, change: ResourceChange): Expansion {
  const drift = world.index.driftOf(change.address);
  if (drift) return { needs: [], roots: [driftRoot(world, drift)] };
  const owner = toOwner(world, change);
  return {
    needs: collectionsOf(world, owner),
    roots: editRoots(world, owner.module, { name: owner.name, path: [] }).filter(({ edits }) =>
      [...edits].some(({ path }) => path.length === 0),
    ),
  };
}

/** The collections that decide whether an instance exists: its own, and those of the calls around it. */
export function collectionsOf(world: World, owner: Owner): readonly Node[] {
  const found: Node[] = [];
  for (let at: Owner | null = owner; at; at = callAround(at.module)) {
    const { entity, instanceKey } = at;
    if (!entity) continue;
    const key = typeof instanceKey === 'string' || typeof instanceKey === 'number' ? [String(instanceKey)] : [];
    if (entity.body.attributes.has('for_each')) found.push(toCollectionNode(world, at, { argument: 'for_each', path: key }));
    if (entity.body.attributes.has('count')) found.push(toCollectionNode(world, at, { argument: 'count', path: [] }));
  }
  return found;
}

const callAround = ({ caller }: ModuleInstance): Owner | null => (caller ? toCallOwner(caller) : null);

/** A data source waits for the apply: for an argument that is not known, or because something in its `depends_on` (or its module's) changes. */
function expandRead(world: World, change: ResourceChange): Expansion {
  const owner = toOwner(world, change);
  const { entity, module } = owner;
  if (!entity) return NOTHING;
  const unknown = world.values.findUnknown(change, []).flatMap(([name]) => name ?? []);
  const names = [...new Set(unknown)].filter((name) => locate(entity.body, [name]).length > 0);
  const needs: Node[] = names.map((name) => toArgumentNode(world, owner, [name]));
  for (let at: Owner | null = owner; at; at = callAround(at.module)) {
    const dependsOn = at.entity?.body.attributes.get('depends_on')?.expression;
    if (dependsOn) needs.push(...toTargets(world, follow(dependsOn, []).references, { module: at.module, repeated: null }));
  }
  return { needs, roots: needs.length > 0 ? [] : editRoots(world, module, { name: owner.name, path: [] }) };
}
