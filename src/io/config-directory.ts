import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { inputError } from '../errors.ts';
import { type ConfigurationSources, childKey, toDialect } from '../hcl/configuration-reader.ts';
import type { Configuration, ModuleCall } from '../hcl/configuration.ts';
import { readModule, scanModule } from '../hcl/module-reader.ts';
import { cleanDir, type ManifestEntry, type ModuleSource, parseInstalledManifest } from '../hcl/module-sources.ts';
import { findQuotedText } from '../hcl/quoted-text.ts';
import type { Producer } from '../terraform/plan.ts';
import { isInside, readConfigFiles, readText } from './config-files.ts';
import { findRepositoryRoot } from './source-files.ts';

const MANIFEST = '.terraform/modules/modules.json';
/** A module that calls itself would go on for ever. */
const MAX_MODULES = 2_000;

type Root = { readonly path: string; readonly boundary: string; readonly manifest: ReadonlyMap<string, ManifestEntry> };
type Missing = Configuration['missing'][number];
type FoundSources = ConfigurationSources & { readonly missing: Configuration['missing'] };

/**
 * Reads the sources of a root module's directory and of every module that it calls: local ones (`./x`) by their path, others where
 * `.terraform/modules/modules.json` says that `terraform init` put them. Only what is called is read.
 *
 * Sources are read inside the repository only: the nearest ancestor with `.git`, else two levels above the root module (the usual
 * `environments/prod` beside `modules`). A module outside, or not there, is listed in `missing`. Throws (exit 3) where the directory is
 * missing or has no configuration, and on files that Terraform would read but tfsafe cannot. `shown`: the directory as given, for messages.
 */
export async function readConfigDirectory(directory: string, shown = directory, producer: Producer = 'unknown'): Promise<FoundSources> {
  const root = await openRoot(directory, shown);
  return collectModules({ manifest: root.manifest, read: (entry) => readModuleDirectory(root, entry), shown, producer });
}

/** How to get at the modules of a configuration. `manifest`: where installed ones lie, by key. `read`: one module's files, or why there are none. */
export type ModuleAccess = {
  readonly manifest: ReadonlyMap<string, ManifestEntry>;
  readonly read: (entry: ManifestEntry) => Promise<ModuleSource | Missing>;
  readonly shown: string;
  readonly producer: Producer;
};

/** Reads the root module and every module that it calls, directly or not; only what is called is read. Throws as `readConfigDirectory`. */
export async function collectModules({ manifest, read, shown, producer }: ModuleAccess): Promise<FoundSources> {
  const modules: ModuleSource[] = [];
  const missing: Missing[] = [];
  const pending: ManifestEntry[] = [{ key: '', dir: '.', source: null, version: null }];
  for (let entry = pending.shift(); entry; entry = pending.shift()) {
    const found = await read(entry);
    if ('reason' in found) {
      missing.push(found);
      continue;
    }
    modules.push(found);
    if (modules.length > MAX_MODULES) throw inputError(`${shown} has more than ${MAX_MODULES} modules: does a module call itself?`);
    for (const call of callsOf(found, modules, producer)) {
      const called = resolveCall(call, entry, manifest);
      if ('reason' in called) missing.push(called);
      else pending.push(called);
    }
  }
  if (modules[0]?.files.length === 0) {
    throw inputError(`${shown} has no Terraform configuration`, {
      hint: "pass the root module's directory, where `terraform plan` was run",
    });
  }
  return { from: 'directory', modules, missing };
}

/** Where `terraform init` put the modules of a root module; empty where it was not run. Throws (exit 3) on a manifest of another shape. */
export async function readInstalledModules(root: string): Promise<ReadonlyMap<string, ManifestEntry>> {
  const manifest = join(root, MANIFEST);
  const entries = existsSync(manifest) ? parseInstalledManifest(MANIFEST, await readText(manifest, MANIFEST)) : [];
  return new Map(entries.map((entry) => [entry.key, entry]));
}

async function openRoot(directory: string, shown: string): Promise<Root> {
  const path = await realpath(directory).catch((cause: unknown) => {
    throw inputError(`the configuration directory ${shown} does not exist or cannot be read`, {
      hint: "pass the root module's directory",
      cause,
    });
  });
  if (!(await stat(path)).isDirectory()) throw inputError(`${shown} is no directory`, { hint: "pass the root module's directory" });
  return { path, boundary: boundaryOf(path), manifest: await readInstalledModules(path) };
}

function boundaryOf(root: string): string {
  const repository = findRepositoryRoot(root);
  if (existsSync(join(repository, '.git'))) return repository;
  const isTop = (path: string): boolean => dirname(path) === path;
  return [dirname(dirname(root)), dirname(root)].find((path) => !isTop(path)) ?? root;
}

async function readModuleDirectory({ path, boundary }: Root, entry: ManifestEntry): Promise<ModuleSource | Missing> {
  const { key, dir, source } = entry;
  const real = await realpath(join(path, dir)).catch(() => null);
  // `init` brings what is installed, but not what stands beside the caller.
  const advice = isLocal(source) ? 'is the checkout whole?' : 'run `terraform init`';
  if (real === null) return { key, reason: `its directory ${dir} is not there; ${advice}` };
  if (!isInside(real, boundary)) return { key, reason: `its directory ${dir} lies outside of ${boundary}, and is not read` };
  return { ...entry, files: await readConfigFiles({ path: real, label: dir, boundary }) };
}

function callsOf(module: ModuleSource, known: readonly ModuleSource[], producer: Producer): readonly ModuleCall[] {
  const dialect = toDialect(known, producer);
  return [...readModule(module, scanModule(module, dialect.tofu), dialect).calls.values()];
}

function resolveCall(
  { name, source, range }: ModuleCall,
  caller: ManifestEntry,
  manifest: ReadonlyMap<string, ManifestEntry>,
): ManifestEntry | Missing {
  const key = childKey(caller.key, name);
  const written = constantText(source);
  const installed = manifest.get(key);
  // What stands beside the caller is read there, whether or not `init` was run.
  if (written !== null && isLocal(written)) {
    return { key, dir: cleanDir(posix.join(caller.dir, written.replaceAll('\\', '/'))), source: written, version: null };
  }
  return installed ?? { key, reason: `${range.file}:${range.line} calls it, but it is not installed; run \`terraform init\`` };
}

const isLocal = (source: string | null): boolean => source !== null && /^\.\.?(?:[/\\]|$)/.test(source);

function constantText(source: ModuleCall['source']): string | null {
  if (source?.syntax === 'native') return findQuotedText(source.text);
  return typeof source?.value === 'string' && !/[$%]\{/.test(source.value) ? source.value : null;
}
