import type { ConfigModule, ModuleCall, NamedValue } from '../hcl/configuration.ts';
import { certainError } from '../hcl/evaluation-error.ts';
import { evaluateFully } from '../hcl/evaluate-fully.ts';
import { fromJson } from '../hcl/from-json.ts';
import { findReferences, type Reference } from '../hcl/references.ts';
import type { ExpressionSource } from '../hcl/source.ts';
import { isMapping, objectValue, unknownValue, type Value } from '../hcl/value.ts';
import { moduleKey, parseModuleCall } from '../terraform/address.ts';
import { fixedRoots, keyRoots, type Place } from './place.ts';
import { findPlannedObject } from './planned-object.ts';
import type { World } from './world.ts';

/** Evaluates an expression where it stands. Throws an `EvaluationError` where Terraform would fail. */
export type Resolve = (source: ExpressionSource, place: Place) => Promise<Value>;

const FIXED = new Set(['path', 'terraform', 'tofu', 'self', 'each', 'count']);
const MAX_DEPTH = 100;

/** Resolves references on demand: locals, variables, outputs of modules and objects of the plan, each evaluated once per module instance. */
export function createResolver(world: World): Resolve {
  const known = new Map<string, Promise<Value>>();

  const resolve = async (source: ExpressionSource, place: Place, depth: number): Promise<Value> => {
    const expression = await world.parser.parseExpression(source);
    const roots = new Map([...fixedRoots(world, place), ...place.own]);
    for (const [root, value] of await findNamed(findReferences(source), place, depth)) roots.set(root, value);
    const { readFile, listFiles, cwd: workingDirectory, homeDirectory, parser } = world;
    return evaluateFully(expression, { lookup: (root) => roots.get(root), readFile, listFiles, workingDirectory, homeDirectory }, parser);
  };

  /** The objects behind the roots `var`, `local`, `module`, `data` and resource types, holding just the members that are asked for. */
  const findNamed = async (references: readonly Reference[], place: Place, depth: number): Promise<ReadonlyMap<string, Value>> => {
    const roots = new Map<string, Value>();
    for (const reference of references) {
      const [root = ''] = reference;
      if (FIXED.has(root)) checkHolds(root, place);
      else if (isName(reference, place.module)) {
        if (place.onlySelf) throw certainError(`a destroy-time provisioner may refer only to its own object, not to ${reference.join('.')}`);
        put(roots, memberPath(reference), await member(reference, place, depth + 1));
      }
    }
    return roots;
  };

  const member = (reference: Reference, place: Place, depth: number): Promise<Value> => {
    const path = memberPath(reference);
    const key = `${place.moduleAddress}|${path.join('.')}`;
    const value = known.get(key) ?? (depth > MAX_DEPTH ? Promise.resolve(unknownValue(path.join('.'))) : findMember(path, place, depth));
    known.set(key, value);
    return value;
  };

  const findMember = async (path: readonly string[], place: Place, depth: number): Promise<Value> => {
    const [root = '', name = ''] = path;
    const here: Place = { ...place, own: new Map() };
    if (root === 'local') return ofDeclared(place.module.locals.get(name), path, here, depth);
    if (root === 'var') return variable(name, place, depth);
    if (root === 'module') return output(path, place, depth);
    return findPlannedObject(world.plan, place, path);
  };

  const ofDeclared = (declared: NamedValue | undefined, path: readonly string[], place: Place, depth: number): Promise<Value> =>
    declared?.value ? resolve(declared.value, place, depth) : Promise.resolve(unknownValue(path.join('.')));

  const variable = async (name: string, place: Place, depth: number): Promise<Value> => {
    const declared = place.module.variables.get(name);
    const here: Place = { ...place, own: new Map() };
    if (place.moduleAddress === '') {
      const given = world.plan.variables.get(name);
      const secret = world.plan.configuration.get('')?.variables.get(name);
      // An ephemeral variable's value is not stored: the plan shows its default instead.
      if (secret?.ephemeral === true) return unknownValue(`var.${name}`);
      return given ? fromJson(given, secret?.sensitive === true ? { text: 'true' } : null) : ofDeclared(declared, ['var', name], here, depth);
    }
    const { call, caller } = findCall(place, world) ?? {};
    const argument = call?.body.attributes.get(name);
    return argument && caller ? resolve(argument.expression, caller, depth) : ofDeclared(declared, ['var', name], here, depth);
  };

  const output = async (path: readonly string[], place: Place, depth: number): Promise<Value> => {
    const [, name = '', wanted = ''] = path;
    const key = place.module.key === '' ? name : `${place.module.key}.${name}`;
    const module = world.configuration.modules.get(key);
    const call = place.module.calls.get(name);
    if (!module || !call || call.count || call.forEach) return unknownValue(path.join('.'));
    const moduleAddress = place.moduleAddress === '' ? `module.${name}` : `${place.moduleAddress}.module.${name}`;
    return ofDeclared(module.outputs.get(wanted), path, { module, moduleAddress, own: new Map(), onlySelf: false }, depth);
  };

  return (source, place) => resolve(source, place, 0);
}

/** The call that made a module instance, and the place where its arguments are evaluated. */
function findCall({ moduleAddress }: Place, { configuration }: World): { readonly call: ModuleCall; readonly caller: Place } | undefined {
  const made = parseModuleCall(moduleAddress);
  const module = made ? configuration.modules.get(moduleKey(made.callerAddress)) : undefined;
  const call = made ? module?.calls.get(made.name) : undefined;
  return made && call && module ? { call, caller: { module, moduleAddress: made.callerAddress, own: keyRoots(made.instanceKey), onlySelf: false } } : undefined;
}

/** `each` without `for_each` (after a change of repetition) is an error at apply, and only there. */
function checkHolds(root: string, place: Place): void {
  if ((root === 'each' || root === 'count') && !place.own.has(root)) throw certainError(`there is no variable named ${root} here`);
}

const NAMED = new Set(['var', 'local', 'module', 'data', 'ephemeral']);

/** Whether it refers to something declared, rather than to a name bound by `for`. */
const isName = ([root = '', second = '']: Reference, module: ConfigModule): boolean => NAMED.has(root) || module.resources.has(`${root}.${second}`);

const memberPath = (reference: Reference): readonly string[] => reference.slice(0, reference[0] === 'data' || reference[0] === 'ephemeral' || reference[0] === 'module' ? 3 : 2);

/** Sets `value` at the path, beside what is there. */
function put(roots: Map<string, Value>, path: readonly string[], value: Value): void {
  const [root = '', ...rest] = path;
  roots.set(root, putIn(roots.get(root), rest, value));
}

function putIn(into: Value | undefined, path: readonly string[], value: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const entries = new Map(into && isMapping(into) ? into.entries : objectOfNothing.entries);
  return objectValue(entries.set(name, putIn(entries.get(name), rest, value)));
}

const objectOfNothing = objectValue(new Map());
