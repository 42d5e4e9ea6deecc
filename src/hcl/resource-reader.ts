import type { ConfigResource, Lifecycle } from './configuration.ts';
import { blockError, findExpression, findOnly, labelsOf, withEscaped, without } from './block-reading.ts';
import { mergeBodies } from './merge-bodies.ts';
import { readProvisioners } from './provisioner-reader.ts';
import type { Attribute, Block, Body } from './source.ts';

/** A `resource`, `data` or `ephemeral` block taken apart, so that an override can be laid over each part by its own rule. */
export type ResourceParts = {
  readonly block: Block;
  readonly meta: ReadonlyMap<string, Attribute>;
  readonly lifecycle: Body;
  readonly connection: Block | null;
  readonly provisioners: readonly Block[];
  readonly body: Body;
};

const MODES: ReadonlyMap<string, ConfigResource['mode']> = new Map([
  ['resource', 'managed'],
  ['data', 'data'],
  ['ephemeral', 'ephemeral'],
]);
const META = ['count', 'for_each', 'depends_on'] as const;
const NOT_BODY = new Set<string>([...META, 'lifecycle', 'connection', 'provisioner']);
const EMPTY: Body = { attributes: new Map(), blocks: [] };

/** Under which key a module holds the resource of a block: `type.name`, `data.type.name`, `ephemeral.type.name`. Throws on missing labels. */
export function resourceKey(block: Block): string {
  const name = labelsOf(block, ['type', 'name']).join('.');
  return block.type === 'resource' ? name : `${block.type}.${name}`;
}

/** Takes a block apart. Throws (exit 3) on doubled parts and on `dynamic "provisioner"`, which Terraform refuses. */
export function toParts(block: Block): ResourceParts {
  const { body } = block;
  for (const { type, labels, range } of body.blocks) {
    if (type === 'dynamic' && labels[0] === 'provisioner') throw blockError(range, 'provisioners cannot be made by a "dynamic" block');
  }
  return {
    block,
    meta: new Map(META.flatMap((name) => body.attributes.get(name) ?? []).map((attribute) => [attribute.name, attribute])),
    lifecycle: findOnly(body, 'lifecycle')?.body ?? EMPTY,
    connection: findOnly(body, 'connection'),
    provisioners: body.blocks.filter(({ type }) => type === 'provisioner'),
    body: withEscaped(without(body, NOT_BODY)),
  };
}

// Terraform leaves out an override's `replace_triggered_by`; `destroy` and `enabled` are OpenTofu's.
const MERGED_LIFECYCLE = ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'destroy', 'enabled'];

/**
 * A resource with an override file's block laid over it (Terraform's internal/configs/module_merge.go): any provisioner replaces all,
 * an override without one keeps them; `lifecycle` is merged argument by argument.
 */
export function overrideParts(base: ResourceParts, override: ResourceParts): ResourceParts {
  const lifecycle = MERGED_LIFECYCLE.flatMap((name) => override.lifecycle.attributes.get(name) ?? []);
  return {
    block: base.block,
    // `depends_on` cannot be overridden.
    meta: new Map([...base.meta, ...[...override.meta].filter(([name]) => name !== 'depends_on')]),
    lifecycle: mergeBodies(base.lifecycle, {
      attributes: new Map(lifecycle.map((attribute) => [attribute.name, attribute])),
      blocks: override.lifecycle.blocks,
    }),
    connection: override.connection ?? base.connection,
    provisioners: override.provisioners.length > 0 ? override.provisioners : base.provisioners,
    body: mergeBodies(base.body, override.body),
  };
}

/** Puts the parts together. Throws (exit 3) on provisioners that cannot be read. */
export function toResource({ block, meta, lifecycle, connection, provisioners, body }: ResourceParts): ConfigResource {
  const [type = '', name = ''] = labelsOf(block, ['type', 'name']);
  return {
    mode: MODES.get(block.type) ?? 'managed',
    type,
    name,
    range: block.range,
    count: meta.get('count')?.expression ?? null,
    forEach: meta.get('for_each')?.expression ?? null,
    dependsOn: meta.get('depends_on')?.expression ?? null,
    lifecycle: toLifecycle(lifecycle),
    provisioners: readProvisioners(provisioners, connection),
    body,
  };
}

function toLifecycle(body: Body): Lifecycle {
  return {
    createBeforeDestroy: findExpression(body, 'create_before_destroy'),
    preventDestroy: findExpression(body, 'prevent_destroy'),
    ignoreChanges: findExpression(body, 'ignore_changes'),
    replaceTriggeredBy: findExpression(body, 'replace_triggered_by'),
    destroy: findExpression(body, 'destroy'),
    enabled: findExpression(body, 'enabled'),
    actionTriggers: body.blocks.filter(({ type }) => type === 'action_trigger'),
  };
}
