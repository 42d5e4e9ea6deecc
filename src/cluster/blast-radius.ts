import type { CommandRun } from '../run/command-run.ts';
import type { Plan } from '../terraform/plan.ts';
import { findHits, type Cause, type Placed } from './hit.ts';
import type { Inventory, Node } from './inventory.ts';
import { type HitKind, HITS } from './node-effect.ts';
import { groupBy } from './multimap.ts';
import { losesQuorum, majorityOf } from './quorum.ts';
import type { Role } from './view.ts';

/** What this apply does to one machine. */
export type NodeHit = {
  readonly node: Node;
  /** The worst of it. */
  readonly how: HitKind;
  /** Worst first. */
  readonly causes: readonly [Cause, ...Cause[]];
  /** How many machines are wiped, destroyed or replaced; more than one for pools only. */
  readonly affected: number;
};

/** Machines of one role, of one system that votes, of one managed pool, or of one block where the role is not known. */
export type NodeGroup = {
  readonly kind: 'role' | 'quorum' | 'pool' | 'block';
  /** Role, system, pool or block: `control-plane`, `Consul`, `apps`, `hcloud_server.app`. */
  readonly what: string;
  /** Name of the cluster, else its module; '' in the root. */
  readonly cluster: string;
  readonly total: number;
  /** Wiped, destroyed or replaced. */
  readonly affected: number;
  /** Besides: cut off or stopped, so that they do not answer for a while. */
  readonly away: number;
  readonly hits: readonly NodeHit[];
  /** Of systems that vote. `interrupted`: the members come back, but at once too few of them answer. */
  readonly quorum: { readonly majority: number; readonly lost: boolean; readonly interrupted: boolean } | null;
};

export type BlastRadius = {
  readonly total: number;
  /** Machines that are wiped, destroyed or replaced. */
  readonly affected: number;
  /** Everything that is hit, the worst first, then by name. */
  readonly hits: readonly NodeHit[];
  readonly groups: readonly NodeGroup[];
  /** The control plane that is hit worst; null where there is none. */
  readonly controlPlane: (NodeGroup & { readonly quorum: NonNullable<NodeGroup['quorum']> }) | null;
  /** Commands that wipe a machine which cannot be told. */
  readonly unplaced: readonly CommandRun[];
};

/** Whether data or the machine itself is gone afterwards. */
export const isDestructive = (how: HitKind): boolean => how === 'wiped' || how === 'destroyed' || how === 'replaced';

const isAway = (how: HitKind): boolean => how === 'cut-off' || how === 'stopped';

/**
 * Counts what one apply does to the machines. All of it counts as at once: Terraform gives the instances of one resource no
 * order and waits for none to be well, with `-parallelism=1` neither.
 */
export function findBlastRadius(inventory: Inventory, plan: Plan, runs: readonly CommandRun[]): BlastRadius {
  const { placed, unplaced } = findHits(inventory, plan, runs);
  const hits = toNodeHits(placed);
  const groups = toGroups(inventory.nodes, new Map(hits.map((hit) => [hit.node, hit])));
  return {
    total: inventory.total,
    affected: sum(hits.map(({ affected }) => affected)),
    hits,
    groups,
    controlPlane: findControlPlane(groups),
    unplaced,
  };
}

function toNodeHits(placed: readonly Placed[]): readonly NodeHit[] {
  const hits = [...groupBy(placed, ({ node }) => node)].flatMap(([node, same]): readonly NodeHit[] => {
    const [worst, ...others] = same.map(({ cause }) => cause).toSorted((a, b) => rankOf(a.how) - rankOf(b.how));
    if (!worst) return [];
    return [
      {
        node,
        how: worst.how,
        causes: [worst, ...others],
        affected: isDestructive(worst.how) ? Math.min(worst.machines, node.machines) : 0,
      },
    ];
  });
  return hits.sort(
    (a, b) => rankOf(a.how) - rankOf(b.how) || compare(a.node.name, b.node.name) || compare(a.causes[0].because, b.causes[0].because),
  );
}

const rankOf = (how: HitKind): number => HITS.indexOf(how);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

type Draft = Pick<NodeGroup, 'kind' | 'what' | 'cluster'> & { readonly nodes: Node[] };

function toGroups(nodes: readonly Node[], hitOf: ReadonlyMap<Node, NodeHit>): readonly NodeGroup[] {
  const drafts = new Map<string, Draft>();
  for (const node of nodes) {
    for (const { kind, what } of groupsOf(node)) {
      const key = JSON.stringify([kind, what, node.cluster]);
      const draft = drafts.get(key) ?? { kind, what, cluster: node.cluster, nodes: [] };
      draft.nodes.push(node);
      drafts.set(key, draft);
    }
  }
  return [...drafts.values()]
    .map(({ nodes: members, ...named }) => toGroup(named, members, hitOf))
    .sort((a, b) => compare(a.cluster, b.cluster) || compare(a.kind, b.kind) || compare(a.what, b.what));
}

function groupsOf({ name, role, quorumGroups, block, isPool }: Node): readonly Pick<NodeGroup, 'kind' | 'what'>[] {
  const hasRole = role !== 'unknown' && role !== 'server';
  const pool = isPool ? [{ kind: 'pool', what: name } as const] : [];
  // A pool is a group of its own; without a role it needs no other.
  const ofBlock = isPool ? [] : [{ kind: 'block', what: block } as const];
  const own = hasRole ? [{ kind: 'role', what: role } as const] : ofBlock;
  return [...own, ...pool, ...quorumGroups.map((what) => ({ kind: 'quorum', what }) as const)];
}

function toGroup(
  named: Pick<NodeGroup, 'kind' | 'what' | 'cluster'>,
  nodes: readonly Node[],
  hitOf: ReadonlyMap<Node, NodeHit>,
): NodeGroup {
  const hits = nodes.flatMap((node) => hitOf.get(node) ?? []);
  const total = sum(nodes.map(({ machines }) => machines));
  const affected = sum(hits.map((hit) => hit.affected));
  const away = hits.filter(({ how }) => isAway(how)).length;
  const votes = named.kind === 'quorum' || named.what === ('control-plane' satisfies Role);
  const lost = losesQuorum(total, affected);
  const quorum = votes
    ? { majority: majorityOf(total), lost, interrupted: !lost && away > 0 && losesQuorum(total, affected + away) }
    : null;
  return { ...named, total, affected, away, hits, quorum };
}

function findControlPlane(groups: readonly NodeGroup[]): BlastRadius['controlPlane'] {
  const planes = groups.flatMap((group) =>
    group.kind === 'role' && group.what === 'control-plane' && group.quorum ? [{ ...group, quorum: group.quorum }] : [],
  );
  const [worst = null] = planes.toSorted(
    (a, b) => Number(b.quorum.lost) - Number(a.quorum.lost) || b.affected / b.total - a.affected / a.total,
  );
  return worst;
}
