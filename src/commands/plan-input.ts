import { open, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { inputError, usageError } from '../errors.ts';
import { MACHINE_TYPES } from '../cluster/machine-types.ts';
import type { Configuration } from '../hcl/configuration.ts';
import { readConfiguration } from '../hcl/configuration-reader.ts';
import type { HclParser } from '../hcl/hcl-parser.ts';
import { toModuleSources } from '../hcl/module-sources.ts';
import type { Io } from '../io/io.ts';
import { readConfigDirectory } from '../io/config-directory.ts';
import { openPlanSource } from '../io/plan-source.ts';
import { showPlan } from '../io/terraform-show.ts';
import { checkSamePlan } from '../terraform/plan-match.ts';
import { describeBackend } from '../terraform/backend.ts';
import type { ByteSource } from '../terraform/byte-source.ts';
import type { Plan, Producer } from '../terraform/plan.ts';
import { readPlan } from '../terraform/plan-reader.ts';
import { detectProducer } from '../terraform/producer.ts';
import { notReadable, readSavedPlan, type SavedPlan, sniff } from '../terraform/saved-plan.ts';

/** Which plan is judged, and where its parts come from; paths as given. */
export type PlanRequest = {
  /** A saved plan or plan JSON; '-' is plan JSON on standard input. */
  readonly plan: string;
  readonly planJson?: string | undefined;
  readonly config?: string | undefined;
  readonly chdir: string;
  readonly terraformBin?: string | undefined;
  readonly var: readonly string[];
  readonly varFile: readonly string[];
};

/** A plan with its sources, read and found to belong together. */
export type PlanInput = {
  readonly kind: 'saved-plan' | 'plan-json';
  readonly sha256: string;
  readonly plan: Plan;
  readonly producer: Producer;
  readonly configuration: Configuration | null;
  readonly workspace: string | null;
  readonly backend: string | null;
};

/** `whileParsing`: what else there is to load, called once the parser has its first work or is not needed; its failure is for whoever loads it again. */
type Surroundings = Io & { readonly whileParsing?: () => Promise<unknown> };

const HEAD_BYTES = 4096;
/** Saved plans are compressed: a plan of 700 MB of JSON takes some 20 MB. */
const SAVED_PLAN_LIMIT = 1 << 29;

/** Reads what `request` names. Throws inputError (exit 3) where it is not a plan or does not belong together, usageError (exit 2) for options that do not go with it. */
export async function readPlanInput(request: PlanRequest, parser: HclParser, io: Surroundings): Promise<PlanInput> {
  const head = request.plan === '-' ? null : await readHead(resolve(io.cwd, request.plan), request.plan);
  const kind = head === null ? 'json' : sniff(head);
  if (kind === 'json') return readJsonInput(request, parser, io);
  if (kind !== 'zip') throw notReadable(request.plan, head ?? new Uint8Array(), kind);
  if (request.config !== undefined)
    throw usageError('--config goes with plan JSON only', {
      hint: 'a saved plan holds the sources that will be applied; leave --config out',
    });
  return readSavedInput(request, parser, io);
}

async function readJsonInput(request: PlanRequest, parser: HclParser, io: Surroundings): Promise<PlanInput> {
  preload(io);
  const source = await openPlanSource(request.plan === '-' ? '-' : resolve(io.cwd, request.plan), io.stdin);
  try {
    if (request.planJson !== undefined)
      throw usageError('--plan-json goes with a saved plan only', { hint: `${request.plan} is plan JSON already; leave --plan-json out` });
    const reading = readPlan({ ...source, name: request.plan === '-' ? 'standard input' : request.plan }, { keepPrior: MACHINE_TYPES });
    const [plan, configuration] = await together(
      reading,
      request.config === undefined ? null : readDirectory(resolve(io.cwd, request.config), request.config, parser),
    );
    const { producer } = detectProducer({ lockFile: null, terraformVersion: plan.terraformVersion, hasApplyable: plan.applyable !== null });
    return { kind: 'plan-json', sha256: source.sha256(), plan, producer, configuration, workspace: null, backend: null };
  } finally {
    await source.close();
  }
}

async function readDirectory(directory: string, shown: string, parser: HclParser): Promise<Configuration> {
  const { modules, missing } = await readConfigDirectory(directory, shown);
  return readConfiguration({ from: 'directory', modules, missing }, parser);
}

async function readSavedInput(request: PlanRequest, parser: HclParser, io: Surroundings): Promise<PlanInput> {
  const bytes = await readFile(resolve(io.cwd, request.plan));
  if (bytes.length > SAVED_PLAN_LIMIT)
    throw inputError(`${request.plan} is larger than ${SAVED_PLAN_LIMIT >> 20} MB`, {
      hint: 'pass the output of `terraform show -json` with `--config DIR`',
    });
  // Started before it is known whether any source has a provisioner: its start takes longer than all else, and has a core of its own.
  parser.prepare(bytes.length);
  const saved = await readSavedPlan(request.plan, bytes);
  preload(io);
  const evidence = { lockFile: saved.lockFile, terraformVersion: saved.planfile.terraformVersion };
  const guess = detectProducer({ ...evidence, hasApplyable: null, fileNames: [...saved.configEntries.keys()] }).producer;
  const [plan, configuration] = await together(
    withPlanJson({ request, io, prefer: guess }, (source) => readPlan(source, { keepPrior: MACHINE_TYPES })),
    readConfiguration({ from: 'saved-plan', modules: toModuleSources(saved.configEntries) }, parser, { producer: guess }),
  );
  checkSamePlan({ planName: request.plan, planfile: saved.planfile, jsonName: request.planJson ?? 'terraform show -json', plan });
  const { producer } = detectProducer({ ...evidence, hasApplyable: plan.applyable !== null, fileNames: [...saved.configEntries.keys()] });
  return { kind: 'saved-plan', sha256: createHash('sha256').update(bytes).digest('hex'), plan, producer, configuration, ...placeOf(saved) };
}

const preload = ({ whileParsing }: Surroundings): void => void whileParsing?.().catch(() => {});

const placeOf = ({ planfile }: SavedPlan): Pick<PlanInput, 'workspace' | 'backend'> => ({
  workspace: planfile.backend?.workspace ?? null,
  backend: describeBackend(planfile.backend),
});

type JsonOf = { readonly request: PlanRequest; readonly io: Io; readonly prefer: Producer };

/** The saved plan's JSON: the file given, else what the program that made the plan prints. */
async function withPlanJson<Result>({ request, io, prefer }: JsonOf, read: (source: ByteSource) => Promise<Result>): Promise<Result> {
  if (request.planJson !== undefined) {
    const source = await openPlanSource(resolve(io.cwd, request.planJson), io.stdin);
    return read({ ...source, name: request.planJson }).finally(source.close);
  }
  const varArgs = [...request.var.map((given) => `-var=${given}`), ...request.varFile.map((file) => `-var-file=${resolve(io.cwd, file)}`)];
  const shown = await showPlan({
    planPath: request.plan,
    chdir: request.chdir,
    terraformBin: request.terraformBin ?? null,
    varArgs,
    prefer,
    env: io.env,
    cwd: io.cwd,
  });
  return read(shown).finally(shown.close);
}

/** Both at once; waits for both even if one fails, so that nothing is left running behind the error. */
async function together<A, B>(first: Promise<A>, second: Promise<B> | null): Promise<readonly [A, B | null]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return [a.value, b.value];
}

async function readHead(path: string, shown: string): Promise<Uint8Array | null> {
  const file = await open(path, 'r').catch(() => null);
  // What cannot be opened is reported where it is read; pipes must be read once only.
  if (file === null) return null;
  try {
    if (!(await file.stat()).isFile()) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw inputError(`${shown} cannot be read`, { cause });
  } finally {
    await file.close();
  }
}
