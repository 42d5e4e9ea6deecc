import { moduleKey } from '../src/terraform/address.ts';
import type { Action, ResourceChange } from '../src/terraform/plan.ts';
import type { Rule, RuleFinding } from '../src/rule.ts';
import type { Subject } from '../src/subject.ts';

const DESTROYS: ReadonlySet<Action> = new Set(['delete', 'delete-then-create', 'unknown']);

export const sourceNotGiven: Rule = {
  id: 'source-not-given',
  summary: 'sources are missing, so destroy-time provisioners cannot be told',
  severity: 'high',
  why: 'Plan JSON does not say which provisioners are destroy-time, nor their text; only the configuration does.',
  fix: 'pass the saved plan (`terraform plan -out=FILE`, then `tfsafe check FILE`), or name the root module with `--config DIR`',
  examples: [
    { name: 'replaced-with-provisioner', finds: ['terraform_data.a'] },
    { name: 'deleted-without-block', finds: [null] },
    { name: 'module-not-installed', finds: ['module.nodes.terraform_data.a'] },
    { name: 'nothing-deleted', finds: [] },
    { name: 'sources-given', finds: [] },
  ],
  check: (subject) => {
    const destroyed = subject.plan.changes.filter(
      ({ action, deposedKey, mode }) => mode === 'managed' && deposedKey === null && DESTROYS.has(action),
    );
    return subject.configuration === null ? withoutSources(destroyed, subject) : withoutModule(destroyed, subject.configuration.missing);
  },
};

function withoutSources(destroyed: readonly ResourceChange[], { plan }: Subject): readonly RuleFinding[] {
  const declared = (change: ResourceChange) =>
    plan.configuration.get(moduleKey(change.moduleAddress))?.resources.get(`${change.type}.${change.name}`);
  const armed = destroyed.filter((change) => (declared(change)?.provisioners.length ?? 0) > 0);
  const orphans = destroyed.filter((change) => declared(change) === undefined);
  const findings: RuleFinding[] = armed.map((change) => ({
    address: change.address,
    message: `${change.address} ${change.action === 'unknown' ? 'may be' : 'is'} deleted and its configuration has provisioners; plan JSON does not say which of them run on destroy, so this cannot be judged`,
    range: null,
    undecided: true,
  }));
  if (orphans.length === 0) return findings;
  const first = orphans[0]?.address ?? '';
  const message = `${orphans.length} deleted ${orphans.length === 1 ? `object has no block (${first})` : `objects have no block (${first}, …)`}; a \`removed\` block could run commands for ${orphans.length === 1 ? 'it' : 'them'}, which only the sources show`;
  return [...findings, { address: null, severity: 'low', message, range: null, binds: [String(orphans.length)] }];
}

/** Sources were given, but not of the module in which something is deleted. */
function withoutModule(
  destroyed: readonly ResourceChange[],
  missing: readonly { readonly key: string; readonly reason: string }[],
): readonly RuleFinding[] {
  return destroyed.flatMap((change) => {
    const key = moduleKey(change.moduleAddress);
    const gap = missing.find((module) => key === module.key || key.startsWith(`${module.key}.`));
    if (!gap) return [];
    const fix =
      'run `terraform init` in the root module so that its modules are there, or pass the saved plan, which holds the sources of all modules';
    return [
      {
        address: change.address,
        message: `${change.address} ${change.action === 'unknown' ? 'may be' : 'is'} deleted and the sources of module ${gap.key} are not there (${gap.reason}), so its destroy-time provisioners cannot be told`,
        fix,
        range: null,
        undecided: true,
      },
    ];
  });
}
