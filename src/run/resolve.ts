import type { ConfigModule, ModuleCall, NamedValue } from '../hcl/configuration.ts';
import { evaluate } from '../hcl/evaluate.ts';
import { certainError } from '../hcl/evaluation-error.ts';
import { evaluateFully } from '../hcl/evaluate-fully.ts';
import { fromJson } from '../hcl/from-json.ts';
import { findReferences, type Reference } from '../hcl/references.ts';
import type { ExpressionSource } from '../hcl/source.ts';
import { isMapping, knownText, markSensitive, objectValue, unknownValue, type Value } from '../hcl/value.ts';
import { moduleKey, parseModuleCall, renderModuleCall } from '../terraform/address.ts';
import { markKnownSecrets } from './known-secrets.ts';
import { createOnce } from './pending.ts';
import { fixedRoots, keyRoots, type Place } from './place.ts';
import { findApplying } from './plan-mode.ts';
import { createObjectFinder } from './planned-object.ts';
import { collect, eachValue, type InstanceKey, keysOfCount, keysOfForEach } from './repetition.ts';
import { isDeclaredTrue, toVariableValue } from './variable-value.ts';
import type { World } from './world.ts';

/** Evaluates an expression where it stands. Throws an `EvaluationError` where Terraform would fail. */
export type Resolve = (source: ExpressionSource, place: Place) => Promise<Value>;

/** Where an expression stands, and the named value that it belongs to (null: an argument of a provisioner). */
type Asking = { readonly place: Place; readonly asker: string | null };

/** Resolves references on demand: locals, variables, outputs of modules and objects of the plan, each evaluated once per module instance. */
export function createResolver(world: World): Resolve {
  const once = createOnce<Value>((key) => unknownValue(key.slice(key.indexOf('|') + 1)));
  const findObject = createObjectFinder(world.plan);
  const applying = findApplying(world.plan);

  const resolve = async (source: ExpressionSource, { place, asker }: Asking): Promise<Value> => {
    const expression = await world.parser.parseExpression(source);
    const roots = new Map([...fixedRoots(world, place, applying), ...place.own]);
    await addNamed(roots, findReferences(source), { place, asker });
    const { readFile, listFiles, cwd: workingDirectory, homeDirectory, parser } = world;
    const lookup = (root: string): Value | undefined => roots.get(root) ?? missingRoot(root);
    return evaluateFully(expression, { lookup, readFile, listFiles, workingDirectory, homeDirectory }, parser);
  };

  /** The objects behind the roots `var`, `local`, `module`, `data` and resource types, holding just the members that are asked for. */
  const addNamed = async (roots: Map<string, Value>, references: readonly Reference[], { place, asker }: Asking): Promise<void> => {
    for (const reference of references) {
      if (reference[0] === 'each' && reference[1] !== 'key' && place.own.has('each'))
        put(roots, ['each', 'value'], await valueOfEach({ place, asker }));
      if (!isName(reference, place.module)) continue;
      if (place.onlySelf) throw certainError(`a destroy-time provisioner may refer only to its own object, not to ${reference.join('.')}`);
      const path = memberPath(reference, place);
      put(roots, path, await member(path, { place, asker }));
    }
  };

  const member = (path: readonly string[], { place, asker }: Asking): Promise<Value> => {
    const key = `${place.moduleAddress}|${path.join('.')}`;
    return once(key, asker, async () => findMember(path, { place: outside(place), asker: key }));
  };

  const findMember = async (path: readonly string[], asking: Asking): Promise<Value> => {
    const [root = '', name = ''] = path;
    const { module } = asking.place;
    if (root === 'local') return ofDeclared(module.locals.get(name), path, asking);
    if (root === 'var') return markKnownSecrets(await variable(name, asking), world);
    return root === 'module' ? moduleValue(path, asking) : objects(path, asking);
  };

  const ofDeclared = async (declared: NamedValue | undefined, path: readonly string[], asking: Asking): Promise<Value> =>
    declared?.value ? resolve(declared.value, asking) : unknownValue(path.join('.'));

  const variable = async (name: string, asking: Asking): Promise<Value> => {
    const { place } = asking;
    const declared = place.module.variables.get(name);
    const given = await givenValue(name, asking);
    const fallback = (): Promise<Value> => ofDeclared(declared, ['var', name], asking);
    return declared
      ? toVariableValue({ declared, given, fallback, parser: world.parser, evaluateConstant })
      : (given ?? unknownValue(`var.${name}`));
  };

  /** What the plan or the call gives a variable; null: nothing. */
  const givenValue = async (name: string, { place, asker }: Asking): Promise<Value | null> => {
    if (place.moduleAddress === '') {
      const given = world.plan.variables.get(name);
      const shown = world.plan.configuration.get('')?.variables.get(name);
      // An ephemeral variable's value is not stored: the plan shows its default instead.
      if (shown?.ephemeral === true) return unknownValue(`var.${name}`);
      return given ? fromJson(given, shown?.sensitive === true ? { text: 'true' } : null) : null;
    }
    const { call, caller } = findCall(place, world) ?? {};
    if (!call || !caller) return unknownValue(`var.${name}`);
    const argument = call.body.attributes.get(name);
    return argument ? resolve(argument.expression, { place: caller, asker }) : null;
  };

  /** `module.m` or one output of it; of a repeated call all of its instances. */
  const moduleValue = async (path: readonly string[], { place, asker }: Asking): Promise<Value> => {
    const [, name = '', wanted] = path;
    const module = world.configuration.modules.get(place.module.key === '' ? name : `${place.module.key}.${name}`);
    const call = place.module.calls.get(name);
    if (!module || !call) return unknownValue(path.join('.'));
    const ofInstance = async (key: InstanceKey): Promise<Value> => {
      const moduleAddress = renderModuleCall({ callerAddress: place.moduleAddress, name, instanceKey: key });
      const inside: Place = { module, moduleAddress, own: new Map(), onlySelf: false };
      const outputOf = (output: string): Promise<Value> =>
        once(`${moduleAddress}|output.${output}`, asker, async () => outputValue(output, inside));
      if (wanted !== undefined) return outputOf(wanted);
      const outputs = [...module.outputs.keys()];
      const values = await Promise.all(outputs.map(async (output) => [output, await outputOf(output)] as const));
      return objectValue(new Map(values));
    };
    return repeated({ ...call, source: path.join('.'), ofInstance }, { place, asker });
  };

  const outputValue = async (output: string, place: Place): Promise<Value> => {
    const declared = place.module.outputs.get(output);
    const value = await ofDeclared(declared, ['output', output], { place, asker: `${place.moduleAddress}|output.${output}` });
    return declared && (isDeclaredTrue(declared, 'sensitive') || isDeclaredTrue(declared, 'ephemeral')) ? markSensitive(value) : value;
  };

  /** A resource or data source as the plan shows it. */
  const objects = async (path: readonly string[], asking: Asking): Promise<Value> => {
    const source = path.join('.');
    const { module, moduleAddress } = asking.place;
    const declared = module.resources.get(source);
    if (!declared || declared.mode === 'ephemeral') return unknownValue(source);
    const { mode, type, name } = declared;
    const ofInstance = async (instanceKey: InstanceKey): Promise<Value> =>
      markKnownSecrets(findObject({ moduleAddress, mode, type, name, instanceKey }, source), world);
    return repeated({ ...declared, source, ofInstance }, asking);
  };

  type Repeated = Pick<ModuleCall, 'count' | 'forEach'> & {
    readonly source: string;
    readonly ofInstance: (key: InstanceKey) => Promise<Value>;
  };

  const repeated = async ({ count, forEach, source, ofInstance }: Repeated, asking: Asking): Promise<Value> => {
    const repetition = count ?? forEach;
    if (!repetition) return ofInstance(null);
    const value = await resolve(repetition, asking);
    const keys: readonly InstanceKey[] | null = count ? keysOfCount(value) : keysOfForEach(value);
    if (keys === null) return unknownValue(source);
    const members = await Promise.all(keys.map(async (key): Promise<readonly [InstanceKey, Value]> => [key, await ofInstance(key)]));
    return collect(members, count !== null);
  };

  const valueOfEach = async ({ place, asker }: Asking): Promise<Value> => {
    const each = place.own.get('each');
    const key = each && isMapping(each) ? each.entries.get('key') : undefined;
    const text = key?.kind === 'string' ? knownText(key) : null;
    if (!place.forEach || text === null) return unknownValue('each.value');
    const source = place.forEach;
    const { file, line, column } = source.range;
    const here: Asking = { place: outside(place), asker: `${place.moduleAddress}|for_each ${file}:${line}:${column}` };
    return eachValue(await once(here.asker ?? '', asker, async () => resolve(source, here)), text);
  };

  return (source, place) => resolve(source, { place, asker: null });
}

