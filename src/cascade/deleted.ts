import type { ResourceChange } from '../terraform/plan.ts';
import { type Owner, toCallOwner, toOwner } from './argument-node.ts';
import { collectionsOf } from './change-node.ts';
import { type InstanceKey, joinAddress, type ModuleInstance } from './module-instance.ts';
import type { Expansion } from './nearest-roots.ts';
import { type NewRoot, type Root, toSourceRoot } from './roots.ts';
import { editRoots, type World } from './world.ts';

/** Why an object is deleted. */
export function expandDeleted(world: World, change: ResourceChange): Expansion {
  const { address, deposedKey } = change;
  const owner = toOwner(world, change);
  const certain = { likelihood: 'certain', address, range: owner.entity?.range ?? null } as const;
  if (deposedKey !== null)
    return only(world, {
      ...certain,
      id: `deposed|${address}|${deposedKey}`,
      kind: 'deposed',
      words: `${address} has an object left over from a replacement that failed before`,
    });
  const gone = findGone(owner);
  if (gone) return { needs: [], roots: [removedRoot(world, gone, owner)] };
  const collections = collectionsOf(world, owner);
  const edited = repetitionRoots(world, owner);
  // An edit gives every deletion a reason.
  if (world.isDestroyPlan && !world.index.isTainted(address))
    return only(world, {
      id: 'request|destroy',
      kind: 'request',
      likelihood: 'certain',
      address: null,
      range: null,
      words: 'the plan was made to destroy everything (`-destroy`)',
    });
  return { needs: collections, roots: edited };
}

const only = (world: World, root: NewRoot): Expansion => ({ needs: [], roots: [world.roots.add(root)] });

/** `count` gave way to `for_each`, or either came or went: all instances have another kind of key. */
function repetitionRoots(world: World, owner: Owner): readonly Root[] {
  const { module, name, entity, instanceKey } = owner;
  const has = (argument: string): boolean => entity?.body.attributes.has(argument) ?? false;
  const fits = { string: has('for_each'), number: has('count'), object: !has('for_each') && !has('count'), symbol: true }[
    kindOf(instanceKey)
  ];
  const edits = ['for_each', 'count'].flatMap((argument) => editRoots(world, module, { name, path: [argument] }));
  if (fits || !world.hasSources) return world.hasSources ? [] : missingSources(world, owner);
  if (edits.length > 0) return edits;
  const address = joinAddress(module.address, name);
  return [
    world.roots.add({
      id: `repetition|${module.key}|${name}`,
      kind: 'edit',
      likelihood: 'certain',
      address,
      range: entity?.range ?? null,
      words: `${address} is repeated in another way (count, for_each or neither)`,
    }),
  ];
}

/** Plan JSON does not tell what a block is repeated by. */
function missingSources(world: World, { module, name, instanceKey }: Owner): readonly Root[] {
  if (instanceKey === null) return [];
  const address = joinAddress(module.address, name);
  return [
    world.roots.add({
      id: `collection|${module.key}|${name}`,
      kind: 'edit',
      likelihood: 'possible',
      address,
      range: null,
      words: `what ${address} is repeated by no longer has this key; its sources are not given`,
    }),
  ];
}

const kindOf = (key: InstanceKey): 'string' | 'number' | 'object' | 'symbol' =>
  key === null ? 'object' : typeof key === 'symbol' ? 'symbol' : typeof key === 'string' ? 'string' : 'number';

type Gone = { readonly module: ModuleInstance; readonly name: string };

/** The outermost call, or the block itself, that the configuration no longer has. */
function findGone(owner: Owner): Gone | null {
  const chain: Owner[] = [owner];
  for (let { caller } = owner.module; caller; caller = caller.module.caller) chain.push(toCallOwner(caller));
  const outermost = chain.reverse().find(({ entity }) => entity === null);
  return outermost ? { module: outermost.module, name: outermost.name } : null;
}

function removedRoot(world: World, { module, name }: Gone, owner: Owner): Root {
  const address = joinAddress(module.address, name);
  const source = world.edits.sourceEditOf(module.key);
  if (source) return world.roots.add(toSourceRoot(source));
  const [edit] = world.edits.editsAt(module.key, name, []);
  const removed = module.config?.removed.find(({ from }) => from === name || from === `module.${name}`) ?? rootRemoved(world, owner);
  const where = edit ? ` (it stood at ${edit.range.file}:${edit.range.line})` : '';
  const words = removed
    ? `a \`removed\` block takes ${address} out${where}`
    : `${name.startsWith('module.') ? 'the call' : 'the block'} of ${address} is gone${where}`;
  return world.roots.add({
    id: `removed|${module.key}|${name}`,
    kind: 'removed',
    likelihood: 'certain',
    address,
    range: removed?.range ?? edit?.range ?? null,
    words,
  });
}

/** The root module may remove what stands in a module that is gone. */
function rootRemoved(world: World, { module, name }: Owner) {
  const path = joinAddress(
    module.key === ''
      ? ''
      : module.key
          .split('.')
          .map((call) => `module.${call}`)
          .join('.'),
    name,
  );
  return world.modules.root.config?.removed.find(({ from }) => from === path || path.startsWith(`${from}.`));
}
