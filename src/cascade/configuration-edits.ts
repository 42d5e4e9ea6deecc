import type { ConfigModule, ConfigResource, ModuleCall, NamedValue } from '../hcl/configuration.ts';
import type { Body, ExpressionSource, SourceRange } from '../hcl/source.ts';
import { readExpression, type Shape } from './expression-shape.ts';
import { HANDS_THROUGH } from './follow.ts';
import { toNormalText } from './normal-text.ts';

/** One place that differs between two configurations, at the innermost name. `path`: attribute, block type, index, key, from outside in. */
export type Edit = {
  readonly path: readonly string[];
  readonly before: ExpressionSource | null;
  readonly after: ExpressionSource | null;
  /** Where it stands now; where it stood, for what is gone. */
  readonly range: SourceRange;
  /** For what is gone: where its surroundings stand now. */
  readonly within: SourceRange | null;
  /** Of a list: the elements that differ. */
  readonly elements?: readonly ElementEdit[];
};

type ElementEdit = Pick<Edit, 'before' | 'after'>;

/** What a block or named value says, as attributes and blocks; meta-arguments too. */
export type Entity = { readonly range: SourceRange; readonly body: Body };

/** Deeper differences are named at this depth. */
const MAX_DEPTH = 12;
const NO_BLOCKS: Body['blocks'] = [];

/** `local.x`, `var.x`, `output.x`: their expression under the empty name. */
const toValueEntity = ({ name, range, value }: NamedValue): Entity => ({
  range,
  body: { attributes: new Map(value ? [['', { name, range, expression: value }]] : []), blocks: NO_BLOCKS },
});

/** A resource or data block with the meta-arguments that make or replace instances. */
function toResourceEntity({ range, body, count, forEach, lifecycle, dependsOn }: ConfigResource): Entity {
  const meta = {
    count,
    for_each: forEach,
    depends_on: dependsOn,
    replace_triggered_by: lifecycle.replaceTriggeredBy,
    enabled: lifecycle.enabled,
  };
  return { range, body: withMeta(body, meta) };
}

/** A module call: its inputs and meta-arguments. */
const toCallEntity = ({ range, body, count, forEach, source, version, dependsOn }: ModuleCall): Entity => ({
  range,
  body: withMeta(body, { count, for_each: forEach, source, version, depends_on: dependsOn }),
});

function withMeta(body: Body, meta: Readonly<Record<string, ExpressionSource | null>>): Body {
  if (Object.values(meta).every((expression) => expression === null)) return body;
  const attributes = new Map(body.attributes);
  for (const [name, expression] of Object.entries(meta))
    if (expression) attributes.set(name, { name, range: expression.range, expression });
  return { attributes, blocks: body.blocks };
}

const entities = new WeakMap<object, Entity>();

/** One entity object for each block: every instance of it asks. */
function once<Declared extends object>(declared: Declared, convert: (declared: Declared) => Entity): Entity {
  const known = entities.get(declared);
  if (known) return known;
  const entity = convert(declared);
  entities.set(declared, entity);
  return entity;
}

/** The entity called `name` (`local.x`, `var.x`, `output.x`, `module.x`, `type.name`, `data.type.name`) of a module. */
export function findEntity(module: ConfigModule | undefined, name: string): Entity | null {
  if (!module) return null;
  const dot = name.indexOf('.');
  const [kind, rest] = [name.slice(0, dot), name.slice(dot + 1)];
  const values = { local: module.locals, var: module.variables, output: module.outputs } as const;
  if (kind === 'local' || kind === 'var' || kind === 'output') {
    const value = values[kind].get(rest);
    return value ? once(value, toValueEntity) : null;
  }
  const call = kind === 'module' ? module.calls.get(rest) : undefined;
  if (call) return once(call, toCallEntity);
  const resource = module.resources.get(name);
  return resource ? once(resource, toResourceEntity) : null;
}

/** All places where two versions of an entity differ, in source order of the new one; what is gone comes last. */
export function diffEntities(before: Entity, after: Entity): readonly Edit[] {
  return diffBodies(before, after, []);
}

function diffBodies(before: Entity, after: Entity, path: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [name, { expression, range }] of after.body.attributes) {
    const old = before.body.attributes.get(name);
    const at = name === '' ? path : [...path, name];
    if (old) edits.push(...diffExpressions(old.expression, expression, at));
    else edits.push({ path: at, before: null, after: expression, range, within: null });
  }
  for (const [name, { expression, range }] of before.body.attributes)
    if (!after.body.attributes.has(name))
      edits.push({ path: name === '' ? path : [...path, name], before: expression, after: null, range, within: after.range });
  return [...edits, ...diffBlocks(before, after, path)];
}

