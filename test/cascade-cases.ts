import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Configuration } from '../src/hcl/configuration.ts';
import { readModule, scanModule } from '../src/hcl/module-reader.ts';
import type { Plan } from '../src/terraform/plan.ts';
import { readPlan } from '../src/terraform/plan-reader.ts';

export const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** A recording: its plan, the sources after and before the edit. */
export async function readRecording(name: string): Promise<{ plan: Plan; configuration: Configuration; base: Configuration }> {
  const dir = join(fixtures, name);
  const plan = await readPlan({ name, open: () => createReadStream(join(dir, 'plan.json')) });
  return { plan, configuration: toConfiguration(readFolder(join(dir, 'after'))), base: toConfiguration(readFolder(join(dir, 'before'))) };
}

/** `.tf` files by module directory; modules in a folder are called by a name that is the folder's, or as `calls` says. */
export type Files = Readonly<Record<string, string>>;

function readFolder(dir: string): Files {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tf(\.json)?$/.test(name));
  return Object.fromEntries(names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(dir, name), 'utf8')]));
}

/** Reads sources from text; local modules are followed by their `source`. */
export function toConfiguration(files: Files): Configuration {
  const modules = new Map<string, ReturnType<typeof readModule>>();
  const open = [{ key: '', dir: '.', source: null as string | null }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { key, dir, source } = next;
    const own = Object.entries(files).filter(([name]) => posix.dirname(name) === dir);
    const module = { key, dir, source, version: null, files: own.map(([name, text]) => ({ name: posix.basename(name), text })) };
    const read = readModule(module, scanModule(module, false), { tofu: false, removedInOverride: false });
    modules.set(key, read);
    for (const call of read.calls.values()) {
      const written = call.source?.syntax === 'native' ? call.source.text.slice(1, -1) : '';
      const inner = posix.join(dir, written);
      if (Object.keys(files).some((name) => posix.dirname(name) === inner))
        open.push({ key: key === '' ? call.name : `${key}.${call.name}`, dir: inner, source: written });
    }
  }
  return { from: 'directory', complete: true, missing: [], modules };
}

/** An entry of `resource_changes`; what is not given is as in an ordinary replacement. */
export type ChangeGiven = {
  readonly address: string;
  readonly actions?: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly reason?: string;
  readonly previous?: string;
};

/** A plan from its changes; addresses are those of root resources, data sources or of resources in modules without dots in their keys. */
export async function toPlan(
  changes: readonly ChangeGiven[],
  more: {
    readonly drift?: readonly ChangeGiven[];
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly priorState?: unknown;
  } = {},
): Promise<Plan> {
  const json = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {},
    variables: Object.fromEntries(Object.entries(more.variables ?? {}).map(([name, value]) => [name, { value }])),
    resource_drift: (more.drift ?? []).map(toEntry),
    resource_changes: changes.map(toEntry),
    prior_state: more.priorState,
    configuration: { root_module: {} },
  };
  const bytes = Buffer.from(JSON.stringify(json));
  return readPlan({
    name: 'plan.json',
    open: async function* () {
      yield bytes;
    },
  });
}

function toEntry({
  address,
  actions = ['delete', 'create'],
  before = null,
  after = null,
  unknown = {},
  sensitive = {},
  replacePaths,
  reason,
  previous,
}: ChangeGiven): unknown {
  const [, module, data, type, name, key] = /^((?:module\.\w+(?:\[[^\]]*\])?\.)*)(data\.)?(\w+)\.(\w+)(?:\[(.*)\])?$/.exec(address) ?? [];
  return {
    address,
    ...(module ? { module_address: module.slice(0, -1) } : {}),
    ...(previous === undefined ? {} : { previous_address: previous }),
    mode: data ? 'data' : 'managed',
    type,
    name,
    ...(key === undefined ? {} : { index: JSON.parse(key) as unknown }),
    provider_name: 'registry.terraform.io/x/x',
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: sensitive,
      after_sensitive: sensitive,
      ...(replacePaths ? { replace_paths: replacePaths } : {}),
    },
    ...(reason === undefined ? {} : { action_reason: reason }),
  };
}
