import type { Provisioner } from './configuration.ts';
import { blockError, findOnly, findWord, labelsOf, withEscaped, without } from './block-reading.ts';
import { mergeBodies } from './merge-bodies.ts';
import type { Block, Body } from './source.ts';

const WHEN = ['create', 'destroy'] as const;
const ON_FAILURE = ['fail', 'continue'] as const;
const META = new Set(['when', 'on_failure', 'connection', '_']);

/**
 * The provisioners of a resource or `removed` block, in source order. `connection`: that of the resource, over which each lays its own.
 * Throws (exit 3) on everything that Terraform refuses (internal/configs/provisioner.go), so that none is passed over.
 */
export function readProvisioners(blocks: readonly Block[], connection: Block | null): readonly Provisioner[] {
  return blocks.map((block, index) => toProvisioner(block, index, connection));
}

function toProvisioner(block: Block, index: number, connection: Block | null): Provisioner {
  const { body, range } = block;
  const [type = ''] = labelsOf(block, ['type']);
  for (const { type: inner, range } of body.blocks)
    if (!META.has(inner)) throw blockError(range, `a provisioner takes no "${inner}" block`);
  // Only what stands outside `_` decides when a provisioner runs.
  const when = readChoice(body, 'when', WHEN) ?? 'create';
  const onFailure = readChoice(body, 'on_failure', ON_FAILURE) ?? 'fail';
  const own = findOnly(body, 'connection');
  const { attributes, blocks } = withEscaped(without(body, new Set(['when', 'on_failure', 'connection'])));
  const [nested] = blocks;
  if (nested) throw blockError(nested.range, `a provisioner takes no "${nested.type}" block`);
  return { type, when, onFailure, index, attributes, connection: layConnection(connection, own), range };
}

function readChoice<Choice extends string>({ attributes }: Body, name: string, choices: readonly Choice[]): Choice | null {
  const attribute = attributes.get(name);
  if (!attribute) return null;
  const word = findWord(attribute);
  const found = choices.find((choice) => choice === word);
  if (found === undefined) throw blockError(attribute.range, `"${name}" must be one of the words ${choices.join(', ')}`);
  return found;
}

/** Terraform lays a provisioner's connection over the resource's, argument by argument (node_resource_abstract_instance.go). */
function layConnection(base: Block | null, own: Block | null): Block | null {
  if (!base || !own) return own ?? base;
  return { ...own, body: mergeBodies(base.body, own.body) };
}
