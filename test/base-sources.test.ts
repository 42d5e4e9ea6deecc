import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TfsafeError } from '../src/errors.ts';
import { readBaseSources } from '../src/io/base-sources.ts';

const room = mkdtempSync(join(tmpdir(), 'tfsafe-base-'));
const repository = join(room, 'repository');
const live = join(repository, 'live/prod');
afterAll(() => rmSync(room, { recursive: true, force: true }));

const gitEnvironment = {
  PATH: process.env['PATH'],
  HOME: room,
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b.c',
};
const git = (...args: readonly string[]): string =>
  execFileSync('git', [...args], { cwd: repository, env: gitEnvironment, encoding: 'utf8' });

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

beforeAll(() => {
  mkdirSync(repository);
  git('init', '-q', '-b', 'main');
  write(
    'live/prod/main.tf',
    'locals {\n  a = 1\n}\nmodule "m" {\n  source = "../../modules/m"\n}\nmodule "far" {\n  source = "acme/far/any"\n}\n',
  );
  write('live/prod/notes.md', 'not configuration');
  write('live/prod/gone.tf', 'locals {\n  gone = true\n}\n');
  write('modules/m/main.tf', 'output "o" {\n  value = "old"\n}\n');
  write('shared/common.tf', 'locals {\n  common = "über"\n}\n');
  symlinkSync('../../shared/common.tf', join(live, 'common.tf'));
  write('leads-out/main.tf', 'locals {}\n');
  symlinkSync('/etc/hostname', join(repository, 'leads-out/out.tf'));
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  git('tag', 'before');
  write(
    'live/prod/main.tf',
    'locals {\n  a = 2\n}\nmodule "m" {\n  source = "../../modules/m"\n}\nmodule "far" {\n  source = "acme/far/any"\n}\n',
  );
  write('modules/m/main.tf', 'output "o" {\n  value = "new"\n}\n');
  rmSync(join(live, 'gone.tf'));
  git('add', '-A');
  git('commit', '-q', '-m', 'two');
  write(
    'live/prod/.terraform/modules/modules.json',
    JSON.stringify({ Modules: [{ Key: 'far', Source: 'registry/acme/far/any', Version: '1.2.0', Dir: '.terraform/modules/far' }] }),
  );
  write('live/prod/.terraform/modules/far/main.tf', 'locals {\n  far = true\n}\n');
  write('live/prod/main.tf', 'locals {\n  a = "not committed"\n}\n');
});

const read = (base: string, { directory = live, env = {} }: { directory?: string; env?: Record<string, string> } = {}) =>
  readBaseSources({ base, directory, producer: 'terraform', env: { PATH: process.env['PATH'], HOME: room, ...env }, cwd: directory });

const filesOf = ({ modules }: Awaited<ReturnType<typeof readBaseSources>>) =>
  Object.fromEntries(
    modules.map(({ key, dir, files }) => [key, { dir, files: Object.fromEntries(files.map(({ name, text }) => [name, text])) }]),
  );

async function failure(work: Promise<unknown>): Promise<TfsafeError> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof TfsafeError)) throw new Error('did not fail as expected', { cause: error });
  return error;
}

/** What a checkout would change: names, sizes and times of everything in the repository. */
function snapshot(): readonly string[] {
  return readdirSync(repository, { recursive: true, encoding: 'utf8' }).map((name) => {
    const { size, mtimeMs } = statSync(join(repository, name), { throwIfNoEntry: false }) ?? {};
    return `${name} ${size} ${mtimeMs}`;
  });
}

describe('--base REF', () => {
  test('reads the root module, modules beside it and links at the commit, modules from elsewhere as installed', async () => {
    const earlier = snapshot();
    const found = filesOf(await read('before'));
    expect(found).toEqual({
      '': {
        dir: '.',
        files: {
          'common.tf': 'locals {\n  common = "über"\n}\n',
          'gone.tf': 'locals {\n  gone = true\n}\n',
          'main.tf': expect.stringContaining('a = 1'),
        },
      },
      m: { dir: '../../modules/m', files: { 'main.tf': expect.stringContaining('"old"') } },
      far: { dir: '.terraform/modules/far', files: { 'main.tf': expect.stringContaining('far = true') } },
    });
    expect(snapshot()).toEqual(earlier);
  });

  test.each(['main~1', 'HEAD~1', 'before', 'refs/tags/before'])('%s names the same commit', async (ref) => {
    expect(filesOf(await read(ref))['']?.files['main.tf']).toContain('a = 1');
  });

  test('what is not committed does not count', async () => {
    expect(filesOf(await read('HEAD'))['']?.files['main.tf']).toContain('a = 2');
  });

  test('variables of git do not lead it elsewhere', async () => {
    const elsewhere = {
      GIT_DIR: '/nowhere',
      GIT_WORK_TREE: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'alias.rev-parse',
      GIT_CONFIG_VALUE_0: '!false',
    };
    expect(filesOf(await read('before', { env: elsewhere }))['']?.files['main.tf']).toContain('a = 1');
  });

  test.each(['--output=x', '-h', '--end-of-options'])('%j is no name of a commit, and is never an option', async (ref) => {
    const error = await failure(read(ref));
    expect(error).toMatchObject({ exitCode: 3 });
    expect(error.message).toContain('is not the name of a commit');
    expect(existsSync(join(live, 'x'))).toBe(false);
  });

  test.each(['nowhere', 'before^{tree}', 'a b', '../..:x', 'HEAD:live'])(
    '%j: says that there is no such commit, and what to do',
    async (ref) => {
      const error = await failure(read(ref));
      expect(error).toMatchObject({ exitCode: 3 });
      expect(error.message).toContain(`--base ${ref}`);
      expect(error.hint).toContain('shallow');
    },
  );

  test('outside of a repository it says so', async () => {
    const alone = join(room, 'alone');
    mkdirSync(alone);
    const error = await failure(read('main', { directory: alone }));
    expect(error.message).toContain('not in a git repository');
    expect(error.hint).toContain('folder');
  });

  test('without git it says so', async () => {
    const error = await failure(read('main', { env: { PATH: '/nowhere' } }));
    expect(error).toMatchObject({ exitCode: 3 });
  });

  test('a root module that is new has no base', async () => {
    const fresh = join(repository, 'live/fresh');
    mkdirSync(fresh);
    expect((await failure(read('before', { directory: fresh }))).message).toContain('live/fresh');
  });

  test('a link that leads out of the repository is not followed', async () => {
    expect((await failure(read('before', { directory: join(repository, 'leads-out') }))).message).toContain('leads-out/out.tf');
  });
});

describe('--base DIR', () => {
  test('a folder wins over a commit of the same name', async () => {
    const folder = join(live, 'before');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.tf'), 'locals {\n  a = "folder"\n}\n');
    expect(filesOf(await read('before'))['']?.files).toEqual({ 'main.tf': 'locals {\n  a = "folder"\n}\n' });
    rmSync(folder, { recursive: true });
  });

  test('needs no repository', async () => {
    const [before, after] = [join(room, 'b'), join(room, 'a')];
    cpSync(join(import.meta.dirname, '../fixtures/incident/before'), before, { recursive: true });
    mkdirSync(after);
    const found = filesOf(await read('../b', { directory: after }));
    expect(Object.keys(found['']?.files ?? {})).toContain('nodes.tf');
    expect(found['']?.files['nodes.tf']).toBe(readFileSync(join(before, 'nodes.tf'), 'utf8'));
  });
});