/** Nested blocks are compared by type and position. */
function diffBlocks(before: Entity, after: Entity, path: readonly string[]): readonly Edit[] {
  const types = new Set([...after.body.blocks, ...before.body.blocks].map(({ type, labels }) => [type, ...labels].join('.')));
  const edits: Edit[] = [];
  if (types.size === 0) return edits;
  for (const type of types) {
    const ofType = ({ body }: Entity): Body['blocks'] => body.blocks.filter((block) => [block.type, ...block.labels].join('.') === type);
    const [old, now] = [ofType(before), ofType(after)];
    for (let index = 0; index < Math.max(old.length, now.length); index++) {
      const [was, is] = [old[index], now[index]];
      const at = [...path, ...type.replace(/^dynamic\./, '').split('.'), String(index)];
      if (was && is) edits.push(...(at.length > MAX_DEPTH ? [] : diffBodies(was, is, at)));
      else if (is) edits.push({ path: at, before: null, after: null, range: is.range, within: null });
      else if (was) edits.push({ path: at, before: null, after: null, range: was.range, within: after.range });
    }
  }
  return edits;
}

function diffExpressions(before: ExpressionSource, after: ExpressionSource, path: readonly string[], depth = 0): readonly Edit[] {
  if (before.syntax === 'native' && after.syntax === 'native' && before.text === after.text) return [];
  if (toNormalText(before) === toNormalText(after)) return [];
  const [old, now] = [readExpression(before).shape, readExpression(after).shape];
  const whole: Edit = { path, before, after, range: after.range, within: null };
  if (depth > MAX_DEPTH) return [whole];
  if (old.kind === 'call' && now.kind === 'call' && isSameCall(old, now)) {
    const edits = now.args.flatMap((arg, index) => diffExpressions(old.args[index] ?? arg, arg, path, depth + 1));
    return edits.length > 0 ? edits : [whole];
  }
  if (old.kind === 'tuple' && now.kind === 'tuple') return diffTuples({ old: old.items, now: now.items, whole });
  if (old.kind !== 'object' || now.kind !== 'object') return [whole];
  const edits: Edit[] = [];
  for (const [key, { value, range }] of now.entries) {
    const was = old.entries.get(key);
    if (was) edits.push(...diffExpressions(was.value, value, [...path, key], depth + 1));
    else edits.push({ path: [...path, key], before: null, after: value, range, within: null });
  }
  for (const [key, { value, range }] of old.entries)
    if (!now.entries.has(key)) edits.push({ path: [...path, key], before: value, after: null, range, within: after.range });
  const computed = (shape: typeof now): string => shape.computed.map(toNormalText).join('\n');
  return computed(old) === computed(now) ? edits : [...edits, whole];
}

/** Functions of one argument, and those that hand members through, show in their arguments what was edited. */
const isSameCall = (old: Shape & { kind: 'call' }, now: Shape & { kind: 'call' }): boolean =>
  old.name === now.name && old.args.length === now.args.length && (now.args.length === 1 || HANDS_THROUGH.has(now.name));

/** The elements of a list have no path of their own: in a set that is made of it they are the keys. */
function diffTuples({
  old,
  now,
  whole,
}: {
  readonly old: readonly ExpressionSource[];
  readonly now: readonly ExpressionSource[];
  readonly whole: Edit;
}): readonly Edit[] {
  const elements = old.length === now.length ? pairElements(old, now) : compareElements(old, now);
  const [first] = elements;
  if (!first) return [whole];
  const range = first.after?.range ?? first.before?.range ?? whole.range;
  return [{ ...whole, elements, range, within: first.after ? null : whole.range }];
}

const pairElements = (old: readonly ExpressionSource[], now: readonly ExpressionSource[]): readonly ElementEdit[] =>
  now.flatMap((after, index) => {
    const before = old[index];
    return before && toNormalText(before) !== toNormalText(after) ? [{ before, after }] : [];
  });

/** Added elements come first: they have a line. */
function compareElements(old: readonly ExpressionSource[], now: readonly ExpressionSource[]): readonly ElementEdit[] {
  const [oldTexts, nowTexts] = [new Set(old.map(toNormalText)), new Set(now.map(toNormalText))];
  const added = now.filter((item) => !oldTexts.has(toNormalText(item))).map((after) => ({ before: null, after }));
  const removed = old.filter((item) => !nowTexts.has(toNormalText(item))).map((before) => ({ before, after: null }));
  return [...added, ...removed];
}
