import type { Block, Body } from './source.ts';

/**
 * A body with an override file's body laid over it: its arguments replace those of the same name, its blocks all blocks of the same type,
 * `dynamic` ones counting as the type they make (Terraform's internal/configs/module_merge_body.go).
 */
export function mergeBodies(base: Body, override: Body): Body {
  const replaced = new Set(override.blocks.map((block) => madeType(block)));
  return {
    attributes: new Map([...base.attributes, ...override.attributes]),
    blocks: [...base.blocks.filter((block) => !replaced.has(madeType(block))), ...override.blocks],
  };
}

const madeType = ({ type, labels: [label] }: Block): string => (type === 'dynamic' && label !== undefined ? label : type);
