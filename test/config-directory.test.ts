import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfigDirectory } from '../src/io/config-directory.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tfsafe-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
const call = (name: string, source: string): string => `module "${name}" {\nsource = ${source}\n}\n`;
const manifest = (...entries: readonly object[]): string => JSON.stringify({ Modules: [{ Key: '', Source: '', Dir: '.' }, ...entries] });
const read = async (root = '.', producer?: 'terraform' | 'opentofu') => readConfigDirectory(join(folder, root), root, producer);
const keysAndDirs = async (root = '.') =>
  (await read(root)).modules.map(({ key, dir, files }) => [key, dir, files.map(({ name }) => name).join(' ')]);

test('local modules are found by their path, without init and beside a manifest that says otherwise', async () => {
  write({
    'env/prod/main.tf': call('a', '"../../modules/a"') + call('b', '"./b"'),
    'env/prod/b/main.tf.json': JSON.stringify({ module: { c: { source: './c/' } } }),
    'env/prod/b/c/x.tf': '',
    'env/prod/b/c/x.txt': '',
    'env/prod/old/x.tf': '',
    'modules/a/main.tf': '',
    'env/prod/.terraform/modules/modules.json': manifest({ Key: 'b', Source: './old', Dir: 'old' }),
  });
  expect(await keysAndDirs('env/prod')).toEqual([
    ['', '.', 'main.tf'],
    ['a', '../../modules/a', 'main.tf'],
    ['b', 'b', 'main.tf.json'],
    ['b.c', 'b/c', 'x.tf'],
  ]);
});

test('other modules stand where init put them; those that nothing calls are not read', async () => {
  write({
    'main.tf': call('r', '"ns/r/aws"'),
    '.terraform/modules/r/main.tf': call('sub', '"./modules/sub"'),
    '.terraform/modules/r/modules/sub/main.tf': '',
    '.terraform/modules/old/main.tf': 'broken',
    '.terraform/modules/modules.json': manifest(
      { Key: 'r', Source: 'registry.terraform.io/ns/r/aws', Version: '1.2.3', Dir: '.terraform/modules/r' },
      { Key: 'old', Source: 'x', Dir: '.terraform/modules/old' },
    ),
  });
  const { modules, missing } = await read();
  expect(modules.map(({ key, dir, source, version }) => [key, dir, source, version])).toEqual([
    ['', '.', null, null],
    ['r', '.terraform/modules/r', 'registry.terraform.io/ns/r/aws', '1.2.3'],
    ['r.sub', '.terraform/modules/r/modules/sub', './modules/sub', null],
  ]);
  expect(missing).toEqual([]);
});

test('what is not there or may not be read is missing, with the reason', async () => {
  write({
    'root/.git/HEAD': '',
    'root/main.tf':
      call('gone', '"./gone"') +
      call('out', '"../outside"') +
      call('reg', '"ns/r/aws"') +
      call('v', 'var.source') +
      call('link', '"./link"'),
    'root/.terraform/modules/modules.json': manifest({ Key: 'etc', Source: 'x', Dir: '/etc' }),
    'outside/main.tf': '',
  });
  symlinkSync(join(folder, 'outside'), join(folder, 'root/link'));
  const { modules, missing } = await read('root');
  expect(modules.map(({ key }) => key)).toEqual(['']);
  expect(Object.fromEntries(missing.map(({ key, reason }) => [key, reason.replaceAll(folder, '')]))).toEqual({
    gone: 'its directory gone is not there; is the checkout whole?',
    out: expect.stringMatching(/^its directory \.\.\/outside lies outside of .*root, and is not read$/),
    link: expect.stringMatching(/^its directory link lies outside of .*root, and is not read$/),
    reg: 'main.tf:7 calls it, but it is not installed; run `terraform init`',
    v: 'main.tf:10 calls it, but it is not installed; run `terraform init`',
  });
});

test('only the files of the product count', async () => {
  write({ 'main.tf': call('a', '"./a"'), 'main.tofu': call('b', '"./b"'), 'a/main.tf': '', 'b/main.tf': '' });
  expect((await read('.', 'terraform')).modules.map(({ key }) => key)).toEqual(['', 'a']);
  expect((await read('.', 'opentofu')).modules.map(({ key }) => key)).toEqual(['', 'b']);
  expect((await read()).modules.map(({ key }) => key)).toEqual(['', 'b']);
});

describe('files that Terraform would read', () => {
  test('links inside the repository are followed; a directory named like a file and hidden files are passed over', async () => {
    write({ 'main.tf': '', 'shared/common.tf': 'locals {\n}\n', '.#lock.tf': '', 'd.tf/x': '' });
    symlinkSync('shared/common.tf', join(folder, 'common.tf'));
    expect(await keysAndDirs()).toEqual([['', '.', 'common.tf main.tf']]);
  });

  test.each<[string, (path: string) => void, string]>([
    ['a FIFO', (path) => execFileSync('sh', ['-c', 'mkfifo "$0"', path]), 'x.tf is no regular file'],
    ['a link to nothing', (path) => symlinkSync('nowhere', path), 'x.tf cannot be read: ENOENT'],
    ['a link to a directory', (path) => symlinkSync('.', path), 'x.tf is no regular file'],
    ['a link out of the repository', (path) => symlinkSync('/etc/hostname', path), 'x.tf is a link that leads out of'],
    ['a large file', (path) => writeFileSync(path, ' '.repeat(5 * 1024 * 1024 + 1)), 'x.tf is larger than 5 MB'],
    ['no UTF-8', (path) => writeFileSync(path, new Uint8Array([0xff])), 'x.tf is not UTF-8 text'],
    ['a syntax error', (path) => writeFileSync(path, 'a {'), 'x.tf:1: expected "}"'],
  ])('%s is an error', async (_, make, message) => {
    write({ 'main.tf': '' });
    make(join(folder, 'x.tf'));
    await expect(read()).rejects.toThrow(message);
  });
});

describe('a directory that is none', () => {
  test('missing', async () => {
    await expect(read('nowhere')).rejects.toThrow('the configuration directory nowhere does not exist or cannot be read');
  });

  test('a file', async () => {
    write({ 'main.tf': '' });
    await expect(read('main.tf')).rejects.toThrow('main.tf is no directory');
  });

  test('without configuration', async () => {
    write({ 'x.txt': '' });
    await expect(read()).rejects.toThrow('. has no Terraform configuration');
  });

  test('with a broken manifest', async () => {
    write({ 'main.tf': '', '.terraform/modules/modules.json': '[]' });
    await expect(read()).rejects.toThrow('.terraform/modules/modules.json is not a module manifest');
  });

  test('a module that calls itself', async () => {
    write({ 'main.tf': call('a', '"./"') + call('b', '"./"') });
    await expect(read()).rejects.toThrow('. has more than 2000 modules: does a module call itself?');
  });
});
