import type { NodeGroup, NodeHit } from '../src/cluster/blast-radius.ts';
import type { Cause } from '../src/cluster/hit.ts';
import type { Node } from '../src/cluster/inventory.ts';
import type { HitKind } from '../src/cluster/node-effect.ts';
import type { Role } from '../src/cluster/view.ts';

const ROLE_WORDS = {
  'control-plane': 'control plane',
  worker: 'worker',
  etcd: 'etcd member',
  storage: 'storage machine',
  server: 'server',
  unknown: 'role not known',
} satisfies Record<Role, string>;

const HIT_WORDS = {
  wiped: 'wiped',
  destroyed: 'destroyed',
  replaced: 'destroyed and made anew',
  'cut-off': 'cut off',
  stopped: 'stopped',
  rebooted: 'rebooted',
  updated: 'updated in place',
} satisfies Record<HitKind, string>;

/** How many names a message holds. */
const SHOWN = 8;

/** Why everything counts as at once. */
export const AT_ONCE = 'Terraform starts all destroys without waiting for one machine to come back, whatever -parallelism says';

/** `ash (control plane of grove)`, `a3 (worker, guessed from its name)`, `apps (4 machines, worker of shop)`. */
export function describeNode({ name, role, roleFrom, cluster, machines }: Node): string {
  const guessed = roleFrom === 'guess' && role !== 'unknown' ? ', guessed from its name' : '';
  const many = machines > 1 ? `${machines} machines, ` : '';
  return `${name} (${many}${ROLE_WORDS[role]}${inCluster(cluster)}${guessed})`;
}

/** Where no cluster is named, its module stands for it. */
const inCluster = (cluster: string): string => (cluster === '' ? '' : cluster.startsWith('module.') ? ` in ${cluster}` : ` of ${cluster}`);

/** `is wiped by null_resource.reset["ash"] (destroy): talosctl reset …`. */
export function describeCause({ how, because, run, onDestroyReset, certain }: Cause): string {
  const happens = `${certain ? 'is' : 'may be'} ${HIT_WORDS[how]}`;
  if (onDestroyReset) return `${happens}: the provider resets it when ${because} goes, as on_destroy.reset in the state says`;
  if (!run) return `${happens} (${because})`;
  const effect = run.reading.effects.find(({ kind }) => kind === 'wipe-node') ?? run.reading.effects[0];
  const starter = run.address === because ? run.address : `${run.address}, which ${because} starts`;
  return `${happens} by a command of ${starter} (${run.when})${effect ? `: ${effect.detail}` : ''}`;
}

/** `3 of 3 control planes of grove`. */
export function describeGroup(
  { kind, what, cluster }: NodeGroup,
  { total, hit }: { readonly total: number; readonly hit: number },
): string {
  const members =
    kind === 'role' && isRole(what)
      ? plural(ROLE_WORDS[what], total)
      : kind === 'quorum'
        ? plural(memberOf(what), total)
        : `${plural('machine', total)} of ${what}`;
  return `${hit} of ${total} ${members}${kind === 'block' ? '' : inCluster(cluster)}`;
}

/** `Ceph monitors` → `Ceph monitor`, `Consul` → `Consul member`. */
const memberOf = (system: string): string => (system.endsWith('s') ? system.slice(0, -1) : `${system} member`);
const plural = (word: string, count: number): string => (count === 1 ? word : `${word}s`);
const isRole = (text: string): text is Role => Object.hasOwn(ROLE_WORDS, text);

/** `are wiped or destroyed at once by a["x"] and 2 more (ash, elm, oak)`. */
export function describeHits(hits: readonly NodeHit[], total: number): string {
  const hows = [...new Set(hits.map(({ how }) => HIT_WORDS[how]))];
  const [first, ...others] = targetsOf(hits);
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${total === 1 ? 'is' : 'are'} ${hows.join(' or ')}${hits.length > 1 ? ' at once' : ''} by ${first ?? 'this apply'}${more} (${listNames(hits)})`;
}

function listNames(hits: readonly NodeHit[]): string {
  const names = hits.map(({ node }) => node.name);
  return names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more` : names.join(', ');
}

/** What `-target` takes: the resource instances that do the worst to each machine. */
export const targetsOf = (hits: readonly NodeHit[]): readonly string[] => [...new Set(hits.map(({ causes }) => causes[0].because))];
