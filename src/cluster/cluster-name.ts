import { addTo } from './multimap.ts';
import { wordsOf } from './name-words.ts';
import type { View } from './view.ts';

/** Words that keep alike clusters of one module apart. */
const ENVIRONMENTS = new Set([
  'prod',
  'production',
  'prd',
  'staging',
  'stage',
  'stg',
  'dev',
  'development',
  'test',
  'testing',
  'qa',
  'uat',
  'sandbox',
  'preview',
]);

const ANY_ENVIRONMENT = new RegExp([...ENVIRONMENTS].join('|'), 'i');

/**
 * The cluster of each group of views: its name where something says it (Talos before labels), else the one that the machines around it have, else
 * the module instance. A module instance with a single machine is a module per machine, so the module around it counts.
 */
export function nameClusters(groups: readonly (readonly View[])[]): readonly string[] {
  const named = groups.map(clusterOf);
  const scopes = toScopes(groups, named);
  const namesIn = new Map<string, Set<string>>();
  for (const [index, scope] of scopes.entries()) {
    const name = named[index];
    if (name) namesIn.set(scope, (namesIn.get(scope) ?? new Set()).add(name));
  }
  return scopes.map((scope, index) => {
    const own = named[index];
    if (own) return own;
    const around = namesIn.get(scope);
    const [only] = around ?? [];
    return around?.size === 1 && only !== undefined ? only : scope;
  });
}

function clusterOf(group: readonly View[]): string | null {
  const talos = group.find(({ kind, cluster }) => kind === 'talos' && cluster !== null);
  return talos?.cluster ?? group.find(({ cluster }) => cluster !== null)?.cluster ?? null;
}

/** Module address of each group, with the environment that its block or name tells; single machines moved up. */
function toScopes(groups: readonly (readonly View[])[], named: readonly (string | null)[]): readonly string[] {
  const modules = groups.map(([first]) => first?.object.moduleAddress ?? '');
  const inModule = new Map<string, number[]>();
  for (const [index, module] of modules.entries()) addTo(inModule, module, index);
  const byDepth: string[][] = [];
  for (const module of inModule.keys()) (byDepth[depthOf(module)] ??= []).push(module);
  for (let depth = byDepth.length - 1; depth > 0; depth--) {
    for (const module of byDepth[depth] ?? []) {
      const [index, ...more] = inModule.get(module) ?? [];
      if (index === undefined || more.length > 0 || named[index] !== null) continue;
      const parent = parentOf(module);
      modules[index] = parent;
      if (!inModule.has(parent)) (byDepth[depth - 1] ??= []).push(parent);
      addTo(inModule, parent, index);
    }
  }
  return groups.map((group, index) => {
    const environment = environmentOf(group);
    const module = modules[index] ?? '';
    // A module that is called so says it already.
    return environment === null || wordsOf(module).includes(environment) ? module : `${module} ${environment}`.trim();
  });
}

function environmentOf(group: readonly View[]): string | null {
  for (const { object, names } of group) {
    for (const name of [object.name, ...names]) {
      const found = ANY_ENVIRONMENT.test(name) ? wordsOf(name).find((word) => ENVIRONMENTS.has(word)) : undefined;
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** Module steps with their keys; a key may hold dots, quotes stand escaped in it. */
const STEP = /\.?module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|-?\d+)\])?/g;

const depthOf = (module: string): number => module.match(STEP)?.length ?? 0;

function parentOf(module: string): string {
  const steps = module.match(STEP) ?? [];
  return module.slice(0, module.length - (steps.at(-1)?.length ?? 0));
}
