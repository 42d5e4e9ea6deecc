import type { ShellNode } from '../shell/shell-tree.ts';
import { markUnknown } from './unknown-part.ts';

/** What one run may find in a variable: one text, or the elements of an array. */
export type VariableValue = readonly string[];

/**
 * What a shell knows at one point. A variable holds every value it may have there (branches are all taken); a name that is not in the map
 * was never set by the text and may come from the process's environment.
 */
export type Scope = {
  readonly variables: Map<string, readonly VariableValue[]>;
  readonly functions: Map<string, ShellNode>;
  /** Files that the text itself writes, by the path as written. */
  readonly files: Map<string, WrittenFile>;
  /** Where relative paths start: `working_dir`, then what `cd` makes of it; '': where Terraform runs; null: not known. */
  directory: string | null;
};

/** `text` null: not known. `appended`: to what may have been there before. */
type WrittenFile = { readonly text: string | null; readonly appended: boolean };

const MOST_VALUES = 8;

export const newScope = (variables: Iterable<readonly [string, string]> = [], directory = ''): Scope => ({
  variables: new Map([...variables].map(([name, value]) => [name, [[value]]])),
  functions: new Map(),
  files: new Map(),
  directory,
});

/** Functions and variables of a fork are its own; the files are the machine's. */
export const forkScope = ({ variables, functions, files, directory }: Scope): Scope => ({
  variables: new Map(variables),
  functions: new Map(functions),
  files,
  directory,
});

/** Makes `scope` hold what any of the `ends` may have left. A name that some branch never set keeps the values of the others. */
export function mergeScopes(scope: Scope, ends: readonly Scope[]): void {
  const names = new Set(ends.flatMap(({ variables }) => [...variables.keys()]));
  for (const name of names) {
    const values = ends.map(({ variables }) => variables.get(name));
    if (values.every((value) => value === scope.variables.get(name))) continue;
    scope.variables.set(name, distinct(values.flatMap((value) => value ?? [])));
  }
  for (const name of new Set(ends.flatMap(({ functions }) => [...functions.keys()]))) {
    const bodies = [...new Set(ends.flatMap(({ functions }) => functions.get(name) ?? []))];
    scope.functions.set(name, bodies.length === 1 && bodies[0] ? bodies[0] : { kind: 'branches', nodes: bodies });
  }
  const [first] = ends;
  if (first) scope.directory = ends.every(({ directory }) => directory === first.directory) ? first.directory : null;
}

function distinct(values: readonly VariableValue[]): readonly VariableValue[] {
  const found = new Map(values.map((value) => [value.join('\0'), value]));
  // Past the cap nothing is dropped silently: one more value stands for whatever else it may be.
  return found.size <= MOST_VALUES ? [...found.values()] : [...[...found.values()].slice(0, MOST_VALUES), [markUnknown('…')]];
}

/** Binds `$1`, `$2`, `$@`. */
export function setPositional(scope: Scope, args: readonly string[]): void {
  for (const name of scope.variables.keys()) if (/^[1-9]\d*$/.test(name)) scope.variables.delete(name);
  scope.variables.set('@', [args]);
  for (const [index, value] of args.entries()) scope.variables.set(String(index + 1), [[value]]);
}
