import type { ExpressionSource } from '../hcl/source.ts';
import { findQuotedText } from '../hcl/quoted-text.ts';
import { impureRoots } from './impure-roots.ts';
import { innermost, type Owner, toArgumentNode, toCallOwner } from './argument-node.ts';
import type { Path } from './changed-values.ts';
import { findEntity } from './configuration-edits.ts';
import { isEditedTemplate, isNewValue, standsInNewOnly } from './evidence.ts';
import { readExpression } from './expression-shape.ts';
import { follow } from './follow.ts';
import { ANY, type ModuleInstance } from './module-instance.ts';
import type { Expansion, Node } from './nearest-roots.ts';
import { addressOf, isSecretName, type Root } from './roots.ts';
import { toTargets } from './targets.ts';
import { editRoots, type World } from './world.ts';

type Named = { readonly name: string; readonly path: Path };

/** A local, variable or output of a module instance, at a path. */
export function toValueNode(world: World, module: ModuleInstance, { name, path }: Named): Node {
  const key = path.join('.');
  return {
    id: `value|${module.address}|${name}|${JSON.stringify(path)}`,
    keys: path.length === 0 ? [] : [key],
    expand: () => (name.startsWith('var.') ? expandVariable(world, module, { name, path }) : expandValue(world, module, { name, path })),
    describe: () => {
      const entity = findEntity(module.config, name);
      const source = entity?.body.attributes.get('')?.expression;
      const range = source && !name.startsWith('var.') ? innermost(source, path) : (entity?.range ?? null);
      return { address: addressOf({ module, name }), what: path.length === 0 ? 'changes' : `${key} changes`, range, values: null };
    },
  };
}

function expandValue(world: World, module: ModuleInstance, { name, path }: Named): Expansion {
  const roots = [...editRoots(world, module, { name, path })];
  const source = findEntity(module.config, name)?.body.attributes.get('')?.expression;
  if (!source && world.hasSources) return { needs: [], roots };
  if (!source) {
    const address = addressOf({ module, name });
    return {
      needs: [],
      roots: [
        world.roots.add({
          id: `leaf|${module.key}|${name}`,
          kind: 'edit',
          likelihood: 'possible',
          address,
          range: null,
          words: `${address} or what it refers to was edited; its sources are not given`,
        }),
      ],
    };
  }
  const following = follow(source, path);
  const needs = toTargets(world, following.references, { module, repeated: null });
  roots.push(...impureRoots(world, { module, name }, { range: innermost(source, path), impure: following.impure }));
  const isEdited = (): boolean => world.samples.some((sample) => isEditedTemplate(source, sample, world.searches));
  if (!world.edits.hasBase && (needs.length === 0 || isEdited())) roots.push(leafRoot(world, module, { name, source }));
  return { needs, roots };
}

/** Without a base, a value that refers to nothing else may be what was edited: the plan's values tell how likely. */
function leafRoot(
  world: World,
  module: ModuleInstance,
  { name, source }: { readonly name: string; readonly source: ExpressionSource },
): Root {
  const address = addressOf({ module, name });
  const base = { id: `leaf|${module.key}|${name}`, kind: 'edit', address, secret: isSecretName({ module, name }) } as const;
  const keys = world.keyEvidence.get(`${module.key}|${name}`) ?? [];
  const [first] = keys;
  if (first) {
    const changes = keys.map(({ key, gained }) => `${gained ? 'adds' : 'removes'} ${key}`).join(', ');
    return world.roots.add({ ...base, likelihood: 'certain', range: first.range, words: `${address}: ${changes}` });
  }
  const likelihood = world.samples.some((sample) => standsInNewOnly(source, sample, world.searches)) ? 'probable' : 'possible';
  return world.roots.add({ ...base, likelihood, range: source.range, words: `${address} was edited` });
}

/** A variable has its value from the module call, else from outside, else from its default. */
function expandVariable(world: World, module: ModuleInstance, { name, path }: Named): Expansion {
  const own = name.slice('var.'.length);
  const owner: Owner | null = module.caller ? toCallOwner(module.caller) : null;
  if (owner?.entity?.body.attributes.has(own))
    return {
      needs: [toArgumentNode(world, owner, [own, ...path])],
      roots: [...editRoots(world, owner.module, { name: owner.name, path: [own, ...path] })],
    };
  const entity = findEntity(module.config, name);
  const source = entity?.body.attributes.get('')?.expression ?? null;
  const given = module.caller ? undefined : world.plan.variables.get(own);
  const isDefault = given === undefined || source === null || isSameLiteral(source, given.text);
  const roots = source && isDefault ? [...editRoots(world, module, { name, path })] : [];
  if (roots.length > 0) return { needs: [], roots };
  const isProbable =
    !world.edits.hasBase && source !== null && world.samples.some((sample) => standsInNewOnly(source, sample, world.searches));
  const isEdit = isDefault && source !== null;
  // With a base, a default that is the same and in force has not changed.
  if (isEdit && world.edits.hasBase && given !== undefined)
    return {
      needs: [],
      roots: [
        ...(owner ? editRoots(world, owner.module, { name: owner.name, path: [own] }) : []),
        ...outside(world, module, { name, known: true }),
      ],
    };
  if (isEdit && !world.edits.hasBase) {
    const address = addressOf({ module, name });
    const root = world.roots.add({
      id: `leaf|${module.key}|${name}`,
      kind: 'edit',
      likelihood: isProbable ? 'probable' : 'possible',
      address,
      range: source.range,
      words: `the default of ${address} was edited`,
    });
    return { needs: [], roots: [root] };
  }
  return { needs: [], roots: outside(world, module, { name, known: false }) };
}

