import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TfsafeError } from '../src/errors.ts';
import { showPlan } from '../src/io/terraform-show.ts';
import type { ShowRequest } from '../src/io/terraform-show.ts';
import { describeWithTerraform } from './real-terraform.ts';

const root = mkdtempSync(join(tmpdir(), 'tfsafe-test-show-'));
const here = join(root, 'here');
const bin = join(root, 'bin');
const scratch = join(root, 'tmp');
const realTmp = process.env['TMPDIR'];

// The private files of showPlan land in a folder of their own, so that what it leaves behind can be counted.
beforeAll(() => {
  for (const folder of [here, bin, scratch]) mkdirSync(folder);
  process.env['TMPDIR'] = scratch;
});
afterAll(() => {
  if (realTmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = realTmp;
  rmSync(root, { recursive: true, force: true });
});

/** A stand-in for terraform: a shell script. */
function writeProgram(name: string, script: string): string {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const toRequest = (more: Partial<ShowRequest> = {}): ShowRequest => ({
  planPath: 'p.tfplan',
  chdir: null,
  terraformBin: null,
  varArgs: [],
  prefer: 'terraform',
  env: { PATH: '/usr/bin:/bin' },
  cwd: here,
  ...more,
});

async function read(source: { readonly open: () => AsyncIterable<Uint8Array> }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source.open()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** What it printed, read twice; nothing may be left behind. */
async function run(more: Partial<ShowRequest> = {}): Promise<string> {
  const source = await showPlan(toRequest(more));
  const [once, twice] = [await read(source), await read(source)];
  await source.close();
  expect(twice).toBe(once);
  expect(readdirSync(scratch)).toEqual([]);
  return once;
}

async function fail(more: Partial<ShowRequest> = {}): Promise<{ readonly message: string; readonly hint: string }> {
  const error = await showPlan(toRequest(more)).then(
    () => expect.unreachable('it gave a source'),
    (error: unknown) => error,
  );
  expect(readdirSync(scratch)).toEqual([]);
  if (!(error instanceof TfsafeError)) throw error;
  expect(error.exitCode).toBe(3);
  return { message: error.message, hint: error.hint ?? '' };
}

describe.skipIf(process.platform === 'win32')('with a stand-in for terraform', () => {
  test('it is run in the directory of --chdir with the absolute path of the plan, and nothing of TF_CLI_ARGS', async () => {
    const terraformBin = writeProgram('show-call', 'pwd; echo "$@"; env | grep ^TF_ | sort');
    mkdirSync(join(here, 'sub'));
    const env = { PATH: '/usr/bin:/bin', TF_CLI_ARGS: '-no-such', TF_CLI_ARGS_show: '-no-such', TF_WORKSPACE: 'w', TF_INPUT: '1' };
    const printed = await run({ terraformBin, chdir: 'sub', env, planPath: '-p.tfplan' });
    expect(printed).toBe(`${here}/sub\nshow -no-color -json ${here}/-p.tfplan\nTF_INPUT=0\nTF_IN_AUTOMATION=1\nTF_WORKSPACE=w\n`);
  });

  test('output of any size is kept whole', async () => {
    const terraformBin = writeProgram('large', 'head -c 20000000 /dev/zero | tr "\\0" "x"');
    expect(await run({ terraformBin })).toBe('x'.repeat(20_000_000));
  });

  test.runIf(process.platform === 'linux')('only this user can read the output, and it has no name', async () => {
    const terraformBin = writeProgram('private', 'stat -L -c "%a %h" /proc/self/fd/1');
    expect(await run({ terraformBin })).toBe('600 0\n');
  });

  test.each<[string, string, RegExp]>([
    ['exit code', 'echo no >&2; exit 7', /ended with exit code 7\nno$/],
    ['exit code after output', 'echo "{}"; exit 1', /ended with exit code 1$/],
    ['nothing printed', 'exit 0', /printed nothing$/],
    ['killed', 'kill -9 $$', /was ended by SIGKILL$/],
    ['framed words', 'printf "╷\\n│ Error: bad\\n│ \\n│ worse\\n╵\\n" >&2; exit 1', /exit code 1\nError: bad\n\nworse$/],
  ])('failure: %s', async (_, script, words) => {
    const { message, hint } = await fail({ terraformBin: writeProgram('failing', script) });
    expect(message).toMatch(/^p\.tfplan could not be read: /);
    expect(message).toMatch(words);
    expect(hint).toMatch(/terraform init.*--plan-json FILE.*show -json PLAN > FILE/);
  });

  test('the end of long words is kept', async () => {
    const { message } = await fail({
      terraformBin: writeProgram('chatty', 'i=0; while [ $i -lt 3000 ]; do echo "line $i of many words" >&2; i=$((i+1)); done; exit 1'),
    });
    expect(message.length).toBeLessThan(21_000);
    expect(message).toMatch(/line 2999 of many words$/);
  });

  test.each<[string, RegExp]>([
    ['Plan read error: plan file was created by Terraform 1.17.0-dev, but this is 1.11.4', /--terraform-bin/],
    ['Error: the plan file is encrypted', /TF_ENCRYPTION/],
    ['Error: Module source has changed', /-var-file/],
    ['Error: Failed to load plugin schemas', /terraform init/],
  ])('advice for: %s', async (words, advice) => {
    const { hint } = await fail({ terraformBin: writeProgram('advised', `echo '${words}' >&2; exit 1`) });
    expect(hint).toMatch(advice);
    expect(hint).toContain('--plan-json FILE');
  });

  test('variables are passed only where the plan cannot be read without them; the first words count where that does not help', async () => {
    const needs = writeProgram(
      'needs',
      'case "$*" in *"-var dir=n"*) echo with;; *) echo half a document; echo Module source has changed >&2; exit 1;; esac',
    );
    const refuses = writeProgram(
      'refuses',
      'case "$*" in *-var*) echo flag provided but not defined >&2;; *) echo no providers >&2;; esac; exit 1',
    );
    const without = writeProgram('without', 'case "$*" in *-var*) exit 1;; *) echo without;; esac');
    const varArgs = ['-var', 'dir=n'];
    expect(await run({ terraformBin: needs, varArgs })).toBe('with\n');
    expect(await run({ terraformBin: without, varArgs })).toBe('without\n');
    expect((await fail({ terraformBin: refuses, varArgs })).message).toMatch(/no providers$/);
  });

  test('an interrupt ends the program and leaves nothing', async () => {
    const controller = new AbortController();
    const started = join(root, 'started');
    const terraformBin = writeProgram('slow', `echo secret; : > ${started}; exec sleep 600`);
    const failed = fail({ terraformBin, signal: controller.signal });
    while (!readdirSync(root).includes('started')) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    expect((await failed).message).toMatch(/^interrupted while .*slow was reading p\.tfplan$/);
  });

  test.each<[string, Partial<ShowRequest>, readonly string[], string]>([
    ['terraform before tofu', {}, ['terraform', 'tofu'], 'terraform'],
    ['tofu where there is no other', {}, ['tofu'], 'tofu'],
    ['tofu for its own plan', { prefer: 'opentofu' }, ['terraform', 'tofu'], 'tofu'],
    ['terraform for a plan of tofu where there is no other', { prefer: 'opentofu' }, ['terraform'], 'terraform'],
    [
      'the option before the environment',
      { terraformBin: 'mine', env: { TFSAFE_TERRAFORM_BIN: 'theirs' } },
      ['mine', 'theirs', 'terraform'],
      'mine',
    ],
    ['the environment before PATH', { env: { TFSAFE_TERRAFORM_BIN: 'theirs' } }, ['theirs', 'terraform'], 'theirs'],
    ['an empty variable is none', { env: { TFSAFE_TERRAFORM_BIN: '' } }, ['terraform'], 'terraform'],
    ['a path from here, not from --chdir', { terraformBin: '../choice/mine', chdir: '/' }, ['mine'], 'mine'],
  ])('choice: %s', async (_, request, programs, chosen) => {
    const folder = join(root, 'choice');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const name of programs) copyFileSync(writeProgram('named', `echo ${name}`), join(folder, name));
    expect(await run({ ...request, env: { ...request.env, PATH: `::${folder}:/usr/bin:/bin` } })).toBe(`${chosen}\n`);
  });

  test('a program in the directory that is checked is not taken for an empty entry of PATH', async () => {
    copyFileSync(writeProgram('evil', 'echo evil'), join(here, 'terraform'));
    expect((await fail({ env: { PATH: ':/nowhere' } })).message).toBe('neither terraform nor tofu is on PATH');
    rmSync(join(here, 'terraform'));
  });
});

test.each<[string, Partial<ShowRequest>, RegExp, RegExp]>([
  ['no program', { env: { PATH: '' } }, /^neither terraform nor tofu is on PATH$/, /--terraform-bin PATH.*--plan-json FILE/],
  ['option names none', { terraformBin: './nope' }, /^\.\/nope, given by --terraform-bin, is not a program/, /--plan-json FILE/],
  [
    'variable names none',
    { env: { PATH: '', TFSAFE_TERRAFORM_BIN: 'nope' } },
    /^nope, given by TFSAFE_TERRAFORM_BIN, /,
    /--plan-json FILE/,
  ],
  ['option names a folder', { terraformBin: '..' }, /not a program/, /--plan-json FILE/],
])('refused: %s', async (_, request, words, advice) => {
  const { message, hint } = await fail(request);
  expect(message).toMatch(words);
  expect(hint).toMatch(advice);
});

test('a missing --chdir is named', async () => {
  expect((await fail({ chdir: 'nowhere', terraformBin: process.execPath })).message).toMatch(/^nowhere, .* is not a directory$/);
});

const terraformEnv = { ...process.env, TF_CLI_CONFIG_FILE: devNull };

describeWithTerraform('terraform show', () => {
  test('a plan of built-in resources', async () => {
    const work = join(root, 'work');
    mkdirSync(work);
    writeFileSync(join(work, 'main.tf'), 'resource "terraform_data" "a" {\n  input = "x"\n}\n');
    for (const args of [['init'], ['plan', '-out=p.tfplan']])
      expect(spawnSync('terraform', args, { cwd: work, env: terraformEnv }).status).toBe(0);
    const plan: { readonly resource_changes: readonly { readonly address: string }[] } = JSON.parse(
      await run({ cwd: work, env: { ...terraformEnv, TF_CLI_ARGS_show: '-no-such-option' } }),
    );
    expect(plan.resource_changes.map(({ address }) => address)).toEqual(['terraform_data.a']);
  });

  test('without the providers: it says so, and names both ways out', async () => {
    const incident = join(import.meta.dirname, '../fixtures/incident/plan.tfplan');
    const { message, hint } = await fail({ planPath: incident, env: terraformEnv });
    expect(message).toMatch(/hashicorp\/null/);
    expect(hint).toMatch(/providers: run `terraform init`.*--plan-json FILE/);
    expect(readFileSync(incident).length).toBeGreaterThan(0);
  });
});
