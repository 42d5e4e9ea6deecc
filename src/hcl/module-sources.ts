import { posix } from 'node:path';
import { z } from 'zod';
import { inputError, type TfsafeError } from '../errors.ts';

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

const entry = z.object({ Key: z.string(), Dir: z.string(), Source: z.string().nullish(), Version: z.string().nullish() });
const snapshotManifest = z.array(entry);
const installedManifest = z.object({ Modules: z.array(entry).nullish() });

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

const parseSnapshotManifest = (text: string): readonly ManifestEntry[] => toEntries(MANIFEST, parseJson(MANIFEST, text, snapshotManifest));

/** `.terraform/modules/modules.json`, which `terraform init` writes. `file` is for messages. Throws (exit 3) on another shape. */
export const parseInstalledManifest = (file: string, text: string): readonly ManifestEntry[] =>
  toEntries(file, parseJson(file, text, installedManifest).Modules ?? []);

function toEntries(file: string, entries: z.infer<typeof snapshotManifest>): readonly ManifestEntry[] {
  const keys = new Set<string>();
  return entries.map(({ Key: key, Dir: dir, Source: source, Version: version }) => {
    if (keys.has(key)) throw malformed(file, `it names the module ${JSON.stringify(key)} twice`);
    keys.add(key);
    return {
      key,
      dir: cleanDir(dir),
      source: source === undefined || source === '' ? null : source,
      version: version === undefined || version === '' ? null : version,
    };
  });
}

/** `./mod/` → `mod`, the root `.`; with `/` as separator, as `path.module` shows it. */
export function cleanDir(dir: string): string {
  const clean = posix.normalize(dir.replaceAll('\\', '/'));
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}

function parseJson<Shape extends z.ZodType>(file: string, text: string, shape: Shape): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw malformed(file, cause instanceof z.ZodError ? (z.prettifyError(cause).split('\n')[0] ?? '') : 'it is no JSON', cause);
  }
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