function outside(
  world: World,
  module: ModuleInstance,
  { name, known }: { readonly name: string; readonly known: boolean },
): readonly Root[] {
  const own = name.slice('var.'.length);
  if (module.caller || !world.plan.variables.has(own)) return [];
  const address = addressOf({ module, name });
  const value = world.plan.variables.get(own);
  const isShown = !known && value !== undefined && world.samples.some((sample) => isNewValue(value.text, sample));
  const words = known
    ? `${address} has its default now; another value may have been given from outside before`
    : `${address} ${isShown ? 'gets another value' : 'is given'} from outside (tfvars, -var or environment)`;
  return [
    world.roots.add({
      id: `variable|${name}`,
      kind: 'variable',
      likelihood: isShown ? 'probable' : 'possible',
      address,
      range: findEntity(module.config, name)?.range ?? null,
      words,
    }),
  ];
}

/** Whether a literal default is the value in force; a default that cannot be compared counts as such. */
function isSameLiteral(source: ExpressionSource, json: string): boolean {
  const text = source.syntax === 'native' ? source.text.trim() : JSON.stringify(source.value);
  const quoted = findQuotedText(text);
  if (quoted !== null) return JSON.stringify(quoted) === json;
  return !/^(?:-?[\d.]+|true|false|null)$/.test(text) || text === json;
}

/** `for_each` or `count` of a repeated block, at the key of an instance. */
export function toCollectionNode(
  world: World,
  owner: Pick<Owner, 'module' | 'name' | 'entity'>,
  { argument, path }: { readonly argument: 'for_each' | 'count'; readonly path: Path },
): Node {
  const { module, name, entity } = owner;
  const source = entity?.body.attributes.get(argument)?.expression;
  return {
    id: `collection|${module.address}|${name}|${argument}|${JSON.stringify(path)}`,
    describe: () => ({
      address: addressOf({ module, name }),
      what: `${argument}${path.length === 0 ? '' : ` at ${path.join('.')}`} changes`,
      range: source ? innermost(source, path) : null,
      values: null,
    }),
    keys: [[argument, ...path].join('.')],
    expand: () => {
      const roots = [...editRoots(world, module, { name, path: [argument, ...path] })];
      if (!source) return { needs: [], roots };
      const { references, impure } = follow(source, path);
      const needs = toTargets(world, references, { module, repeated: null });
      roots.push(...impureRoots(world, { module, name }, { range: innermost(source, path), impure }));
      if (!world.edits.hasBase && needs.length === 0 && impure.length === 0) {
        const address = addressOf({ module, name });
        roots.push(
          world.roots.add({
            id: `literal|${module.key}|${name}|${argument}`,
            kind: 'edit',
            likelihood: 'certain',
            address,
            range: source.range,
            words: `${address}: ${argument} was edited`,
          }),
        );
      }
      // Keys that are all other ones come from another way to make them as well as from other elements.
      const isNested = owner.entity !== null && needs.length > 0 && readExpression(source).shape.kind === 'other';
      if (!world.edits.hasBase && argument === 'for_each' && isNested && isRekeyed(world, { module, name })) {
        const address = addressOf({ module, name });
        roots.push(
          world.roots.add({
            id: `literal|${module.key}|${name}|${argument}`,
            kind: 'edit',
            likelihood: 'possible',
            address,
            range: source.range,
            words: `${address}: the keys of ${argument} were edited`,
          }),
        );
      }
      return { needs, roots };
    },
  };
}

/** Whether as many instances come as go, and more than one: other keys for the same elements. */
function isRekeyed({ index }: World, { module, name }: { readonly module: ModuleInstance; readonly name: string }): boolean {
  const changes = index.changesOf(module, name, ANY);
  const gone = changes.filter(({ action }) => action === 'delete').length;
  const made = changes.filter(({ action }) => action === 'create').length;
  return gone > 1 && gone === made && gone + made === changes.length;
}
