import type { ConfigModule, Configuration } from '../hcl/configuration.ts';
import { findBodyReferences, findReferences, type Reference } from '../hcl/references.ts';
import type { Body, ExpressionSource } from '../hcl/source.ts';

/** `<module key>|<type.name>`, `…|local.x`, `…|var.x`, `…|output.x`, `…|module.x` (a call), `…|data.t.n`. */
export type NodeId = string;

/** What each part of the configuration refers to, across modules; edges point from the dependent to what it needs. */
export type DependencyGraph = ReadonlyMap<NodeId, ReadonlySet<NodeId>>;

export const nodeId = (moduleKey: string, name: string): NodeId => `${moduleKey}|${name}`;

/** The graph of all sources; linear in their size. A reference to something that is not there is left out. */
export function toDependencyGraph({ modules }: Configuration): DependencyGraph {
  const graph = new Map<NodeId, Set<NodeId>>();
  for (const module of modules.values()) addModule(graph, module, modules);
  return graph;
}

/** Everything that `from` needs, directly or not, without itself (unless it is on a cycle). */
export function findDependencies(graph: DependencyGraph, from: Iterable<NodeId>): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  const open = [...from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const needed of graph.get(next) ?? []) {
      if (found.has(needed)) continue;
      found.add(needed);
      open.push(needed);
    }
  }
  return found;
}

function addModule(graph: Map<NodeId, Set<NodeId>>, module: ConfigModule, modules: Configuration['modules']): void {
  const add = (name: string, references: readonly Reference[]): void => {
    const id = nodeId(module.key, name);
    const edges = graph.get(id) ?? new Set();
    for (const needed of references.flatMap((reference) => targets(reference, module, modules))) edges.add(needed);
    graph.set(id, edges);
  };
  const written = (...sources: readonly (ExpressionSource | null)[]): readonly Reference[] =>
    sources.flatMap((source) => (source ? findReferences(source) : []));

  for (const [name, { count, forEach, dependsOn, body, lifecycle }] of module.resources)
    add(name, [...written(count, forEach, dependsOn, lifecycle.replaceTriggeredBy), ...findBodyReferences(body)]);
  for (const [name, { value }] of module.locals) add(`local.${name}`, written(value));
  for (const [name, output] of module.outputs) add(`output.${name}`, [...written(output.value), ...findBodyReferences(output.body)]);
  for (const [name, call] of module.calls) {
    add(`module.${name}`, written(call.count, call.forEach, call.dependsOn));
    addCall(graph, { name, caller: module, body: call.body, modules });
  }
}

/** A call's inputs feed the called module's variables; its `depends_on`, `count` and `for_each` hold for everything inside. */
function addCall(
  graph: Map<NodeId, Set<NodeId>>,
  call: { name: string; caller: ConfigModule; body: Body; modules: Configuration['modules'] },
): void {
  const key = call.caller.key === '' ? call.name : `${call.caller.key}.${call.name}`;
  const called = call.modules.get(key);
  if (!called) return;
  for (const [name, { expression }] of call.body.attributes) {
    const id = nodeId(key, `var.${name}`);
    const edges = graph.get(id) ?? new Set();
    for (const reference of findReferences(expression))
      for (const needed of targets(reference, call.caller, call.modules)) edges.add(needed);
    graph.set(id, edges);
  }
  for (const name of called.resources.keys()) {
    const id = nodeId(key, name);
    graph.set(id, (graph.get(id) ?? new Set()).add(nodeId(call.caller.key, `module.${call.name}`)));
  }
}

function targets(reference: Reference, module: ConfigModule, modules: Configuration['modules']): readonly NodeId[] {
  const [root = '', second = '', third = ''] = reference;
  if (root === 'var' || root === 'local') return [nodeId(module.key, `${root}.${second}`)];
  if (root === 'data' || root === 'ephemeral') return [nodeId(module.key, `${root}.${second}.${third}`)];
  if (root === 'module') return moduleTargets({ name: second, output: third, module, modules });
  return module.resources.has(`${root}.${second}`) ? [nodeId(module.key, `${root}.${second}`)] : [];
}

/** `module.m.out` needs that output; a bare `module.m` (in `depends_on`, or passed on whole) needs everything in it. */
function moduleTargets({
  name,
  output,
  module,
  modules,
}: {
  name: string;
  output: string;
  module: ConfigModule;
  modules: Configuration['modules'];
}): readonly NodeId[] {
  const key = module.key === '' ? name : `${module.key}.${name}`;
  const called = modules.get(key);
  const call = nodeId(module.key, `module.${name}`);
  if (!called) return [call];
  if (called.outputs.has(output)) return [call, nodeId(key, `output.${output}`)];
  const inside = [...modules.values()].filter((other) => other.key === key || other.key.startsWith(`${key}.`));
  return [call, ...inside.flatMap((other) => [...other.resources.keys()].map((resource) => nodeId(other.key, resource)))];
}
