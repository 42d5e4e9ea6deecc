import type { Cause } from '../src/cluster/hit.ts';
import type { NodeHit } from '../src/cluster/blast-radius.ts';
import type { Rule } from '../src/rule.ts';
import { describeNode } from './machine-words.ts';

export const talosOnDestroyReset: Rule = {
  id: 'talos-on-destroy-reset',
  summary: 'the Talos provider resets a machine when its object goes',
  severity: 'critical',
  why: 'The provider reads on_destroy from the state, not from the configuration, and then wipes STATE and EPHEMERAL of the machine. No command stands in the plan, and turning it off in the same edit comes too late.',
  fix: 'set `on_destroy = { reset = false }` in an apply of its own, before the change that deletes or replaces the object; or forget it: `removed` with `destroy = false`',
  examples: [
    { name: 'worker-removed', finds: ['talos_machine_configuration_apply.worker["moss"]'] },
    { name: 'turned-off-in-the-same-edit', finds: ['talos_machine_configuration_apply.worker["moss"]'] },
    { name: 'reset-is-off', finds: [] },
    { name: 'updated-in-place', finds: [] },
  ],
  check: ({ blastRadius }) =>
    blastRadius.hits.flatMap((hit) =>
      hit.causes
        .filter(({ onDestroyReset }) => onDestroyReset)
        .map((cause) => ({
          address: cause.because,
          message: message(hit, cause),
          range: null,
          binds: [hit.node.name, ...hit.node.addresses],
        })),
    ),
};

function message({ node }: NodeHit, { because, certain }: Cause): string {
  const where = node.addresses.length > 0 ? ` at ${node.addresses.join(', ')}` : '';
  return `${because} goes and its on_destroy.reset is true in the state, so the provider ${certain ? 'wipes' : 'may wipe'} ${describeNode(node)}${where}, without a command in the plan`;
}
