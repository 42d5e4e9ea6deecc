import { type Path } from './changed-values.ts';
import type { Entity } from './configuration-edits.ts';
import type { Followed } from './follow.ts';
import { ANY, type InstanceKey, type ModuleInstance } from './module-instance.ts';
import type { Node } from './nearest-roots.ts';
import { toModuleNode, toReferenceNode } from './reference-node.ts';
import type { TraversalStep } from './traversal.ts';
import { toCollectionNode, toValueNode } from './value-node.ts';
import type { World } from './world.ts';

/** Where an expression stands: its module, and the repeated block around it, whose `each` it may use. */
export type Scope = {
  readonly module: ModuleInstance;
  readonly repeated: {
    readonly owner: { readonly module: ModuleInstance; readonly name: string; readonly instanceKey: InstanceKey; readonly entity: Entity };
  } | null;
};

/** The nodes that references stand for. `each.key` and `count.index` never change for an instance; names bound by `for` and paths stand for nothing. */
export const toTargets = (world: World, references: readonly Followed[], scope: Scope): readonly Node[] =>
  references.flatMap((reference) => toTarget(world, reference, scope) ?? []);

function toTarget(world: World, { traversal, rest }: Followed, scope: Scope): Node | null {
  const { root, steps } = traversal;
  const { module } = scope;
  const [first, second] = steps.map(nameOf);
  if ((root === 'local' || root === 'var') && first !== undefined)
    return toValueNode(world, module, { name: `${root}.${first}`, path: toPath(steps.slice(1), rest, scope) });
  if (root === 'each') return first === 'value' ? toEachValue(world, toPath(steps.slice(1), rest, scope), scope) : null;
  if (root === 'module' && first !== undefined) return toOutput(world, { name: first, steps: steps.slice(1), rest }, scope);
  const [block, after] = root === 'data' ? [`data.${first}.${second}`, steps.slice(2)] : [`${root}.${first}`, steps.slice(1)];
  const resource = module.config?.resources.get(block);
  if (!resource) return null;
  const isRepeated = resource.count !== null || resource.forEach !== null;
  const [wanted, ...inner] = rest;
  // `for_each = aws_x.y` hands on whole instances: what is wanted of it begins with the key.
  if (isRepeated && after.length === 0 && wanted !== undefined)
    return toReferenceNode(world, { module, block, key: resource.count ? Number(wanted) : wanted, path: inner });
  const { key, left } = takeKey(after, isRepeated, scope);
  return toReferenceNode(world, { module, block, key, path: toPath(left, rest, scope) });
}

const nameOf = (step: TraversalStep): string | undefined => (step.kind === 'name' ? step.name : undefined);

function toEachValue(world: World, path: Path, { repeated }: Scope): Node | null {
  if (!repeated) return null;
  const { instanceKey } = repeated.owner;
  return toCollectionNode(world, repeated.owner, {
    argument: 'for_each',
    path: instanceKey === null || instanceKey === ANY ? [] : [String(instanceKey), ...path],
  });
}

function toOutput(
  world: World,
  { name, steps, rest }: { name: string; steps: readonly TraversalStep[]; rest: Path },
  scope: Scope,
): Node | null {
  const call = scope.module.config?.calls.get(name);
  if (!call) return null;
  const { key, left } = takeKey(steps, call.count !== null || call.forEach !== null, scope);
  const child = world.modules.child(scope.module, name, key);
  const output = left[0] ? nameOf(left[0]) : undefined;
  if (output === undefined) return toModuleNode(world, child);
  return toValueNode(world, child, { name: `output.${output}`, path: toPath(left.slice(1), rest, scope) });
}

/** The instance that is meant, and the steps behind its key. */
function takeKey(
  steps: readonly TraversalStep[],
  isRepeated: boolean,
  scope: Scope,
): { readonly key: InstanceKey; readonly left: readonly TraversalStep[] } {
  if (!isRepeated) return { key: null, left: steps };
  const [first, ...left] = steps;
  if (first?.kind === 'number') return { key: first.number, left };
  if (first?.kind === 'name') return { key: first.name, left };
  if (first?.kind === 'index') return { key: ownKey(first.text, scope), left };
  return { key: ANY, left };
}

/** `[each.key]` and `[count.index]` mean the instance of the same key; `each.value` is the key, too, where `for_each` is a set. */
function ownKey(text: string, { repeated }: Scope): InstanceKey {
  const key = repeated?.owner.instanceKey ?? ANY;
  return text === 'each.key' || text === 'count.index' ? key : ANY;
}

/** Names and keys up to the first step that is not known; what comes behind it cannot be told apart. */
function toPath(steps: readonly TraversalStep[], rest: Path, scope: Scope): Path {
  const path: string[] = [];
  for (const step of steps) {
    const key =
      step.kind === 'index' ? ownKey(step.text, scope) : step.kind === 'name' ? step.name : step.kind === 'number' ? step.number : ANY;
    if (key === ANY || key === null) return path;
    path.push(String(key));
  }
  return [...path, ...rest];
}
