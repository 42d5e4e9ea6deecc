import type { CommandRun } from '../run/command-run.ts';
import type { Cause, Placed } from './hit.ts';
import type { Inventory, Node } from './inventory.ts';
import { findNodeEffects, type NodeEffect } from './node-effect.ts';

/** Which machines the commands hit. A command that names no machine hits the one that its resource stands for; a wipe of none of them is `unplaced`. */
export function findCommandHits(
  inventory: Inventory,
  runs: readonly CommandRun[],
): { readonly placed: readonly Placed[]; readonly unplaced: readonly CommandRun[] } {
  const placed: Placed[] = [];
  const unplaced: CommandRun[] = [];
  for (const run of runs) {
    const because = run.trigger ?? run.address;
    for (const effect of findNodeEffects(run)) {
      const nodes = nodesHit(effect, because, inventory);
      const cause: Omit<Cause, 'machines'> = { how: effect.how, because, run, onDestroyReset: false, certain: run.certain };
      placed.push(...nodes.map((node) => ({ node, cause: { ...cause, machines: node.machines } })));
      if (nodes.length === 0 && effect.how === 'wiped' && !unplaced.includes(run)) unplaced.push(run);
    }
  }
  return { placed, unplaced };
}

function nodesHit({ hosts, all }: NodeEffect, because: string, { nodes, nodesOf, nodesAt }: Inventory): readonly Node[] {
  const own = nodesOf.get(because) ?? [];
  if (all) {
    // All of a kind: of its own cluster where that is known, else of the whole plan.
    const clusters = new Set(own.map(({ cluster }) => cluster));
    return clusters.size === 0 ? nodes : nodes.filter(({ cluster }) => clusters.has(cluster));
  }
  const named = [...new Set(hosts.flatMap((host) => nodesAt(host, because)))];
  return named.length > 0 ? named : own;
}
