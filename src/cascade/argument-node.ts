import type { ExpressionSource, SourceRange } from '../hcl/source.ts';
import type { ResourceChange } from '../terraform/plan.ts';
import type { Path } from './changed-values.ts';
import { type Entity, findEntity } from './configuration-edits.ts';
import { readExpression } from './expression-shape.ts';
import { isEditedTemplate, standsInNewOnly } from './evidence.ts';
import { follow, type Following, locate } from './follow.ts';
import { impureRoots } from './impure-roots.ts';
import { type InstanceKey, joinAddress, type ModuleInstance, renderKey } from './module-instance.ts';
import type { Expansion, Node } from './nearest-roots.ts';
import { blockOf } from './plan-index.ts';
import type { Root } from './roots.ts';
import { type Scope, toTargets } from './targets.ts';
import { editRoots, type World } from './world.ts';

/** The block (of one instance) that an argument stands in: a resource, data source or module call. */
export type Owner = {
  readonly module: ModuleInstance;
  /** `type.name`, `data.type.name`, `module.name`. */
  readonly name: string;
  readonly instanceKey: InstanceKey;
  readonly address: string;
  readonly entity: Entity | null;
  /** The planned change, where the owner has one. */
  readonly change: ResourceChange | null;
};

/** The block behind a planned change. */
export function toOwner({ modules }: World, change: ResourceChange): Owner {
  const module = modules.at(change.moduleAddress);
  const name = blockOf(change);
  return { module, name, instanceKey: change.instanceKey, address: change.address, entity: findEntity(module.config, name), change };
}

/** The call that made a module instance. */
export function toCallOwner({ module, name, instanceKey }: NonNullable<ModuleInstance['caller']>): Owner {
  return {
    module,
    name: `module.${name}`,
    instanceKey,
    address: joinAddress(module.address, `module.${name}${renderKey(instanceKey)}`),
    entity: findEntity(module.config, `module.${name}`),
    change: null,
  };
}

/** An argument whose value changes, down to a key in it: `null_resource.x["a"]` at `triggers`, `talosconfig`. */
export function toArgumentNode(world: World, owner: Owner, path: Path): Node {
  const { address, change } = owner;
  const name = path.join('.');
  return {
    id: `argument|${address}|${JSON.stringify(path)}`,
    keys: name === '' ? [] : [name],
    expand: () => expandArgument(world, owner, path),
    describe: () => {
      const isUnknown = change !== null && world.values.findUnknown(change, path).length > 0;
      const what = name === '' ? 'changes' : `${name} ${isUnknown ? 'is not known before the apply' : 'changes'}`;
      // What a data source said before is not in the plan.
      const values = change && change.action !== 'read' ? world.values.show(change, path) : null;
      return { address, what, range: rangeOf(owner, path), values };
    },
  };
}

function rangeOf({ entity }: Owner, path: Path): SourceRange | null {
  const [first] = entity ? locate(entity.body, path) : [];
  return first && path.length > 0 ? innermost(first.source, first.rest) : (entity?.range ?? null);
}

/** The line of the entry that a path leads to, as far as object literals go. */
export function innermost(source: ExpressionSource, path: Path): SourceRange {
  let [here, range] = [source, source.range];
  for (const step of path) {
    const { shape } = readExpression(here);
    const entry = shape.kind === 'object' ? shape.entries.get(step) : undefined;
    if (!entry) break;
    [here, range] = [entry.value, entry.range];
  }
  return range;
}

function expandArgument(world: World, owner: Owner, path: Path): Expansion {
  const { module, name, instanceKey, entity } = owner;
  const roots = [...editRoots(world, module, { name, path })];
  if (!entity) return { needs: [], roots };
  const scope: Scope = { module, repeated: { owner: { module, name, instanceKey, entity } } };
  const followings = locate(entity.body, path).map(({ source, rest }) => ({ source, rest, ...follow(source, rest) }));
  const needs = followings.flatMap(({ references }) => toTargets(world, references, scope));
  for (const { impure, source, rest } of followings)
    if (impure.length > 0) roots.push(...impureRoots(world, owner, { range: innermost(source, rest), impure }));
  if (!world.edits.hasBase) {
    if (needs.length === 0 && roots.length === 0) roots.push(...literalRoots(world, owner, { path, followings }));
    for (const { source } of followings)
      if (isEdited(world, source)) roots.push(writtenRoot(world, owner, { path, likelihood: 'probable' }));
  }
  return { needs, roots };
}

const isEdited = (world: World, source: ExpressionSource): boolean =>
  world.samples.some((sample) => isEditedTemplate(source, sample, world.searches));

/** Without a base: an argument whose old value the plan does not hold, as those of module calls. */
function writtenRoot(
  world: World,
  owner: Owner,
  { path, likelihood }: { readonly path: Path; readonly likelihood: 'probable' | 'possible' },
): Root {
  const address = joinAddress(owner.module.address, owner.name);
  const attribute = path.join('.');
  return world.roots.add({
    id: `literal|${owner.module.key}|${owner.name}|${attribute}`,
    kind: 'edit',
    likelihood,
    address,
    range: rangeOf(owner, path),
    words: `${address}: ${attribute} was edited`,
  });
}

/** Without a base: an argument that changes although it refers to nothing was edited itself. */
function literalRoots(
  world: World,
  owner: Owner,
  { path, followings }: { readonly path: Path; readonly followings: readonly (Following & { readonly source: ExpressionSource })[] },
): readonly Root[] {
  const { module, name, change, entity } = owner;
  const [first] = followings;
  if (!entity || !first || path.length === 0) return [];
  if (!change && name.startsWith('module.')) {
    const { source } = first;
    const isShown = world.samples.some((sample) => standsInNewOnly(source, sample, world.searches));
    return [writtenRoot(world, owner, { path, likelihood: isShown ? 'probable' : 'possible' })];
  }
  if (!change) return [];
  if (change.action !== 'update' && change.replacePaths.length === 0) return [];
  const attribute = path.join('.');
  const address = joinAddress(module.address, name);
  const absent = followings.some((following) => following.absent);
  const diff = world.values.show(change, path);
  const isShort =
    diff.before !== null && diff.after !== null && !/\n/.test(diff.before + diff.after) && diff.before.length + diff.after.length < 120;
  const words = absent
    ? `${address}: ${attribute} was taken out`
    : isShort
      ? `${address}: ${attribute} ${diff.before} -> ${diff.after}`
      : `${address}: ${attribute} was edited`;
  return [
    world.roots.add({
      id: `literal|${module.key}|${name}|${attribute}`,
      kind: 'edit',
      likelihood: 'certain',
      address,
      range: rangeOf(owner, absent ? path.slice(0, 1) : path),
      words,
      diff,
    }),
  ];
}
