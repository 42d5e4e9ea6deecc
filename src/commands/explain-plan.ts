import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Cascade } from '../cascade/cascade.ts';
import { findCascades } from '../cascade/find-cascades.ts';
import { maskCascade } from '../cascade/mask-cascade.ts';
import { inputError, usageError } from '../errors.ts';
import { createHclParser } from '../hcl/hcl2json.ts';
import { checkAgainstPlan } from '../hcl/plan-fit.ts';
import type { Io } from '../io/io.ts';
import { createFileLister, createFileReader } from '../io/source-files.ts';
import { createMasker, type Mask } from '../masker.ts';
import type { Explanation } from '../render/chain.ts';
import type { CommandRun } from '../run/command-run.ts';
import { predict } from '../run/predict.ts';
import { predictWithoutSources } from '../run/predict-without-sources.ts';
import type { Plan } from '../terraform/plan.ts';
import { readBaseConfiguration } from './base-configuration.ts';
import { findNearestNames } from './nearest-names.ts';
import { type PlanRequest, readPlanInput } from './plan-input.ts';

export type ExplainOptions = PlanRequest & { readonly base?: string | undefined };

/** Why an address changes, masked. Throws usageError (exit 2) for an address that does not change in this plan, with the nearest that do. */
export async function explainPlan(address: string, options: ExplainOptions, io: Io): Promise<Explanation> {
  const parser = createHclParser();
  try {
    const input = await readPlanInput(options, parser, io);
    const { plan, producer, configuration } = input;
    if (configuration) checkAgainstPlan(configuration, plan.configuration);
    checkChanges(plan, address);
    const base = await readBaseConfiguration({ request: options, input, parser }, io);
    const mask = createMasker(plan.secrets);
    const cwd = resolve(io.cwd, options.config ?? options.chdir);
    const world = {
      plan,
      producer,
      parser,
      mask,
      workspace: input.workspace,
      cwd,
      homeDirectory: io.env['HOME'] ?? homedir(),
      readFile: createFileReader(cwd),
      listFiles: createFileLister(cwd),
    };
    const { runs } = configuration ? await predict({ ...world, configuration }) : predictWithoutSources(world);
    const cascades: readonly Cascade[] = findCascades({ plan, configuration, base, victims: new Set([address]) });
    const own = runs.filter((run) => run.address === address || run.trigger === address);
    return {
      address: mask(address).text,
      cascades: cascades.map((cascade) => maskCascade(cascade, mask)),
      commands: own.map((run) => describe(run, mask)),
    };
  } finally {
    await parser.close();
  }
}

function describe({ by, type, when, command, location, certain }: CommandRun, mask: Mask): Explanation['commands'][number] {
  const place = location ? `, ${location.file}:${location.line}` : '';
  const text = command === null ? 'a command that is not known' : mask(command).text.replace(/\n$/, '');
  return {
    head: `${by === 'provisioner' ? `${type} on ${when}` : `${type} (${when})`}${certain ? '' : ', perhaps'}${place}`,
    lines: text.split('\n'),
  };
}

const NEAREST = 5;

function checkChanges({ changes, unchanged }: Plan, address: string): void {
  if (changes.some((change) => change.address === address)) return;
  if (unchanged.some((change) => change.address === address))
    throw usageError(`${address} does not change in this plan`, { hint: 'there is nothing to explain' });
  if (changes.length === 0) throw inputError('nothing changes in this plan', { hint: 'there is nothing to explain' });
  const nearest = findNearestNames(
    address,
    changes.map((change) => change.address),
    NEAREST,
  );
  throw usageError(`${address} is not among the ${changes.length} objects that change in this plan`, {
    hint: `the nearest: ${nearest.join(', ')}; quote addresses in the shell: 'a.b["c"]'`,
  });
}
