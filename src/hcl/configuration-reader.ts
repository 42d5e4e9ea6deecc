import { inputError } from '../errors.ts';
import type { Producer } from '../terraform/plan.ts';
import type { ConfigModule, Configuration } from './configuration.ts';
import type { HclParser } from './hcl-parser.ts';
import { readsTofuFiles } from './module-files.ts';
import { type Dialect, readModule, scanModule } from './module-reader.ts';
import type { ModuleSource } from './module-sources.ts';
import { checkSecondReading } from './second-reading.ts';

/** The sources of a configuration as they were found. `missing`: modules that were looked for in vain, and why. */
export type ConfigurationSources = {
  readonly from: Configuration['from'];
  readonly modules: readonly ModuleSource[];
  readonly missing?: Configuration['missing'] | undefined;
};

/**
 * Reads Terraform and OpenTofu sources. `missing` is computed from the calls in the sources, whatever the caller knew of it.
 * Throws (exit 3) `file:line: …` on what cannot be read; a provisioner is never passed over.
 */
export async function readConfiguration(
  { from, modules, missing = [] }: ConfigurationSources,
  parser: HclParser,
  { producer }: { readonly producer: Producer } = { producer: 'unknown' },
): Promise<Configuration> {
  const dialect = toDialect(modules, producer);
  const scanned = modules.map((module) => ({ module, files: scanModule(module, dialect.tofu) }));
  const read = new Map(scanned.map(({ module, files }) => [module.key, readModule(module, files, dialect)]));
  if (!read.has('')) throw inputError('the sources have no root module');
  if (read.size < modules.length) throw inputError('the sources name a module twice');
  const allMissing = findMissing(read, missing);
  parseAhead(read, parser);
  await checkSecondReading(
    scanned.flatMap(({ files }) => [...files.primary, ...files.override]),
    parser,
  );
  return { from, complete: allMissing.length === 0, missing: allMissing, modules: read };
}

const MOST_AHEAD = 300;

/** Sends the arguments of provisioners along with the files, so that the parser has them ready when a plan asks; whoever asks sees its errors. */
function parseAhead(modules: ReadonlyMap<string, ConfigModule>, parser: HclParser): void {
  const blocks = [...modules.values()].flatMap(({ resources, removed }) => [...resources.values(), ...removed]);
  const attributes = blocks.flatMap(({ provisioners }) => provisioners.flatMap((provisioner) => [...provisioner.attributes.values()]));
  for (const { expression } of attributes.slice(0, MOST_AHEAD))
    if (expression.syntax === 'native') parser.parseExpression(expression).catch(() => {});
}

/** The rules of the product that made the plan. */
export function toDialect(modules: readonly ModuleSource[], producer: Producer): Dialect {
  const files = modules.flatMap(({ files }) => files);
  // Terraform (seen in 1.11) passes over `removed` blocks in override files; what is not known counts them.
  return { tofu: readsTofuFiles(producer, files), removedInOverride: producer !== 'terraform' };
}

/** The key of a called module: the dotted path of call names. */
export const childKey = (key: string, call: string): string => (key === '' ? call : `${key}.${call}`);

function findMissing(modules: ReadonlyMap<string, ConfigModule>, known: Configuration['missing']): Configuration['missing'] {
  const reasons = new Map(known.map(({ key, reason }) => [key, reason]));
  const found = [...modules.values()].flatMap(({ key, calls }) =>
    [...calls.values()].flatMap(({ name, range }) => {
      const child = childKey(key, name);
      if (modules.has(child)) return [];
      return { key: child, reason: reasons.get(child) ?? `${range.file}:${range.line} calls it, but its sources are not there` };
    }),
  );
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}
