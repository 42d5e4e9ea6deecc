import { spawn } from 'node:child_process';
import { inputError, type TfsafeError } from '../errors.ts';
import type { Io } from './io.ts';

/** A commit of a repository, read without touching its work tree, index or configuration. */
export type GitTree = {
  /** Path of the directory inside the repository, '' for its top; with `/`, without one at the end. */
  readonly prefix: string;
  /** The entries of a directory at that commit; null where there is none. Paths are relative to the repository's top. */
  readonly list: (directory: string) => Promise<readonly TreeEntry[] | null>;
  /** The contents of blobs, in order. Throws (exit 3) where one is missing (a partial clone) or larger than 5 MB. */
  readonly read: (blobs: readonly string[]) => Promise<readonly Uint8Array[]>;
};

export type TreeEntry = { readonly name: string; readonly kind: 'file' | 'link' | 'directory' | 'other'; readonly id: string };

type Git = { readonly directory: string; readonly env: Io['env'] };

const LIMIT_BYTES = 5 * 1024 * 1024;
const MOST_BYTES = 256 * 1024 * 1024;
const KINDS: ReadonlyMap<string, TreeEntry['kind']> = new Map([
  ['100644', 'file'],
  ['100755', 'file'],
  ['120000', 'link'],
  ['040000', 'directory'],
]);

/** Opens the repository around `directory` at a commit, branch or tag. Throws (exit 3) where git, the repository or the commit is missing. */
export async function openGitTree(ref: string, { directory, env }: Git): Promise<GitTree> {
  const git = { directory, env };
  if (ref.startsWith('-') || ref === '' || ref.includes('\0'))
    throw inputError(`${JSON.stringify(ref)} is not the name of a commit`, { hint: 'pass a folder, or a branch, tag or commit' });
  const prefix = await text(git, ['rev-parse', '--show-prefix']).catch((cause: unknown) => {
    throw inputError(`--base ${ref} is no folder, and ${directory} is not in a git repository`, {
      hint: 'pass the folder that holds the configuration before the edit',
      cause,
    });
  });
  const commit = await text(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch((cause: unknown) => {
    throw inputError(`--base ${ref} is neither a folder nor a commit of the repository around ${directory}`, {
      hint: 'check the name with `git log`; in CI the checkout may be shallow: fetch the base branch (actions/checkout: `fetch-depth: 0`)',
      cause,
    });
  });
  return { prefix: prefix.replace(/\/$/, ''), list: (path) => list(git, commit, path), read: (blobs) => readBlobs(git, blobs) };
}

async function list(git: Git, commit: string, path: string): Promise<readonly TreeEntry[] | null> {
  // `COMMIT:PATH` names the directory itself, so that no path is taken for a pattern or an option.
  const output = await run(git, { args: ['ls-tree', '--full-tree', '-z', `${commit}:${path}`], input: '' }).catch(() => null);
  if (output === null) return null;
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode, id, name] = /^(\d{6}) \w+ ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      return mode === undefined || id === undefined || name === undefined ? [] : [{ name, id, kind: KINDS.get(mode) ?? 'other' }];
    });
}

async function readBlobs(git: Git, blobs: readonly string[]): Promise<readonly Uint8Array[]> {
  if (blobs.length === 0) return [];
  const output = await run(git, { args: ['cat-file', '--batch'], input: blobs.map((id) => `${id}\n`).join('') });
  const found: Uint8Array[] = [];
  let at = 0;
  for (const id of blobs) {
    const lineEnd = output.indexOf(10, at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, Math.max(lineEnd, at))) ?? [];
    if (size === undefined)
      throw inputError(`git has no content for ${id.slice(0, 12)}`, {
        hint: 'the clone may be partial: fetch the base commit with its files',
      });
    if (Number(size) > LIMIT_BYTES)
      throw inputError(`a configuration file of the base commit is larger than 5 MB`, {
        hint: 'no configuration is that large: is it generated data?',
      });
    found.push(output.subarray(lineEnd + 1, lineEnd + 1 + Number(size)));
    at = lineEnd + 1 + Number(size) + 1;
  }
  return found;
}

const text = async (git: Git, args: readonly string[]): Promise<string> =>
  (await run(git, { args, input: '' })).toString('utf8').replace(/\n$/, '');

function run({ directory, env }: Git, { args, input }: { readonly args: readonly string[]; readonly input: string }): Promise<Buffer> {
  const child = spawn('git', ['--no-pager', '--no-optional-locks', '-c', 'core.fsmonitor=false', ...args], {
    cwd: directory,
    env: toEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  let size = 0;
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MOST_BYTES) child.kill();
    else chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(-2000)));
  // A child that ended early does not read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((settle, reject) => {
    child.on('error', (cause) => reject(failed('could not be started', cause)));
    child.on('close', (code) =>
      code === 0 ? settle(Buffer.concat(chunks)) : reject(failed(`ended with exit code ${code ?? 'none'}: ${errors.trim()}`)),
    );
  });
}

const failed = (what: string, cause?: unknown): TfsafeError =>
  inputError(`git ${what}`, { hint: 'install git, or pass a folder as `--base`', cause });

/** Only what git needs to start and to trust the directory (`safe.directory`): GIT_* variables would point it elsewhere or run programs. */
function toEnvironment(env: Io['env']): Record<string, string | undefined> {
  const kept = ['PATH', 'Path', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP'];
  const own = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_NO_REPLACE_OBJECTS: '1', GIT_OPTIONAL_LOCKS: '0' };
  return { ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))), ...own };
}
