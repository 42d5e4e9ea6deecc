import type { Plan } from '../terraform/plan.ts';
import { groupBy } from './multimap.ts';
import type { Node } from './inventory.ts';
import { MACHINE_BY_TYPE } from './machine-view.ts';

/** The type in a block's address, whose last two parts hold no dots. */
const typeOf = (block: string): string => block.split('.').at(-2) ?? '';

/** Machines of a block that are only counted (`Plan.unkeptPrior`), as one node that is as the others of the block are. */
export function toUnkeptNodes({ unkeptPrior }: Plan, seen: readonly Node[]): readonly Node[] {
  if (unkeptPrior.size === 0) return [];
  const inBlock = groupBy(seen, ({ block }) => block);
  return [...unkeptPrior]
    .filter(([block]) => MACHINE_BY_TYPE.has(typeOf(block)))
    .map(([block, machines]): Node => {
      const [first, ...others] = inBlock.get(block) ?? [];
      const isAlike = first !== undefined && others.every(({ role }) => role === first.role);
      return {
        name: `${machines} more of ${block}`,
        cluster: first?.cluster ?? '',
        role: isAlike ? first.role : 'unknown',
        roleFrom: 'guess',
        addresses: [],
        views: [],
        quorumGroups: [],
        machines,
        block,
        isPool: false,
        isTalos: false,
      };
    });
}
