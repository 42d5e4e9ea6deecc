import { toHostAddress } from './host-address.ts';
import type { Inventory, Node } from './inventory.ts';
import { addTo } from './multimap.ts';

/** Finds nodes by what shows them and by what they are called. */
export function toIndex(nodes: readonly Node[]): Pick<Inventory, 'nodesOf' | 'nodesAt'> {
  const nodesOf = new Map<string, Node[]>();
  for (const node of nodes) for (const view of new Set(node.views)) addTo(nodesOf, view, node);
  // Made for the first command that names a host; most plans have none.
  let byHost: Map<string, Node[]> | null = null;
  const nodesAt = (host: string, address: string): readonly Node[] => {
    byHost ??= indexHosts(nodes);
    const called = byHost.get(toHostAddress(host) ?? host.toLowerCase()) ?? [];
    if (called.length < 2) return called;
    const own = called.filter(({ views }) => views.includes(address));
    if (own.length > 0) return own;
    const near = called.filter(({ views }) => views.some((view) => moduleOf(view) === moduleOf(address)));
    return near.length > 0 ? near : called;
  };
  return { nodesOf, nodesAt };
}

function indexHosts(nodes: readonly Node[]): Map<string, Node[]> {
  const byHost = new Map<string, Node[]>();
  for (const node of nodes) for (const host of new Set([...node.addresses, node.name.toLowerCase()])) addTo(byHost, host, node);
  return byHost;
}

/** The module part of an address, without taking it apart: up to the last `module.…` step outside of keys. */
const moduleOf = (address: string): string => /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|-?\d+)\])?\.)*/.exec(address)?.[0] ?? '';
