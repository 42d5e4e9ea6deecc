import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { inputError, TfsafeError } from '../errors.ts';
import type { Producer } from '../terraform/plan.ts';
import type { Io } from './io.ts';
import type { PlanSource } from './plan-source.ts';
import { openPlanSource } from './plan-source.ts';
import { findTerraform, PLAN_JSON_HINT } from './terraform-binary.ts';

/** `planPath` and `chdir` as given, relative to `cwd`; `chdir` null: here. */
export type ShowRequest = {
  readonly planPath: string;
  readonly chdir: string | null;
  /** `--terraform-bin`; null where not given. */
  readonly terraformBin: string | null;
  /** `-var` and `-var-file` options of the plan command, which Terraform >= 1.15 may need to read the plan. */
  readonly varArgs: readonly string[];
  /** The product that made the plan. */
  readonly prefer: Producer;
  /** Aborted on SIGINT: the program is ended and the plan JSON removed. */
  readonly signal?: AbortSignal;
} & Pick<Io, 'env' | 'cwd'>;

const STDERR_LIMIT_BYTES = 20_000;

/**
 * Runs `terraform show -json PLAN` (or tofu) in `chdir` and gives its output, of any size, as a source that can be read more than once.
 * The output holds secrets: call `close` at the end, also on errors. Throws inputError (exit 3) with Terraform's own words and both ways out:
 * `init` there, or `--plan-json`.
 */
export async function showPlan(request: ShowRequest): Promise<PlanSource> {
  const { cwd, chdir, env, planPath, terraformBin, prefer } = request;
  const directory = resolve(cwd, chdir ?? '.');
  if (!isDirectory(directory))
    throw inputError(`${chdir ?? cwd}, where the plan is to be read, is not a directory`, {
      hint: `pass the directory where the plan was made as \`--chdir DIR\`, or ${PLAN_JSON_HINT}`,
    });
  const run = { binary: findTerraform({ option: terraformBin, prefer, env, cwd }), directory, request };
  const { file, source } = await openPrivateFile(planPath);
  try {
    await show(file, run);
    return source;
  } catch (error) {
    await source.close();
    throw error instanceof TfsafeError ? error : showFailed(run, { end: `could not be run: ${String(error)}`, stderr: '' });
  } finally {
    await file.close();
  }
}

type Run = { readonly binary: string; readonly directory: string; readonly request: ShowRequest };
type Failure = { readonly end: string; readonly stderr: string };

/** In a folder that only this user can enter, and without a name where the system can do that: nothing is left even after a kill. */
async function openPrivateFile(planPath: string): Promise<{ readonly file: FileHandle; readonly source: PlanSource }> {
  const folder = await mkdtemp(join(tmpdir(), 'tfsafe-')).catch((cause: unknown) => {
    throw inputError(`no private file for the plan JSON can be made in ${tmpdir()}`, { hint: 'set TMPDIR to a folder with room', cause });
  });
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 2 });
  try {
    const path = join(folder, 'plan.json');
    // Appending, so that a second run starts at the end of what truncation left.
    const file = await open(path, 'ax+', 0o600);
    const source = await openPlanSource(path, Readable.from([]));
    await remove().catch(() => undefined);
    return { file, source: { ...source, name: `${planPath} (show -json)`, close: () => source.close().then(remove) } };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Versions that do not need the variables refuse the options, so they come second; what then counts is why the first run failed. */
async function show(file: FileHandle, run: Run): Promise<void> {
  const { planPath, cwd, varArgs } = run.request;
  const plan = resolve(cwd, planPath);
  const failure = await runInto(file, ['show', '-no-color', '-json', plan], run);
  const isHelped =
    failure !== null && varArgs.length > 0 && (await runInto(file, ['show', '-no-color', '-json', ...varArgs, plan], run)) === null;
  if (failure !== null && !isHelped) throw showFailed(run, failure);
  if ((await file.stat()).size === 0) throw showFailed(run, { end: 'printed nothing', stderr: '' });
}

async function runInto(file: FileHandle, args: readonly string[], { binary, directory, request }: Run): Promise<Failure | null> {
  await file.truncate(0);
  const child = spawn(binary, args, {
    cwd: directory,
    env: toEnvironment(request.env),
    stdio: ['ignore', file.fd, 'pipe'],
    windowsHide: true,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  const tail: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => keepTail(tail, chunk));
  return new Promise((settle, reject) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', (code, signal) => {
      if (request.signal?.aborted === true) reject(inputError(`interrupted while ${binary} was reading ${request.planPath}`));
      else if (code === 0) settle(null);
      else settle({ end: signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`, stderr: toText(tail) });
    });
  });
}

/** TF_CLI_ARGS and TF_CLI_ARGS_show would add options that nobody sees. */
function toEnvironment(env: Io['env']): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('TF_CLI_ARGS'));
  return { ...Object.fromEntries(kept), TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
}

function keepTail(tail: Buffer[], chunk: Buffer): void {
  tail.push(chunk);
  const bytes = Buffer.concat(tail);
  tail.splice(0, tail.length, bytes.subarray(Math.max(0, bytes.length - STDERR_LIMIT_BYTES)));
}

/** Terraform draws a frame around its messages. */
const toText = (tail: readonly Buffer[]): string =>
  Buffer.concat(tail)
    .toString()
    .replaceAll(/^[╷│╵] ?/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

function showFailed({ binary, directory, request }: Run, { end, stderr }: Failure): TfsafeError {
  const words = stderr === '' ? '' : `\n${stderr}`;
  const message = `${request.planPath} could not be read: \`${binary} show -json\` in ${directory} ${end}${words}`;
  // Words of Terraform decide only which advice is given.
  const advice = ADVICE.find(({ words }) => words.test(stderr))?.advice ?? INIT_ADVICE;
  return inputError(message, { hint: `${advice}; or ${PLAN_JSON_HINT}` });
}

const INIT_ADVICE =
  'reading a plan needs its providers: run `terraform init` (or `tofu init`) in the directory where the plan was made, and pass that as `--chdir DIR`';
const ADVICE: readonly { readonly words: RegExp; readonly advice: string }[] = [
  {
    words: /plan file was created by/,
    advice: 'a plan can be read only by the version that made it: pass that one as `--terraform-bin PATH` (or TFSAFE_TERRAFORM_BIN)',
  },
  { words: /encrypt/i, advice: 'set TF_ENCRYPTION as it was for the plan' },
  { words: /Module source has changed/, advice: 'pass the `-var` and `-var-file` options of the plan command too' },
];

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
