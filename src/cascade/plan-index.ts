import type { Plan, ResourceChange } from '../terraform/plan.ts';
import { ANY, type InstanceKey, isPattern, matchesModule, type ModuleInstance, type Modules } from './module-instance.ts';

/** What changes, by block: only the changes are indexed, never the whole plan. */
export type PlanIndex = {
  /** Changes of a block's instances that are (or may be) meant; `block`: `type.name`, `data.type.name`. Left-over objects are left out. */
  readonly changesOf: (module: ModuleInstance, block: string, key: InstanceKey) => readonly ResourceChange[];
  /** Everything that changes in a module and in those that it calls. */
  readonly changesIn: (module: ModuleInstance) => readonly ResourceChange[];
  readonly driftOf: (address: string) => ResourceChange | null;
  /** Drifted objects of a block. */
  readonly driftsOf: (module: ModuleInstance, block: string, key: InstanceKey) => readonly ResourceChange[];
  readonly isTainted: (address: string) => boolean;
};

export const blockOf = ({ mode, type, name }: Pick<ResourceChange, 'mode' | 'type' | 'name'>): string =>
  `${mode === 'data' ? 'data.' : ''}${type}.${name}`;

export function createPlanIndex(plan: Plan, modules: Modules): PlanIndex {
  const current = plan.changes.filter(({ deposedKey }) => deposedKey === null);
  const changes = toLookup(current, modules);
  const drifts = toLookup(plan.drift, modules);
  const drifted = new Map(plan.drift.map((change) => [change.address, change]));
  const tainted = new Set(
    plan.priorInstances.filter(({ tainted, deposedKey }) => tainted && deposedKey === null).map(({ address }) => address),
  );
  const byModule = lazily(() => groupBy(current, ({ moduleAddress }) => modules.at(moduleAddress).key));
  return {
    changesOf: changes,
    driftsOf: drifts,
    driftOf: (address) => drifted.get(address) ?? null,
    isTainted: (address) => tainted.has(address),
    changesIn: (module) =>
      [...byModule()]
        .filter(([key]) => key === module.key || key.startsWith(`${module.key}.`))
        .flatMap(([, inside]) => inside.filter(({ moduleAddress }) => isInside(module, modules.at(moduleAddress)))),
  };
}

function isInside(meant: ModuleInstance, module: ModuleInstance): boolean {
  for (let at: ModuleInstance | undefined = module; at; at = at.caller?.module) if (matchesModule(meant, at)) return true;
  return false;
}

function toLookup(changes: readonly ResourceChange[], modules: Modules): PlanIndex['changesOf'] {
  const exact = lazily(() => groupBy(changes, (change) => `${change.moduleAddress}|${blockOf(change)}`));
  const byInstance = lazily(() => groupBy(changes, (change) => instanceId(change.moduleAddress, blockOf(change), change.instanceKey)));
  const loose = lazily(() => groupBy(changes, (change) => `${modules.at(change.moduleAddress).key}|${blockOf(change)}`));
  return (module, block, key) => {
    if (isPattern(module)) {
      const meant = (loose().get(`${module.key}|${block}`) ?? []).filter(({ moduleAddress }) =>
        matchesModule(module, modules.at(moduleAddress)),
      );
      return key === ANY ? meant : meant.filter(({ instanceKey }) => instanceKey === key);
    }
    return (key === ANY ? exact().get(`${module.address}|${block}`) : byInstance().get(instanceId(module.address, block, key))) ?? [];
  };
}

const instanceId = (moduleAddress: string, block: string, key: string | number | null): string =>
  `${moduleAddress}|${block}|${typeof key} ${key}`;

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
