import { inputError } from '../errors.ts';
import type { HclParser } from './hcl-parser.ts';
import { isJsonSyntax } from './module-files.ts';
import type { ScannedFile } from './module-reader.ts';
import type { Body } from './source.ts';

/** Types of the provisioners of each resource and `removed` block, sorted, since hcl2json keeps the order within a type only. */
type ProvisionerCount = ReadonlyMap<string, readonly string[]>;

/**
 * Has every file with a provisioner read a second time, by HCL's own grammar, and compares: a provisioner that one reader does not see
 * must not be lost. Only those files are given to the parser, since it is slow to start. Throws (exit 3) where the two disagree.
 */
export async function checkSecondReading(files: readonly ScannedFile[], parser: HclParser): Promise<void> {
  // A block's type is a bare word in native syntax: no escape can hide it.
  const candidates = files.filter(({ name, text }) => !isJsonSyntax(name) && text.includes('provisioner'));
  const readings = await Promise.all(candidates.map(({ path, text }) => parser.parseFile(path, text)));
  candidates.forEach((file, index) => compare(file, countParsed(readings[index])));
}

function compare({ path, body }: ScannedFile, parsed: ProvisionerCount): void {
  const scanned = countScanned(body);
  for (const key of new Set([...scanned.keys(), ...parsed.keys()])) {
    const [mine, theirs] = [scanned.get(key) ?? [], parsed.get(key) ?? []];
    if (mine.join(' ') === theirs.join(' ')) continue;
    throw inputError(`${path}: two readers disagree on the provisioners of ${key}: ${describe(mine)} and ${describe(theirs)}`, {
      hint: 'nothing can be said about this file; please report it with the block in question',
    });
  }
}

const describe = (types: readonly string[]): string => (types.length === 0 ? 'none' : types.join(', '));

function countScanned({ blocks }: Body): ProvisionerCount {
  const counts = new Map<string, string[]>();
  let removed = 0;
  for (const { type, labels, body } of blocks) {
    const types = body.blocks.filter((block) => block.type === 'provisioner').map((block) => block.labels.join(' '));
    if (type === 'resource') addTypes(counts, labels.join('.'), types);
    else if (type === 'removed') addTypes(counts, removedKey((removed += 1)), types);
  }
  return sorted(counts);
}

/** hcl2json's form: `resource.TYPE.NAME[].provisioner.TYPE[]`, `removed[].provisioner.TYPE[]`. */
function countParsed(file: unknown): ProvisionerCount {
  const counts = new Map<string, string[]>();
  for (const [type, named] of members(member(file, 'resource'))) {
    for (const [name, bodies] of members(named)) for (const body of items(bodies)) addTypes(counts, `${type}.${name}`, typesOf(body));
  }
  items(member(file, 'removed')).forEach((body, index) => addTypes(counts, removedKey(index + 1), typesOf(body)));
  return sorted(counts);
}

const removedKey = (position: number): string => `"removed" block ${position}`;

function addTypes(counts: Map<string, string[]>, key: string, types: readonly string[]): void {
  if (types.length > 0) counts.set(key, [...(counts.get(key) ?? []), ...types]);
}

const sorted = (counts: ReadonlyMap<string, readonly string[]>): ProvisionerCount =>
  new Map([...counts].map(([key, types]) => [key, types.toSorted()]));

const typesOf = (body: unknown): string[] =>
  members(member(body, 'provisioner')).flatMap(([type, blocks]) => items(blocks).map(() => type));

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const members = (value: unknown): readonly [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const member = (value: unknown, name: string): unknown => members(value).find(([key]) => key === name)?.[1];
