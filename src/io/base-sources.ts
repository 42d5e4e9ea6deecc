import { statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import type { ConfigurationSources } from '../hcl/configuration-reader.ts';
import type { Configuration } from '../hcl/configuration.ts';
import { isConfigFile } from '../hcl/module-files.ts';
import { decode, type ManifestEntry, type ModuleSource, type SourceFile } from '../hcl/module-sources.ts';
import { inputError } from '../errors.ts';
import type { Producer } from '../terraform/plan.ts';
import { collectModules, readConfigDirectory, readInstalledModules } from './config-directory.ts';
import { readConfigFiles } from './config-files.ts';
import { type GitTree, openGitTree, type TreeEntry } from './git-tree.ts';
import type { Io } from './io.ts';
import { findRepositoryRoot } from './source-files.ts';

/** `base`: as given to `--base`. `directory`: the root module's directory as it is now, absolute. */
export type BaseRequest = { readonly base: string; readonly directory: string; readonly producer: Producer } & Pick<Io, 'env' | 'cwd'>;

type Missing = Configuration['missing'][number];
type Place = { readonly tree: GitTree; readonly directory: string };

const MOST_LINKS = 8;

/**
 * The sources before the edit: of a folder, where `base` names one, else those of the root module's directory at a commit. Modules beside it
 * are read at that commit too; modules from elsewhere are read as `terraform init` installed them now. Nothing is checked out.
 * Throws (exit 3) where `base` is neither, and as `readConfigDirectory`.
 */
export async function readBaseSources({ base, directory, producer, env, cwd }: BaseRequest): Promise<ConfigurationSources> {
  const folder = resolve(cwd, base);
  if (isDirectory(folder)) return readConfigDirectory(folder, base, producer);
  // Links on the way to the directory are not part of the repository.
  const real = await realpath(directory).catch(() => directory);
  const place: Place = { tree: await openGitTree(base, { directory: real, env }), directory: real };
  const manifest = await readInstalledModules(real);
  const shown = `${place.tree.prefix || 'the top of the repository'} at ${base}`;
  const sources = await collectModules({ manifest, read: (entry) => readModule(place, entry), shown, producer });
  if (sources.modules.length === 0) {
    throw inputError(`${shown} is not there`, { hint: 'a root module that is new has no base: leave --base out' });
  }
  return sources;
}

async function readModule({ tree, directory }: Place, entry: ManifestEntry): Promise<ModuleSource | Missing> {
  const { key, dir } = entry;
  if (dir === '.terraform' || dir.startsWith('.terraform/')) return readInstalled(directory, entry);
  const path = posix.join(tree.prefix, dir);
  if (path === '..' || path.startsWith('../') || posix.isAbsolute(dir))
    return { key, reason: `its directory ${dir} lies outside of the repository` };
  const files = await readTree(tree, path === '.' ? '' : path);
  return files ? { ...entry, files } : { key, reason: `its directory ${dir} is not there at the base commit` };
}

async function readInstalled(directory: string, entry: ManifestEntry): Promise<ModuleSource | Missing> {
  const path = await realpath(join(directory, entry.dir)).catch(() => null);
  if (path === null) return { key: entry.key, reason: `its directory ${entry.dir} is not there; run \`terraform init\`` };
  return { ...entry, files: await readConfigFiles({ path, label: entry.dir, boundary: findRepositoryRoot(directory) }) };
}

/** The configuration files of a directory at the commit; null where it is not there. */
async function readTree(tree: GitTree, path: string): Promise<readonly SourceFile[] | null> {
  const entries = await tree.list(path);
  if (!entries) return null;
  const wanted: TreeEntry[] = [];
  for (const entry of entries.filter(({ name, kind }) => isConfigFile(name) && (kind === 'file' || kind === 'link'))) {
    wanted.push(entry.kind === 'link' ? { ...(await followLink(tree, path, entry)), name: entry.name } : entry);
  }
  const contents = await tree.read(wanted.map(({ id }) => id));
  return wanted.map(({ name }, index) => ({ name, text: decode(posix.join(path, name), contents[index] ?? new Uint8Array()) }));
}

/** The file that a link leads to, inside the repository; an error (exit 3) where it leads out of it or to nothing. */
async function followLink(tree: GitTree, directory: string, link: TreeEntry): Promise<TreeEntry> {
  let [at, entry] = [directory, link];
  for (let hops = 0; hops < MOST_LINKS && entry.kind === 'link'; hops++) {
    const [target] = await tree.read([entry.id]);
    const written = Buffer.from(target ?? []).toString('utf8');
    const path = posix.isAbsolute(written) ? '..' : posix.join(at, written);
    at = posix.dirname(path);
    const name = posix.basename(path);
    const found = path.startsWith('..') ? undefined : (await tree.list(at === '.' ? '' : at))?.find((candidate) => candidate.name === name);
    if (!found) break;
    entry = found;
  }
  if (entry.kind !== 'file')
    throw inputError(`${posix.join(directory, link.name)} is a link that cannot be followed at the base commit`, {
      hint: 'pass a folder as `--base`',
    });
  return entry;
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
