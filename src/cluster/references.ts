import type { Reference } from '../hcl/references.ts';
import { renderAddress } from '../terraform/address.ts';
import type { PriorObject } from './prior-object.ts';

/**
 * The machine that a block refers to for this instance: `hcloud_server.node[each.key].id` in an instance with key "a" means
 * `hcloud_server.node["a"]`. The first kind of reference that gives exactly one machine counts.
 */
export function findReferredMachine(
  object: PriorObject,
  references: readonly (readonly Reference[])[],
  exists: (address: string) => boolean,
): readonly string[] {
  const { moduleAddress, instanceKey } = object;
  for (const kind of references) {
    const blocks = new Map(kind.map(([type = '', name = '']) => [`${type}.${name}`, { type, name }]));
    const machines = [...blocks.values()]
      .map(({ type, name }) => renderAddress({ moduleAddress, mode: 'managed', type, name, instanceKey }))
      .filter(exists);
    if (machines.length === 1) return machines;
  }
  return [];
}
