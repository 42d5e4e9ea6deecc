import { blockError, labelsOf } from './block-reading.ts';
import { scanBody } from './body-scanner.ts';
import type { ConfigModule } from './configuration.ts';
import { toLocal, toModuleCall, toMoved, toNamedValue, toRemoved } from './declared-blocks.ts';
import { readJsonBody } from './json-body.ts';
import { mergeBodies } from './merge-bodies.ts';
import { type FileSelection, isJsonSyntax, selectFiles } from './module-files.ts';
import type { ModuleSource } from './module-sources.ts';
import { overrideParts, resourceKey, type ResourceParts, toParts, toResource } from './resource-reader.ts';
import type { Attribute, Block, Body } from './source.ts';

/** A file as scanned. `path` is relative to the root module. */
export type ScannedFile = { readonly name: string; readonly path: string; readonly text: string; readonly body: Body };

/** Rules that depend on the product: `tofu` says whether `.tofu` files count, `removedInOverride` whether override files may hold `removed` blocks. */
export type Dialect = { readonly tofu: boolean; readonly removedInOverride: boolean };

/** Scans the files of a module that count. Throws (exit 3) on a syntax error. */
export function scanModule({ dir, files }: ModuleSource, tofu: boolean): FileSelection<ScannedFile> {
  const scan = ({ name, text }: ModuleSource['files'][number]): ScannedFile => {
    const path = dir === '.' ? name : `${dir}/${name}`;
    return { name, path, text, body: isJsonSyntax(name) ? readJsonBody(path, text) : scanBody(path, text) };
  };
  const { primary, override } = selectFiles(files, tofu);
  return { primary: primary.map(scan), override: override.map(scan) };
}

/** Reads a module out of its scanned files, overrides merged. Throws (exit 3) on what Terraform refuses, as far as it decides what runs. */
export function readModule(
  { key, dir, source, version }: ModuleSource,
  files: FileSelection<ScannedFile>,
  { removedInOverride }: Dialect,
): ConfigModule {
  const primary = files.primary.flatMap(({ body }) => body.blocks);
  const override = files.override.flatMap(({ body }) => body.blocks);
  const named = (type: string): ReadonlyMap<string, Block> =>
    declare(ofType(primary, type), ofType(override, type), { keyOf: labelKey, lay: layBlock });
  const resources = declare(resourcesIn(primary).map(toParts), resourcesIn(override).map(toParts), {
    keyOf: ({ block }) => resourceKey(block),
    lay: overrideParts,
  });
  return {
    key,
    dir,
    source,
    version,
    resources: mapValues(resources, toResource),
    calls: mapValues(named('module'), toModuleCall),
    variables: mapValues(named('variable'), toNamedValue),
    outputs: mapValues(named('output'), toNamedValue),
    locals: mapValues(declare(localsIn(primary), localsIn(override), { keyOf: ({ name }) => name, lay: (_, over) => over }), toLocal),
    removed: ofType(removedInOverride ? [...primary, ...override] : primary, 'removed').map(toRemoved),
    moved: ofType(primary, 'moved').map(toMoved),
    actions: named('action'),
  };
}

type Declaring<Item> = { readonly keyOf: (item: Item) => string; readonly lay: (base: Item, override: Item) => Item };
type Placed = ResourceParts | Block | Attribute;

/** Items by key, overrides laid over them. Throws where one is declared twice, or an override has nothing to lay itself over. */
function declare<Item extends Placed>(
  primary: readonly Item[],
  override: readonly Item[],
  { keyOf, lay }: Declaring<Item>,
): ReadonlyMap<string, Item> {
  const items = new Map<string, Item>();
  for (const item of primary) {
    const key = keyOf(item);
    const earlier = items.get(key);
    if (earlier) throw blockError(rangeOf(item), `"${key}" is declared twice, first at ${rangeOf(earlier).file}:${rangeOf(earlier).line}`);
    items.set(key, item);
  }
  for (const item of override) {
    const base = items.get(keyOf(item));
    if (!base) throw blockError(rangeOf(item), `this override of "${keyOf(item)}" has nothing to override`);
    items.set(keyOf(item), lay(base, item));
  }
  return items;
}

const rangeOf = (item: Placed) => ('block' in item ? item.block.range : item.range);

const ofType = (blocks: readonly Block[], type: string): readonly Block[] => blocks.filter((block) => block.type === type);

/** Data resources stand in `check` blocks too, and belong to the module. */
const resourcesIn = (blocks: readonly Block[]): readonly Block[] =>
  [...blocks, ...ofType(blocks, 'check').flatMap(({ body }) => ofType(body.blocks, 'data'))].filter(({ type }) => RESOURCE_TYPES.has(type));

const RESOURCE_TYPES = new Set(['resource', 'data', 'ephemeral']);

const localsIn = (blocks: readonly Block[]): readonly Attribute[] =>
  ofType(blocks, 'locals').flatMap(({ body }) => [...body.attributes.values()]);

const labelKey = (block: Block): string => labelsOf(block, block.type === 'action' ? ['type', 'name'] : ['name']).join('.');

const layBlock = (base: Block, override: Block): Block => ({ ...base, body: mergeBodies(base.body, override.body) });

const mapValues = <From, To>(map: ReadonlyMap<string, From>, convert: (value: From) => To): ReadonlyMap<string, To> =>
  new Map([...map].map(([key, value]) => [key, convert(value)]));
