import type { EffectGroup, ReportedRun } from './command-groups.ts';

type Words = { readonly does: string; readonly would: string; readonly counts: 'machines' | 'commands' };

/** `does`: heading of a group. `would`: for the verdict, followed by how many machines it hits or how many commands do it. */
const WORDS = {
  'wipe-node': { does: 'wipes a machine', would: 'wipe', counts: 'machines' },
  'remove-node': { does: 'removes a machine from its cluster', would: 'remove from the cluster', counts: 'machines' },
  'drain-node': { does: 'drains a machine', would: 'drain', counts: 'machines' },
  'stop-node': { does: 'stops or restarts a machine', would: 'stop', counts: 'machines' },
  'delete-cluster': { does: 'deletes a cluster', would: 'delete a cluster', counts: 'commands' },
  'delete-data': { does: 'deletes data', would: 'delete data', counts: 'commands' },
  'delete-resource': { does: 'deletes a resource', would: 'delete resources', counts: 'commands' },
  'change-network': { does: 'changes the network', would: 'change the network', counts: 'commands' },
  'runs-terraform': { does: 'runs Terraform again', would: 'run Terraform again', counts: 'commands' },
  unreadable: { does: 'cannot be read', would: 'do what cannot be read', counts: 'commands' },
  unknown: { does: 'is not in the catalogue', would: 'do what the catalogue does not know', counts: 'commands' },
  'runs-code': { does: 'runs other code', would: 'run other code', counts: 'commands' },
  'delete-files': { does: 'deletes files', would: 'delete files', counts: 'commands' },
  harmless: { does: 'recognised as harmless', would: 'run harmless commands', counts: 'commands' },
} satisfies Record<EffectGroup, Words>;

export const headingOf = (effect: EffectGroup): string => WORDS[effect].does;

/** `wipe 5 machines`, `delete data (2 commands)` */
export function wouldDo(effect: EffectGroup, runs: readonly ReportedRun[]): string {
  const { would, counts } = WORDS[effect];
  const hosts = new Set(runs.flatMap((run) => run.hosts)).size;
  if (counts === 'machines' && hosts > 0) return `${would} ${plural(hosts, 'machine')}`;
  return counts === 'machines' ? `${would} machines (${plural(runs.length, 'command')})` : `${would} (${plural(runs.length, 'command')})`;
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `a, b, c and 4 more`: at most `most` of them, nothing left out silently. */
export function listed(items: readonly string[], most: number): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
