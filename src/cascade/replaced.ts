import type { ResourceChange } from '../terraform/plan.ts';
import { type Owner, toArgumentNode, toOwner } from './argument-node.ts';
import { changedArguments } from './change-node.ts';
import { follow, locate } from './follow.ts';
import type { Expansion, Node } from './nearest-roots.ts';
import { driftRoot } from './reference-node.ts';
import type { NewRoot, Root } from './roots.ts';
import { toTargets } from './targets.ts';
import { editRoots, type World } from './world.ts';

/** Why an object is replaced. The reason only tells what to look at: whatever it says, a cause must be found in the values or the sources. */
export function expandReplaced(world: World, change: ResourceChange): Expansion {
  const { index, roots } = world;
  const owner = toOwner(world, change);
  const { address, actionReason, replacePaths } = change;
  const range = owner.entity?.range ?? null;
  const add = (root: Omit<NewRoot, 'address' | 'range' | 'likelihood'>): Expansion => ({
    needs: [],
    roots: [roots.add({ address, range, likelihood: 'certain', ...root })],
  });
  if (index.isTainted(address))
    return add({
      id: `taint|${address}`,
      kind: 'taint',
      words: `${address} is tainted: its creation failed, or \`terraform taint\` marked it`,
    });
  if (actionReason === 'replace_by_request')
    return add({ id: `request|${address}`, kind: 'request', words: `\`-replace=${address}\` was asked for` });
  const triggers = replacePaths.length === 0 ? triggeredBy(world, owner) : [];
  const needs =
    replacePaths.length > 0
      ? replacePaths.flatMap((path) => forcedBy(world, owner, path.map(String)))
      : triggers.length > 0
        ? triggers
        : changedArguments(world, change);
  const drift = index.driftOf(address);
  const isDrifted = drift !== null && replacePaths.some((path) => world.values.findChanged(drift, path.map(String)).length > 0);
  return { needs, roots: [...renewals(world, owner), ...(isDrifted ? [driftRoot(world, drift)] : [])] };
}

/** The arguments behind a path that forces replacement: in a map, the keys that differ. */
function forcedBy(world: World, owner: Owner, path: readonly string[]): readonly Node[] {
  if (!owner.change || !isWritten(world, owner, path)) return [];
  const changed = world.values.findChanged(owner.change, path);
  return (changed.length > 0 ? changed : [path]).map((inner) => toArgumentNode(world, owner, inner));
}

/** Whether the sources say anything of the attribute, or did. */
const isWritten = (world: World, { entity, module, name }: Owner, path: readonly string[]): boolean =>
  (entity !== null && locate(entity.body, path.slice(0, 1)).length > 0) ||
  editRoots(world, module, { name, path: path.slice(0, 1) }).length > 0;

/** An attribute that nobody wrote forces the replacement: the provider decided (a certificate that is due). */
function renewals(world: World, owner: Owner): readonly Root[] {
  const { change, address, entity } = owner;
  if (!change || !entity) return [];
  return change.replacePaths.flatMap((path) => {
    const way = path.map(String);
    if (isWritten(world, owner, way)) return [];
    const diff = world.values.show(change, way);
    const was = world.edits.hasBase ? '' : ', or its argument was taken out';
    return [
      world.roots.add({
        id: `renewal|${address}|${way.join('.')}`,
        kind: 'renewal',
        likelihood: 'certain',
        address,
        range: entity.range,
        words: `${address}: ${way.join('.')} changes with no edit (the provider renews it${was})`,
        diff,
      }),
    ];
  });
}

/** `replace_triggered_by` is in the sources only: those of its references that change. */
function triggeredBy(world: World, { module, name, instanceKey, entity }: Owner): readonly Node[] {
  const triggers = entity?.body.attributes.get('replace_triggered_by')?.expression;
  if (!entity || !triggers) return [];
  return toTargets(world, follow(triggers, []).references, { module, repeated: { owner: { module, name, instanceKey, entity } } });
}
