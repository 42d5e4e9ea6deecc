import type { ConfigModule, ConfigResource, Configuration, Provisioner, RemovedBlock } from '../hcl/configuration.ts';
import { moduleKey, withoutKeys } from '../terraform/address.ts';
import type { Producer, ResourceChange } from '../terraform/plan.ts';

/** The provisioners that Terraform attaches to an object, and from where. */
export type Attached = {
  readonly from: 'resource' | 'removed' | 'nothing';
  readonly resource: ConfigResource | null;
  readonly provisioners: readonly Provisioner[];
  /** The module that declares them. */
  readonly module: ConfigModule | null;
};

type Declared = { readonly module: ConfigModule; readonly block: RemovedBlock };

/**
 * Finds the provisioners of a changed object: those of its resource block, else of a matching `removed` block.
 * Terraform takes the `from` of a `removed` block as an absolute address, whichever module declares it, and the last one wins, children
 * after the root; OpenTofu resolves it inside the declaring module, root first, and the first one wins (both seen by running them:
 * Terraform 1.11.4 and 1.17-dev, OpenTofu 1.12.6). An unknown product gets the rule that attaches more.
 */
export function findAttached(change: ResourceChange, configuration: Configuration, producer: Producer): Attached {
  const module = configuration.modules.get(moduleKey(change.moduleAddress)) ?? null;
  const resource = module?.resources.get(`${change.type}.${change.name}`) ?? null;
  if (resource) return { from: 'resource', resource, provisioners: resource.provisioners, module };
  const removed = findRemoved(change, configuration, producer);
  return removed
    ? { from: 'removed', resource: null, provisioners: removed.block.provisioners, module: removed.module }
    : { from: 'nothing', resource: null, provisioners: [], module };
}

function findRemoved(change: ResourceChange, configuration: Configuration, producer: Producer): Declared | undefined {
  const declared = [...configuration.modules.values()]
    .sort(rootFirst)
    .flatMap((module) => module.removed.map((block): Declared => ({ module, block })));
  const address = withoutKeys(change.address);
  const terraform = declared.findLast(({ block }) => block.from === address);
  const openTofu = declared.find(({ module, block }) => matchesInside(module, block, address));
  if (producer === 'terraform') return terraform;
  if (producer === 'opentofu') return openTofu;
  const count = (found: Declared | undefined): number => found?.block.provisioners.length ?? 0;
  return count(openTofu) > count(terraform) ? openTofu : terraform;
}

const rootFirst = (a: ConfigModule, b: ConfigModule): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** OpenTofu: `from` is relative to the declaring module; a module matches everything in it. */
function matchesInside(module: ConfigModule, block: RemovedBlock, address: string): boolean {
  const prefix = module.key
    .split('.')
    .filter((name) => name !== '')
    .map((name) => `module.${name}.`)
    .join('');
  const from = prefix + block.from;
  return block.fromModule ? address.startsWith(`${from}.`) : from === address;
}
