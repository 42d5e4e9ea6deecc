import { posix } from 'node:path';
import { inputError, TfsafeError } from '../errors.ts';
import { asObject, optionalList, optionalString, type JsonObject } from '../terraform/json-frame.ts';

export type SourceFile = { readonly name: string; readonly text: string };

/** One module's files, not yet selected or read. `key`: dotted call path, '' for the root. `dir`: cleaned, relative to the root module. */
export type ModuleSource = {
  readonly key: string;
  readonly dir: string;
  readonly source: string | null;
  readonly version: string | null;
  readonly files: readonly SourceFile[];
};

/** An entry of a module manifest. */
export type ManifestEntry = Omit<ModuleSource, 'files'>;

const MANIFEST = 'tfconfig/modules.json';
const MODULE_ENTRY = /^tfconfig\/m-([^/]*)\/([^/]+)$/;

/**
 * The modules inside a saved plan, from the content of its zip entries (configload/loader_snapshot.go): every module that will be applied,
 * registry ones too. Entries that are no sources are passed over. Throws (exit 3) where manifest and files do not fit each other.
 */
export function toModuleSources(entries: ReadonlyMap<string, Uint8Array>): readonly ModuleSource[] {
  const manifest = entries.get(MANIFEST);
  if (!manifest)
    throw inputError('the saved plan has no tfconfig/modules.json: it does not hold its configuration', { hint: 'make the plan again' });
  const files = new Map(
    parseSnapshotManifest(decode(MANIFEST, manifest)).map((module) => [module.key, { module, files: new Array<SourceFile>() }]),
  );
  for (const [name, bytes] of entries) {
    const [, key, file] = MODULE_ENTRY.exec(name) ?? [];
    if (key === undefined || file === undefined) continue;
    const owner = files.get(key);
    if (!owner) throw inputError(`the saved plan holds ${name}, but its modules.json has no module ${JSON.stringify(key)}`);
    owner.files.push({ name: file, text: decode(name, bytes) });
  }
  return [...files.values()].map(({ module, files }) => ({ ...module, files }));
}

const parseSnapshotManifest = (text: string): readonly ManifestEntry[] =>
  readManifest(MANIFEST, () => optionalList({ list: parseJson(text) }, 'list', 'it'));

/** `.terraform/modules/modules.json`, which `terraform init` writes. `file` is for messages. Throws (exit 3) on another shape. */
export const parseInstalledManifest = (file: string, text: string): readonly ManifestEntry[] =>
  readManifest(file, () => optionalList(asObject(parseJson(text), 'it'), 'Modules', 'it'));

function readManifest(file: string, listEntries: () => readonly unknown[]): readonly ManifestEntry[] {
  try {
    const entries = listEntries().map((value, index) => toEntry(asObject(value, `entry ${index}`), `entry ${index}`));
    const keys = new Set<string>();
    for (const { key } of entries) {
      if (keys.has(key)) throw inputError(`it names the module ${JSON.stringify(key)} twice`);
      keys.add(key);
    }
    return entries;
  } catch (cause) {
    throw malformed(file, cause instanceof TfsafeError ? cause.message : 'it is no JSON', cause);
  }
}

function toEntry(entry: JsonObject, place: string): ManifestEntry {
  const text = (key: string): string | null => optionalString(entry, key, place);
  const [key, dir] = [text('Key'), text('Dir')];
  if (key === null || dir === null) throw inputError(`${place} has no ${key === null ? 'Key' : 'Dir'}`);
  return { key, dir: cleanDir(dir), source: text('Source') || null, version: text('Version') || null };
}

const parseJson = (text: string): unknown => JSON.parse(text);

/** `./mod/` → `mod`, the root `.`; with `/` as separator, as `path.module` shows it. */
export function cleanDir(dir: string): string {
  const clean = posix.normalize(dir.replaceAll('\\', '/'));
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}

const malformed = (file: string, what: string, cause?: unknown): TfsafeError =>
  inputError(`${file} is not a module manifest: ${what}`, { hint: 'run `terraform init` and make the plan again', cause });

/** UTF-8 text. Throws (exit 3) on other bytes: Terraform refuses them too. */
export function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw inputError(`${file} is not UTF-8 text`, { hint: 'save it as UTF-8', cause });
  }
}
