import type { CommandEffect, EffectKind } from '../src/command/command-effect.ts';
import type { CommandRun } from '../src/run/command-run.ts';
import { SEVERITIES, type Severity } from '../src/rule.ts';

type Graded = Pick<CommandEffect, 'all' | 'unresolved'>;

/** How bad each effect is where nothing is expected to be lost. What hits all of a role is one step worse than what hits one. */
const SEVERITY_OF = {
  'wipe-node': () => 'critical',
  'delete-cluster': () => 'critical',
  'delete-data': () => 'critical',
  'runs-terraform': () => 'high',
  'remove-node': ({ all }) => (all ? 'high' : 'medium'),
  'drain-node': ({ all }) => (all ? 'high' : 'medium'),
  'stop-node': ({ all }) => (all ? 'high' : 'medium'),
  'delete-resource': () => 'medium',
  'change-network': () => 'medium',
  'runs-code': () => 'medium',
  'delete-files': ({ unresolved }) => (unresolved ? 'medium' : 'low'),
  unknown: () => 'medium',
} satisfies Record<EffectKind, (effect: Graded) => Severity>;

const severityOf = (effect: CommandEffect): Severity => SEVERITY_OF[effect.kind](effect);

/** The worst of a command's effects; `low` where all of it is recognised as harmless. */
export const severityOfEffects = ({ reading }: CommandRun): Severity => worst(reading.effects.map(severityOf));

const worst = (severities: readonly Severity[]): Severity => SEVERITIES.find((severity) => severities.includes(severity)) ?? 'low';

const WORDS = {
  'wipe-node': 'wipes a machine',
  'stop-node': 'stops a machine',
  'remove-node': 'removes a machine from its cluster',
  'drain-node': 'drains a machine',
  'delete-cluster': 'deletes a cluster',
  'delete-data': 'deletes data',
  'delete-resource': 'deletes a resource',
  'change-network': 'changes the network',
  'runs-terraform': 'runs terraform',
  'runs-code': 'runs other code',
  'delete-files': 'deletes files',
  unknown: 'does something that tfsafe does not know',
} satisfies Record<EffectKind, string>;

/** `wipes a machine (10.0.0.1): talosctl reset …`: the worst effect in words, else the command's first line. */
export function describeRun({ reading, command }: CommandRun): string {
  const effect = reading.effects.find((candidate) => severityOf(candidate) === worst(reading.effects.map(severityOf)));
  if (!effect) return command === null ? 'its command is null, so starting it fails' : `recognised as harmless: ${firstLine(command)}`;
  const hosts = effect.hosts.length > 0 ? ` (${effect.hosts.join(', ')})` : '';
  const script = effect.script ? ` [${effect.script.file}:${effect.script.line}]` : '';
  return `${WORDS[effect.kind]}${hosts}: ${effect.detail}${script}`;
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
