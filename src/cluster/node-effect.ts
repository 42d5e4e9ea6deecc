import type { CommandEffect, EffectKind } from '../command/command-effect.ts';
import type { CommandRun } from '../run/command-run.ts';
import { toHostAddress } from './host-address.ts';

/** What happens to a machine, worst first. Only the first three take its data or itself. */
export const HITS = ['wiped', 'destroyed', 'replaced', 'cut-off', 'stopped', 'rebooted', 'updated'] as const;
export type HitKind = (typeof HITS)[number];

const HIT_OF = {
  'wipe-node': 'wiped',
  'stop-node': 'stopped',
  'remove-node': 'cut-off',
  // A drained machine lives and is in its cluster; what else a command does is judged by its own rules.
  'drain-node': null,
  'delete-cluster': null,
  'delete-data': null,
  'delete-resource': null,
  'change-network': null,
  'runs-terraform': null,
  'runs-code': null,
  'delete-files': null,
  unknown: null,
} satisfies Record<EffectKind, HitKind | null>;

/** What a command does to a machine, and to which (in one spelling); no hosts: to the machine that its resource stands for. */
export type NodeEffect = { readonly how: HitKind; readonly hosts: readonly string[]; readonly all: boolean };

/** On the machine that is just being made a reset does no harm. */
const isOnNewMachine = ({ onOwnObject, replaces, when }: CommandRun): boolean => when === 'create' && onOwnObject && !replaces;

/** What a run does to machines; nothing for what only touches data, files or other objects. */
export function findNodeEffects(run: CommandRun): readonly NodeEffect[] {
  if (isOnNewMachine(run)) return [];
  return run.reading.effects.flatMap((effect) => {
    const how = HIT_OF[effect.kind];
    return how === null ? [] : [{ how, hosts: hostsOf(effect, run), all: effect.all }];
  });
}

/** The machines that a run acts on, where it names them. */
export const findHosts = (run: CommandRun): readonly string[] => findNodeEffects(run).flatMap(({ hosts }) => hosts);

function hostsOf({ hosts }: CommandEffect, { connectionHost }: CommandRun): readonly string[] {
  const written = hosts.length > 0 ? hosts : connectionHost === null ? [] : [connectionHost];
  return [...new Set(written.map(toHostAddress).filter((host) => host !== null))];
}