const evaluateConstant: Parameters<typeof toVariableValue>[0]['evaluateConstant'] = (expression) =>
  evaluate(expression, { lookup: () => undefined });

/** The place of the module itself: no object, no key. */
const outside = ({ module, moduleAddress, onlySelf, ...rest }: Place): Place => ({
  module,
  moduleAddress,
  onlySelf,
  ...(rest.moduleIsGone ? { moduleIsGone: true } : {}),
  own: new Map(),
});

/** The call that made a module instance, and the place where its arguments are evaluated. */
function findCall({ moduleAddress }: Place, { configuration }: World): { readonly call: ModuleCall; readonly caller: Place } | undefined {
  const made = parseModuleCall(moduleAddress);
  const module = made ? configuration.modules.get(moduleKey(made.callerAddress)) : undefined;
  const call = made ? module?.calls.get(made.name) : undefined;
  if (!made || !call || !module) return undefined;
  return {
    call,
    caller: { module, moduleAddress: made.callerAddress, own: keyRoots(made.instanceKey), forEach: call.forEach, onlySelf: false },
  };
}

/** `each` without `for_each` (after a change of repetition) is an error at apply, and only where it is evaluated: not in a branch not taken. */
function missingRoot(root: string): undefined {
  if (root === 'each' || root === 'count') throw certainError(`there is no variable named ${root} here`);
  return undefined;
}

const NAMED = new Set(['var', 'local', 'module', 'data', 'ephemeral']);

/** Whether it refers to something declared, rather than to a name bound by `for`. */
const isName = ([root = '', second = '']: Reference, module: ConfigModule): boolean =>
  NAMED.has(root) || module.resources.has(`${root}.${second}`);

/** What is evaluated as one: of a repeated module all outputs, since the key stands before the output's name. */
function memberPath(reference: Reference, { module }: Place): readonly string[] {
  const [root, name = ''] = reference;
  if (root === 'data' || root === 'ephemeral') return reference.slice(0, 3);
  const call = root === 'module' ? module.calls.get(name) : undefined;
  return reference.slice(0, call && !call.count && !call.forEach ? 3 : 2);
}

/** Sets `value` at the path, beside what is there. */
function put(roots: Map<string, Value>, path: readonly string[], value: Value): void {
  const [root = '', ...rest] = path;
  roots.set(root, putIn(roots.get(root), rest, value));
}

function putIn(into: Value | undefined, path: readonly string[], value: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const entries = new Map(into && isMapping(into) ? into.entries : []);
  return objectValue(entries.set(name, putIn(entries.get(name), rest, value)));
}
