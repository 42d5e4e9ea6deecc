import type { Configuration } from '../hcl/configuration.ts';
import type { Plan } from '../terraform/plan.ts';
import { type ChangedValues, createChangedValues, type Path } from './changed-values.ts';
import { type Edit, findEntity } from './configuration-edits.ts';
import { createEditLookup, type EditLookup } from './edit-lookup.ts';
import { findKeyEvidence, type KeyEvidence, type Sample } from './evidence.ts';
import { META } from './follow.ts';
import { createModules, type ModuleInstance, type Modules } from './module-instance.ts';
import { createPlanIndex, type PlanIndex } from './plan-index.ts';
import { addressOf, createRoots, isSecretName, type Root, type Roots, toSourceRoot } from './roots.ts';

/** Everything that tracing looks at. */
export type World = {
  readonly plan: Plan;
  /** False: only what plan JSON tells of the sources is known. */
  readonly hasSources: boolean;
  readonly modules: Modules;
  readonly index: PlanIndex;
  readonly values: ChangedValues;
  readonly edits: EditLookup;
  readonly roots: Roots;
  /** Without a base: keys that collections gained or lost. */
  readonly keyEvidence: ReadonlyMap<string, readonly KeyEvidence[]>;
  /** Old and new texts of what forces replacement, of some of the ends. */
  readonly samples: Sample[];
  /** Characters that may still be searched for literals: with thousands of them it would take too long. */
  readonly searches: { left: number };
  /** Nothing but deletions, none of them with a reason: `plan -destroy`. */
  readonly isDestroyPlan: boolean;
};

type Sources = Pick<World, 'hasSources'> & { readonly configuration: Configuration; readonly base: Configuration | null };

export function createWorld(plan: Plan, { configuration, base, hasSources }: Sources): World {
  const modules = createModules(configuration);
  return {
    plan,
    hasSources,
    modules,
    index: createPlanIndex(plan, modules),
    values: createChangedValues(),
    edits: createEditLookup({ plan, configuration, base }),
    roots: createRoots(),
    keyEvidence: base ? new Map() : findKeyEvidence(plan, modules),
    samples: [],
    searches: { left: 200_000_000 },
    isDestroyPlan: plan.changes.every(
      ({ action, mode, actionReason }) => mode !== 'managed' || (action === 'delete' && actionReason === null),
    ),
  };
}

/** The edits of a named part of a module at a path (or around it, or inside of it), as roots; a changed module source stands for all in the module. */
export function editRoots(
  world: World,
  module: ModuleInstance,
  { name, path }: { readonly name: string; readonly path: Path },
): readonly Root[] {
  const { edits, roots } = world;
  if (!edits.hasBase) return [];
  const found = edits.editsAt(module.key, name, path).filter((edit) => path.length > 0 || !META.has(edit.path[0] ?? ''));
  const source = edits.sourceEditOf(module.key);
  if (source) {
    if (edits.baseModule(module.key) === undefined) return [roots.add({ ...toSourceRoot(source), likelihood: 'probable' })];
    if (found.length > 0) return [roots.add(toSourceRoot(source))];
    // Of a module from elsewhere only the version installed now may be at hand, for both sides.
    return source.isLocal ? [] : [roots.add({ ...toSourceRoot(source), likelihood: 'possible' })];
  }
  if (found.length === 0) return [];
  const entity = findEntity(module.config, name);
  const isValue = /^(?:local|var|output)\./.test(name);
  // Different arguments of one block are different causes; entries of one map are not.
  const groups = new Map<string, Edit[]>();
  for (const edit of found) {
    const argument = isValue ? '' : (edit.path[0] ?? '');
    const group = groups.get(argument);
    if (group) group.push(edit);
    else groups.set(argument, [edit]);
  }
  const address = addressOf({ module, name });
  return [...groups].map(([argument, group]) => {
    const secret = isSecretName({ module, name });
    const kind = entity ? 'edit' : 'removed';
    return roots.add(
      {
        id: `edit|${module.key}|${name}|${argument}`,
        kind,
        likelihood: 'certain',
        address,
        range: entity?.range ?? null,
        words: address,
        secret,
      },
      group,
    );
  });
}
