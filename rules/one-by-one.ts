import { QUORUM_SYSTEMS } from './catalog/quorum.ts';
import type { NodeHit } from '../src/cluster/blast-radius.ts';
import type { Producer } from '../src/terraform/plan.ts';
import { targetsOf } from './machine-words.ts';

/** How many commands a fix holds. */
const SHOWN = 5;

/** The safe way to do what is meant: one machine at a time, and what to look at in between. `system`: whose members must be healthy. */
export function oneByOne(
  hits: readonly NodeHit[],
  { producer, system }: { readonly producer: Producer; readonly system: string | null },
): string {
  const program = producer === 'opentofu' ? 'tofu' : 'terraform';
  const targets = targetsOf(hits);
  const plans = targets.slice(0, SHOWN).map((address) => `\`${program} plan -out=one.tfplan -target=${quote(address)}\``);
  const more = targets.length > SHOWN ? `, and so on for ${targets.length - SHOWN} more` : '';
  if (targets.length < 2) return `plan it on its own (${plans.join('')}) and look before and after: ${checks(hits, system)}`;
  return `one machine at a time, each with a plan of its own: ${plans.join(', then ')}${more}; before each next one: ${checks(hits, system)}`;
}

/** What must hold before the next machine is touched. */
function checks(hits: readonly NodeHit[], system: string | null): string {
  const known = QUORUM_SYSTEMS.find((candidate) => candidate.system === system);
  const isKubernetes = hits.some(({ node }) => node.role === 'control-plane' || node.role === 'worker');
  const isTalos = hits.some(({ node }) => node.isTalos);
  const members =
    known &&
    `all members of ${known.system} are healthy (${system === 'etcd' && isTalos ? '`talosctl etcd members`, `talosctl health`' : `\`${known.check}\``})`;
  const ready = isKubernetes
    ? 'every node is Ready (`kubectl get nodes`)'
    : known
      ? undefined
      : 'the machine that came before does its work again';
  return [members, ready].filter((part) => part !== undefined).join(', ');
}

/** For a POSIX shell. */
const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
