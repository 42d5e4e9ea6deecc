import type { Configuration } from '../hcl/configuration.ts';
import { moduleKey, parseAddress } from '../terraform/address.ts';
import type { Plan, ResourceChange } from '../terraform/plan.ts';
import { type DependencyGraph, findDependencies, nodeId, type NodeId } from './dependency-graph.ts';

/**
 * Terraform >= 1.16 turns a planned destroy-then-create into create-before-destroy at apply, and then runs no destroy-time provisioner,
 * when the object is tied by dependencies to one that is created before it is destroyed and changes here, or that leaves a deposed object
 * (commit 038c6f7226, `ForcedCBDTransformer` after `DestroyEdgeTransformer`; seen with 1.16.0-rc2 and 1.17-dev).
 * Gives, per address without keys, the other object to blame; the plan itself says nothing of it.
 */
export function findForcedOrders(plan: Plan, configuration: Configuration, sources: DependencyGraph): ReadonlyMap<NodeId, string> {
  const graph = withState(sources, plan);
  const early = findCreatedBeforeDestroyed(plan, configuration, graph);
  const changing = new Map<NodeId, ResourceChange[]>();
  for (const change of plan.changes)
    if (change.mode === 'managed') changing.set(idOf(change), [...(changing.get(idOf(change)) ?? []), change]);

  const forcing = [...changing]
    .filter(([id, changes]) => early.has(id) || changes.some(({ deposedKey }) => deposedKey !== null))
    .map(([id]) => id);
  const tied = new Map([
    ...reach(
      graph,
      forcing.filter((id) => early.has(id)),
    ),
    ...reach(reversed(graph), forcing),
  ]);
  const forced = new Map<NodeId, string>();
  for (const [id, because] of tied) if (changing.has(id)) forced.set(id, changing.get(because)?.[0]?.address ?? because);
  return forced;
}

/** What can be reached from the starts by at least one edge, each with the start that reaches it first. */
function reach(graph: DependencyGraph, starts: readonly NodeId[]): ReadonlyMap<NodeId, NodeId> {
  const from = new Map<NodeId, NodeId>();
  const open = starts.map((start): readonly [NodeId, NodeId] => [start, start]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [id, start] = next;
    for (const neighbour of graph.get(id) ?? []) {
      if (neighbour === start || from.has(neighbour)) continue;
      from.set(neighbour, start);
      open.push([neighbour, start]);
    }
  }
  return from;
}

function reversed(graph: DependencyGraph): DependencyGraph {
  const back = new Map<NodeId, Set<NodeId>>();
  for (const [id, needs] of graph) for (const needed of needs) back.set(needed, (back.get(needed) ?? new Set()).add(id));
  return back;
}

export const idOf = ({ moduleAddress, type, name }: Pick<ResourceChange, 'moduleAddress' | 'type' | 'name'>): NodeId =>
  nodeId(moduleKey(moduleAddress), `${type}.${name}`);

/** Own `create_before_destroy`, planned so, possibly remembered by the state (the block is gone), or needed by such an object. */
function findCreatedBeforeDestroyed(plan: Plan, configuration: Configuration, graph: DependencyGraph): ReadonlySet<NodeId> {
  const own = new Set<NodeId>();
  for (const module of configuration.modules.values())
    for (const [name, { lifecycle }] of module.resources) {
      const { createBeforeDestroy: value } = lifecycle;
      if (value && (value.syntax === 'native' ? value.text.trim() !== 'false' : value.value !== false)) own.add(nodeId(module.key, name));
    }
  for (const change of plan.changes) {
    const declared = configuration.modules.get(moduleKey(change.moduleAddress))?.resources.has(`${change.type}.${change.name}`);
    if (change.action === 'create-then-delete' || (change.action === 'delete' && !declared)) own.add(idOf(change));
  }
  return new Set([...own, ...findDependencies(graph, own)]);
}

/** Dependencies that only the state remembers: dropped in this change, or of objects whose block is gone. */
function withState(sources: DependencyGraph, plan: Plan): DependencyGraph {
  const graph = new Map([...sources].map(([id, needs]) => [id, new Set(needs)]));
  for (const { address, dependsOn } of plan.priorInstances) {
    const id = idOf(parseAddress(address));
    const needs = graph.get(id) ?? new Set();
    for (const needed of dependsOn) needs.add(idOf(parseAddress(needed)));
    graph.set(id, needs);
  }
  return graph;
}
