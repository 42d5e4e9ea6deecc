import type { Producer } from '../terraform/plan.ts';

type Named = { readonly name: string };

/** Configuration files of one module in the order in which they count; override files are merged over the others. */
export type FileSelection<File> = { readonly primary: readonly File[]; readonly override: readonly File[] };

const EXTENSION = /\.(?:tf|tofu)(?:\.json)?$/;

/**
 * Whether Terraform or OpenTofu would read a file of this name: neither hidden nor an editor's backup (configs.IsIgnoredFile).
 * What only OpenTofu reads counts too.
 */
export const isConfigFile = (name: string): boolean =>
  EXTENSION.test(name) && !name.startsWith('.') && !name.endsWith('~') && !(name.startsWith('#') && name.endsWith('#'));

/** Whether `.tofu` files count: only OpenTofu reads them; where the product is not known, one of them tells. */
export function readsTofuFiles(producer: Producer, files: readonly Named[]): boolean {
  const verdicts = { terraform: false, opentofu: true, unknown: files.some(({ name }) => isConfigFile(name) && isTofu(name)) };
  return verdicts[producer];
}

/** The files of a module that count, sorted by name. `tofu`: OpenTofu's rules, where `x.tofu` hides `x.tf` and `x.tofu.json` hides `x.tf.json`. */
export function selectFiles<File extends Named>(files: readonly File[], tofu: boolean): FileSelection<File> {
  const names = new Set(files.map(({ name }) => name));
  const selected = files
    .filter(
      ({ name }) => isConfigFile(name) && (tofu ? isTofu(name) || !names.has(name.replace(/\.tf(\.json)?$/, '.tofu$1')) : !isTofu(name)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { primary: selected.filter(({ name }) => !isOverride(name)), override: selected.filter(({ name }) => isOverride(name)) };
}

/** Whether a file is in JSON syntax. */
export const isJsonSyntax = (name: string): boolean => name.endsWith('.json');

const isTofu = (name: string): boolean => /\.tofu(?:\.json)?$/.test(name);

const isOverride = (name: string): boolean => /^(?:.*_)?override$/s.test(name.replace(EXTENSION, ''));
