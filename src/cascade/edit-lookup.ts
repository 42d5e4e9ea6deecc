import type { ConfigModule, Configuration } from '../hcl/configuration.ts';
import type { ExpressionSource, SourceRange } from '../hcl/source.ts';
import { childKey } from '../hcl/configuration-reader.ts';
import { moduleKey } from '../terraform/address.ts';
import type { Plan } from '../terraform/plan.ts';
import type { Path } from './changed-values.ts';
import { diffEntities, type Edit, findEntity } from './configuration-edits.ts';
import { type EditIndex, findOverlapping, toEditIndex } from './edit-index.ts';
import { toNormalText } from './normal-text.ts';
import { blockOf } from './plan-index.ts';
import { parseAddress } from '../terraform/address.ts';

/** A module call whose `source` or `version` changed: everything in the module may differ for that reason. */
export type SourceEdit = {
  readonly callerKey: string;
  readonly call: string;
  readonly argument: 'source' | 'version';
  readonly before: ExpressionSource | string | null;
  readonly after: ExpressionSource | string | null;
  readonly range: SourceRange;
  /** A path beside the caller. */
  readonly isLocal: boolean;
};

/** What was edited between the base configuration and this one. Compared on demand and once. */
export type EditLookup = {
  /** False: there is no base, so nothing can be said of edits. */
  readonly hasBase: boolean;
  /** Edits of a named part of a module at a path, around it or inside of it; a part that is new, or gone, is one edit at the empty path. */
  readonly editsAt: (key: string, name: string, path: Path) => readonly Edit[];
  /** The changed source of the module or of one that holds it; the outermost. */
  readonly sourceEditOf: (key: string) => SourceEdit | null;
  /** The module as it was; under its old name where it has moved. */
  readonly baseModule: (key: string) => ConfigModule | undefined;
};

export function createEditLookup({
  plan,
  configuration,
  base,
}: {
  plan: Plan;
  configuration: Configuration;
  base: Configuration | null;
}): EditLookup {
  const moves = base ? findMoves(plan, base) : { blocks: new Map<string, string>(), modules: new Map<string, string>() };
  const edits = new Map<string, EditIndex>();
  const sources = new Map<string, SourceEdit | null>();
  const baseKey = (key: string): string => moves.modules.get(key) ?? key;
  const baseModule = (key: string): ConfigModule | undefined => base?.modules.get(baseKey(key));
  return { hasBase: base !== null, editsAt: (key, name, path) => findOverlapping(editsOf(key, name), path), sourceEditOf, baseModule };

  function editsOf(key: string, name: string): EditIndex {
    const id = `${key}|${name}`;
    const known = edits.get(id);
    if (known) return known;
    const found = toEditIndex(base ? compare(key, name) : []);
    edits.set(id, found);
    return found;
  }

  function compare(key: string, name: string): readonly Edit[] {
    const now = findEntity(configuration.modules.get(key), name);
    const { key: oldKey, name: oldName } = oldPlace(key, name);
    const before = findEntity(base?.modules.get(oldKey), oldName);
    if (now && before) return diffEntities(before, now);
    // Nothing is known of a module that the base does not hold.
    if (now)
      return base?.modules.has(oldKey)
        ? [{ path: [], before: null, after: now.body.attributes.get('')?.expression ?? null, range: now.range, within: null }]
        : [];
    return before
      ? [{ path: [], before: before.body.attributes.get('')?.expression ?? null, after: null, range: before.range, within: null }]
      : [];
  }

  /** Where a block, or a call whose module has moved, stood in the base. */
  function oldPlace(key: string, name: string): { readonly key: string; readonly name: string } {
    const call = name.startsWith('module.') ? moves.modules.get(childKey(key, name.slice('module.'.length))) : undefined;
    if (call !== undefined) return { key: parentKey(call), name: `module.${call.slice(call.lastIndexOf('.') + 1)}` };
    const [oldKey = '', oldName = name] = (moves.blocks.get(`${key}|${name}`) ?? `${baseKey(key)}|${name}`).split('|');
    return { key: oldKey, name: oldName };
  }

  function sourceEditOf(key: string): SourceEdit | null {
    if (!base || key === '') return null;
    const known = sources.get(key);
    if (known !== undefined) return known;
    const callerKey = parentKey(key);
    const found = sourceEditOf(callerKey) ?? compareCall(callerKey, key.slice(key.lastIndexOf('.') + 1));
    sources.set(key, found);
    return found;
  }

  function compareCall(callerKey: string, call: string): SourceEdit | null {
    const old = oldPlace(callerKey, `module.${call}`);
    const now = configuration.modules.get(callerKey)?.calls.get(call);
    const before = base?.modules.get(old.key)?.calls.get(old.name.slice('module.'.length));
    if (!now || !before) return null;
    for (const argument of ['source', 'version'] as const) {
      const [is, was] = [now[argument], before[argument]];
      if ((is && toNormalText(is)) !== (was && toNormalText(was)))
        return { callerKey, call, argument, before: was, after: is, range: is?.range ?? now.range, isLocal: isLocal(now.source) };
    }
    const key = childKey(callerKey, call);
    const [is, was] = [configuration.modules.get(key)?.version ?? null, baseModule(key)?.version ?? null];
    // The constraint stayed, but another version was installed.
    return is !== null && was !== null && is !== was
      ? { callerKey, call, argument: 'version', before: was, after: is, range: now.version?.range ?? now.range, isLocal: false }
      : null;
  }
}

const parentKey = (key: string): string => key.slice(0, Math.max(key.lastIndexOf('.'), 0));

const isLocal = (source: ExpressionSource | null): boolean =>
  /^"?\.\.?(?:[/\\]|"|$)/.test(source?.syntax === 'native' ? source.text : String(source?.value));

/** Old places of what has moved, from the plan's own words. */
function findMoves(
  { changes, unchanged }: Plan,
  base: Configuration,
): {
  readonly blocks: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, string>;
} {
  const blocks = new Map<string, string>();
  const modules = new Map<string, string>();
  for (const change of [...changes, ...unchanged]) {
    if (change.previousAddress === null) continue;
    const old = parseAddress(change.previousAddress);
    const [key, oldKey] = [moduleKey(change.moduleAddress), moduleKey(old.moduleAddress)];
    const oldBlock = blockOf({ mode: old.mode === 'data' ? 'data' : 'managed', type: old.type, name: old.name });
    if (key !== oldKey || blockOf(change) !== oldBlock) blocks.set(`${key}|${blockOf(change)}`, `${oldKey}|${oldBlock}`);
    if (blockOf(change) === oldBlock && key.split('.').length === oldKey.split('.').length) addModuleMove(modules, { key, oldKey, base });
  }
  return { blocks, modules };
}

/** A module that has moved, and those around it that have; one that was there before only got an object from elsewhere. */
function addModuleMove(
  modules: Map<string, string>,
  { key, oldKey, base }: { readonly key: string; readonly oldKey: string; readonly base: Configuration },
): void {
  for (let [now, old] = [key, oldKey]; now !== old && !base.modules.has(now); [now, old] = [parentKey(now), parentKey(old)])
    modules.set(now, old);
}
