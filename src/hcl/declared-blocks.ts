import type { ModuleCall, MovedBlock, NamedValue, RemovedBlock } from './configuration.ts';
import { addressOf, blockError, findExpression, findOnly, labelsOf, withEscaped, without } from './block-reading.ts';
import { readProvisioners } from './provisioner-reader.ts';
import type { Attribute, Block } from './source.ts';

const CALL_META = new Set(['source', 'version', 'count', 'for_each', 'depends_on', 'providers', 'lifecycle']);

/** A `module` block. Throws (exit 3) without its label. */
export function toModuleCall(block: Block): ModuleCall {
  const [name = ''] = labelsOf(block, ['name']);
  const find = (argument: string) => findExpression(block.body, argument);
  return {
    name,
    range: block.range,
    source: find('source'),
    version: find('version'),
    count: find('count'),
    forEach: find('for_each'),
    dependsOn: find('depends_on'),
    body: withEscaped(without(block.body, CALL_META)),
  };
}

/** A `variable` or `output` block. Throws (exit 3) without its label. */
export function toNamedValue(block: Block): NamedValue {
  const [name = ''] = labelsOf(block, ['name']);
  return { name, range: block.range, value: findExpression(block.body, block.type === 'variable' ? 'default' : 'value'), body: block.body };
}

/** An entry of a `locals` block. */
export const toLocal = ({ name, range, expression }: Attribute): NamedValue => ({
  name,
  range,
  value: expression,
  body: { attributes: new Map(), blocks: [] },
});

/** A `moved` block. Throws (exit 3) without `from` or `to`. */
export const toMoved = (block: Block): MovedBlock => ({ from: addressOf(block, 'from'), to: addressOf(block, 'to'), range: block.range });

/** A `removed` block with its provisioners (Terraform >= 1.9). Throws (exit 3) on what Terraform refuses (internal/configs/removed.go). */
export function toRemoved(block: Block): RemovedBlock {
  labelsOf(block, []);
  const { body, range } = block;
  const from = addressOf(block, 'from');
  if (/[[\]"]/.test(from)) throw blockError(range, `"from" must name all instances, not one: ${from}`);
  for (const { type, range } of body.blocks) {
    if (type !== 'lifecycle' && type !== 'connection' && type !== 'provisioner')
      throw blockError(range, `a "removed" block takes no "${type}" block`);
  }
  const lifecycle = findOnly(body, 'lifecycle');
  const provisioners = body.blocks.filter(({ type }) => type === 'provisioner');
  return {
    from,
    fromModule: /^(?:module\.[^.]+)(?:\.module\.[^.]+)*$/.test(from),
    destroy: lifecycle ? findExpression(lifecycle.body, 'destroy') : null,
    provisioners: readProvisioners(provisioners, findOnly(body, 'connection')),
    range,
  };
}
