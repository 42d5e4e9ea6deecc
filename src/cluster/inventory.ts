import type { Configuration } from '../hcl/configuration.ts';
import type { CommandRun } from '../run/command-run.ts';
import type { Plan } from '../terraform/plan.ts';
import { nameClusters } from './cluster-name.ts';
import { findCommandNodes } from './command-node.ts';
import { joinViews } from './join-views.ts';
import { toIndex } from './node-index.ts';
import { findQuorumSystems, withEtcd } from './quorum.ts';
import { toUnkeptNodes } from './unkept-nodes.ts';
import { findRole, type KnownRole, type RoleFrom } from './role.ts';
import { type Stated, stateNode } from './stated.ts';
import type { Role, View } from './view.ts';
import { findViews } from './views.ts';

/** A machine that exists before the apply, or a managed pool of them, whichever resources show it. */
export type Node = {
  /** As people call it: the provider's name, the host name, the instance key, an address. */
  readonly name: string;
  /** Name of its cluster, else the module that it is in; '' in the root. */
  readonly cluster: string;
  readonly role: Role;
  readonly roleFrom: RoleFrom;
  readonly addresses: readonly string[];
  /** Addresses of the resource instances that show it; none for a machine that only a command names. */
  readonly views: readonly string[];
  /** Names of the systems that it votes in (`rules/catalog/quorum.ts`). */
  readonly quorumGroups: readonly string[];
  /** More than one for a managed pool. */
  readonly machines: number;
  /** The block that makes it, with its module instance: machines without a known role are grouped by it. */
  readonly block: string;
  /** Machines that a provider manages. */
  readonly isPool: boolean;
  /** It is known by its Talos configuration. */
  readonly isTalos: boolean;
};

/** All machines that the plan shows. */
export type Inventory = {
  readonly nodes: readonly Node[];
  /** Those of pools counted one by one. */
  readonly total: number;
  /** By address of a resource instance: what it shows; several for a resource that holds several pools. */
  readonly nodesOf: ReadonlyMap<string, readonly Node[]>;
  /** The machines that an address or name means to a resource instance: its own, else those of its module, else all that are called so. */
  readonly nodesAt: (host: string, address: string) => readonly Node[];
};

type Known = {
  readonly plan: Plan;
  /** Null: no sources were given; connections are not known then. */
  readonly configuration: Configuration | null;
  readonly commandRuns: readonly CommandRun[];
  /** What a person says of the clusters; it wins over everything else. */
  readonly stated?: Stated;
};

/**
 * The machines that exist before the apply, each once: several views of one machine (VM, Talos configuration, a null_resource that resets it, an
 * address in a command) are joined by id, reference, address, name and instance key. Linear in the objects of these types.
 */
export function findInventory({ plan, configuration, commandRuns, stated = [] }: Known): Inventory {
  const views = findViews(plan, configuration, commandRuns);
  const siteOf = (key: string): string => configuration?.modules.get(key)?.dir ?? key;
  const groups = joinViews(views, siteOf)
    .filter((group) => group.some(({ makesNode }) => makesNode))
    .map((group) => (group.length === 1 ? group : group.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))));
  const clusters = nameClusters(groups);
  const seen = groups.map((group, index) => toNode(group, clusters[index] ?? '', stated));
  const nodes = withEtcd([...seen, ...toUnkeptNodes(plan, seen), ...findCommandNodes(commandRuns, { nodes: seen, plan, stated })]);
  return { nodes, total: nodes.reduce((sum, { machines }) => sum + machines, 0), ...toIndex(nodes) };
}

/** What shows a machine best comes first. */
const KINDS: readonly View['kind'][] = ['machine', 'pool', 'talos', 'script', 'attachment'];

function toNode(group: readonly View[], cluster: string, stated: Stated): Node {
  const [first] = group;
  const object = first?.object;
  const addresses = first && group.length === 1 ? first.addresses : [...new Set(group.flatMap((view) => view.addresses))];
  const views = group.map((view) => view.object.address);
  const name = nameOf(group) ?? addresses[0] ?? object?.address ?? '';
  const own = stated.length === 0 ? null : stateNode(stated, { names: [name, ...addresses, ...views] });
  const quorumGroups = findQuorumSystems(group);
  const known: KnownRole = own ? { role: own.role, roleFrom: 'stated' } : toKnownRole(findRole(group), quorumGroups);
  return {
    name,
    cluster: own?.cluster ?? cluster,
    ...known,
    addresses,
    views,
    quorumGroups,
    machines: first?.machines ?? 1,
    block: object ? `${object.moduleAddress === '' ? '' : `${object.moduleAddress}.`}${object.type}.${object.name}` : '',
    isPool: first?.kind === 'pool',
    isTalos: group.some(({ kind }) => kind === 'talos'),
  };
}

/** Keys of several scripts on one machine (files, steps) are no names of it. */
function nameOf(group: readonly View[]): string | undefined {
  const own = group.find(({ kind, names }) => kind !== 'script' && names.length > 0)?.names[0];
  if (own !== undefined) return own;
  const keys = new Set(group.flatMap(({ names }) => names));
  return keys.size === 1 ? [...keys][0] : undefined;
}

/** `kafka-controller` is no control plane: what votes in a system by its name is a server of that. */
const toKnownRole = (known: KnownRole, quorumGroups: readonly string[]): KnownRole =>
  known.roleFrom === 'guess' && quorumGroups.length > 0 ? { role: 'server', roleFrom: 'name' } : known;
