import { withoutKeys } from './address.ts';

/** Unchanged objects of one block that are kept with their values: no control plane or quorum is that large, and what is must not fill the memory. */
const KEPT_PER_BLOCK = 1000;
/** Beyond so many, module instances are counted together. */
const MODULE_INSTANCES = 1000;

/** An instance key with its brackets; keys may hold brackets, dots and escaped quotes. */
const LAST_KEY = /\[(?:"(?:[^"\\]|\\.)*"|-?\d+)\]$/;

/** Decides which unchanged objects are kept, and counts the others by block. */
export type PriorBlocks = {
  /** True for the first thousand objects of a block in all module instances; what is false has been counted. */
  readonly admits: (address: string) => boolean;
  /** Takes an object out of the count again: it was met before it was known to change. */
  readonly discount: (address: string) => void;
  /** How many objects were not kept, by block: `module.fleet["eu"].aws_instance.node`. */
  readonly unkept: ReadonlyMap<string, number>;
};

export function createPriorBlocks(): PriorBlocks {
  /** By block with the keys of its modules; all instances of a block share one object. */
  const known = new Map<string, { kept: number }>();
  const shared = new Map<string, { kept: number }>();
  const counts = new Map<string, number>();
  return { admits, discount, unkept: counts };

  function admits(address: string): boolean {
    const block = blockOf(address);
    const seen = known.get(block) ?? learn(block);
    if (seen.kept < KEPT_PER_BLOCK) {
      seen.kept++;
      return true;
    }
    const key = counts.has(block) || counts.size < MODULE_INSTANCES ? block : withoutKeys(block);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return false;
  }

  function learn(block: string): { kept: number } {
    const bare = withoutKeys(block);
    const seen = shared.get(bare) ?? { kept: 0 };
    shared.set(bare, seen);
    if (known.size < MODULE_INSTANCES) known.set(block, seen);
    return seen;
  }

  function discount(address: string): void {
    const block = blockOf(address);
    const key = counts.has(block) ? block : withoutKeys(block);
    const count = counts.get(key) ?? 0;
    if (count > 1) counts.set(key, count - 1);
    else counts.delete(key);
  }
}

const blockOf = (address: string): string => address.replace(LAST_KEY, '');
