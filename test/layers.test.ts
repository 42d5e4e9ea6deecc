import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { expect, test } from 'vitest';

// A file imports from its own layer or an earlier one (docs/architecture.md). Each layer: what belongs to it, as path prefixes.
const LAYERS: readonly (readonly string[])[] = [
  ['src/errors.ts'],
  ['src/terraform/', 'src/hcl/', 'src/shell/', 'src/masker.ts'],
  ['src/run/', 'src/command/', 'src/cascade/', 'src/cluster/', 'rules/catalog/'],
  ['src/rule.ts', 'src/subject.ts', 'src/report.ts'],
  ['rules/', 'src/analyze.ts', 'src/waiver.ts', 'src/verdict.ts'],
  ['src/render/'],
  ['src/io/', 'src/github/', 'src/gate/'],
  ['src/commands/', 'src/cli.ts', 'src/action.ts', 'src/index.ts'],
];
// A package that is used in one file only, so that it can be replaced there.
const ONE_FILE = ['@cdktf/hcl2json', 'unbash', 'chalk', 'diff', 'yauzl', 'lossless-json', 'yaml', 're2js'];
// What the pure middle must not touch.
const EDGES = /^node:(fs|child_process|process|net|http|https|os|tty|readline)/;

const files = ['src', 'rules'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const imports = new Map(
  files.map((file) => [file, [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '')]),
);
// The longest prefix wins: `rules/catalog/` is knowledge (2), the rest of `rules/` judges (4).
const layerOf = (file: string): number => {
  const matching = LAYERS.flatMap((prefixes, layer) =>
    prefixes.filter((prefix) => file.startsWith(prefix)).map((prefix) => ({ layer, length: prefix.length })),
  );
  return matching.sort((a, b) => b.length - a.length)[0]?.layer ?? -1;
};

test('every file belongs to a layer', () => {
  expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});

test('imports run from later layers to earlier ones', () => {
  const wrong = [...imports].flatMap(([file, names]) =>
    names
      .filter((name) => name.startsWith('.'))
      .map((name) => posix.join(dirname(file), name))
      .filter((target) => layerOf(target) > layerOf(file))
      .map((target) => `${file} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('analyze and the rules never import each other', () => {
  const wrong = [...imports].filter(
    ([file, names]) =>
      (file.startsWith('rules/') && names.some((name) => name.endsWith('/analyze.ts'))) ||
      (file === 'src/analyze.ts' && names.some((name) => name.includes('rules/'))),
  );
  expect(wrong).toEqual([]);
});

test('the middle does not touch the world', () => {
  const inside = [...imports].filter(([file]) => layerOf(file) < 6 && !file.startsWith('src/hcl/hcl2json'));
  expect(inside.flatMap(([file, names]) => names.filter((name) => EDGES.test(name)).map((name) => `${file} -> ${name}`))).toEqual([]);
});

test('a package that may have to be replaced is used in one file', () => {
  for (const name of ONE_FILE) {
    const users = [...imports]
      .filter(([, names]) => names.some((used) => used === name || used.startsWith(`${name}/`)))
      .map(([file]) => file);
    expect(users.length, `${name}: ${users.join(', ')}`).toBeLessThanOrEqual(1);
  }
});
