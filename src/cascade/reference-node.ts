import type { ResourceChange } from '../terraform/plan.ts';
import { type Owner, toArgumentNode, toOwner } from './argument-node.ts';
import { changeNeeds, toChangeNode } from './change-node.ts';
import type { Path } from './changed-values.ts';
import { findEntity } from './configuration-edits.ts';
import { locate } from './follow.ts';
import { type InstanceKey, joinAddress, type ModuleInstance, renderKey } from './module-instance.ts';
import type { Expansion, Node } from './nearest-roots.ts';
import type { Root } from './roots.ts';
import { editRoots, type World } from './world.ts';

type Reference = { readonly module: ModuleInstance; readonly block: string; readonly key: InstanceKey; readonly path: Path };

/** Somebody refers to an attribute of a resource or data source: what of it changes. Nothing, where it stays as it is. */
export function toReferenceNode(world: World, reference: Reference): Node {
  const { module, block, key, path } = reference;
  const address = joinAddress(module.address, `${block}${renderKey(key)}`);
  const name = path.join('.');
  return {
    id: `reference|${address}|${JSON.stringify(path)}`,
    keys: name === '' ? [] : [name],
    expand: () => expandReference(world, reference),
    describe: () => ({
      address,
      what: name === '' ? 'changes' : `${name} changes`,
      range: findEntity(module.config, block)?.range ?? null,
      values: null,
    }),
  };
}

function expandReference(world: World, { module, block, key, path }: Reference): Expansion {
  const changes = world.index.changesOf(module, block, key);
  const drifted = world.index.driftsOf(module, block, key).filter((drift) => world.values.findChanged(drift, path).length > 0);
  const roots = drifted.map((drift) => driftRoot(world, drift));
  if (changes.length > 0) return { needs: changes.flatMap((change) => changeNeeds(world, change, path)), roots };
  return block.startsWith('data.') ? expandReadData(world, { module, block, key, path }, roots) : { needs: [], roots };
}

/** A data source that was read while planning: its new answer is known, its old one is not, so every argument may have made it. */
function expandReadData(world: World, { module, block, key, path }: Reference, drifted: readonly Root[]): Expansion {
  const entity = findEntity(module.config, block);
  if (!entity) return { needs: [], roots: drifted };
  const address = joinAddress(module.address, `${block}${renderKey(key)}`);
  const owner: Owner = { module, name: block, instanceKey: key, address, entity, change: null };
  const isArgument = path.length > 0 && locate(entity.body, path).length > 0;
  if (isArgument) return { needs: [toArgumentNode(world, owner, path)], roots: drifted };
  const names = [
    ...new Set([
      ...entity.body.attributes.keys(),
      ...entity.body.blocks.map(({ type, labels }) => (type === 'dynamic' ? (labels[0] ?? type) : type)),
    ]),
  ];
  const needs = names.filter((name) => !NO_VALUE.has(name)).map((name) => toArgumentNode(world, owner, [name]));
  const outside = world.roots.add({
    id: `data-source|${address}`,
    kind: 'data-source',
    likelihood: 'possible',
    address,
    range: entity.range,
    words: `${address} reads from outside, and may have got another answer`,
  });
  return {
    needs,
    roots: [...drifted, ...editRoots(world, module, { name: block, path: [] }).filter(({ kind }) => kind === 'removed'), outside],
  };
}

const NO_VALUE = new Set(['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'replace_triggered_by', 'enabled']);

/** Everything in a module (`depends_on = [module.x]`). */
export function toModuleNode(world: World, module: ModuleInstance): Node {
  return {
    id: `module|${module.address}`,
    keys: [],
    describe: () => ({
      address: module.address,
      what: 'something in it changes',
      range: module.caller?.module.config?.calls.get(module.caller.name)?.range ?? null,
      values: null,
    }),
    expand: () => ({ needs: world.index.changesIn(module).map((change) => toChangeNode(world, change)), roots: [] }),
  };
}

/** An object that is no longer as the state remembers it. */
export function driftRoot(world: World, drift: ResourceChange): Root {
  const { address } = drift;
  const gone = drift.action === 'delete';
  const names = world.values.findChangedAttributes(drift);
  const [first] = names;
  const words = gone
    ? `${address} is gone from where it was: drift, not an edit`
    : `${address} was changed outside of Terraform: ${names.slice(0, 4).join(', ')}`;
  // An expired `time_rotating` removes itself from the state.
  const kind = gone && drift.type.startsWith('time_') ? 'renewal' : 'drift';
  const diff = !gone && first !== undefined ? world.values.show(drift, world.values.findChanged(drift, [first])[0] ?? [first]) : null;
  return world.roots.add({
    id: `drift|${address}`,
    kind,
    likelihood: 'certain',
    address,
    range: toOwner(world, drift).entity?.range ?? null,
    words: kind === 'renewal' ? `${address} has reached its time: no edit` : words,
    diff,
  });
}
