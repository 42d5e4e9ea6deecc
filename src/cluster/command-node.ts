import type { CommandRun } from '../run/command-run.ts';
import type { Plan } from '../terraform/plan.ts';
import { parseJson } from '../terraform/json-value.ts';
import type { Node } from './inventory.ts';
import { TALOS_TYPES } from './machine-types.ts';
import { MACHINE_BY_TYPE, toAddresses } from './machine-view.ts';
import { findHosts } from './node-effect.ts';
import { type Stated, stateNode } from './stated.ts';
import { textsAt } from './value-path.ts';

type Around = { readonly nodes: readonly Node[]; readonly plan: Plan; readonly stated: Stated };

/** Machines that only a command names: it wipes, stops or removes them, and no resource shows them. Not those that this apply makes. */
export function findCommandNodes(runs: readonly CommandRun[], { nodes, plan, stated }: Around): readonly Node[] {
  const named = runs.flatMap((run) => findHosts(run).map((host) => ({ host, run })));
  if (named.length === 0) return [];
  const known = new Set([...nodes.flatMap(({ addresses, name }) => [...addresses, name.toLowerCase()]), ...addressesOfNew(plan)]);
  const found = new Map<string, Node>();
  for (const { host, run } of named) if (!known.has(host) && !found.has(host)) found.set(host, toCommandNode(host, run, stated));
  return [...found.values()];
}

function toCommandNode(host: string, run: CommandRun, stated: Stated): Node {
  const own = stateNode(stated, { names: [host] });
  return {
    name: host,
    cluster: own?.cluster ?? '',
    role: own?.role ?? 'unknown',
    roleFrom: own ? 'stated' : 'guess',
    addresses: [host],
    views: [],
    quorumGroups: [],
    machines: 1,
    block: (run.trigger ?? run.address).replace(/\[(?:"(?:[^"\\]|\\.)*"|-?\d+)\]$/, ''),
    isPool: false,
    isTalos: run.reading.effects.some(({ detail }) => detail.startsWith('talosctl')),
  };
}

function addressesOfNew({ changes }: Plan): readonly string[] {
  const created = changes.filter(({ action, type }) => action === 'create' && (MACHINE_BY_TYPE.has(type) || TALOS_TYPES.has(type)));
  return created.flatMap(({ type, after }) => toAddresses(textsAt(parseJson(after), MACHINE_BY_TYPE.get(type)?.addresses ?? ['node'])));
}
