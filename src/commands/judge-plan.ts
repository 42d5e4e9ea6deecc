import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { BUILT_IN_RULES } from '../../rules/index.ts';
import { analyze } from '../analyze.ts';
import { findCascades } from '../cascade/find-cascades.ts';
import { findBlastRadius } from '../cluster/blast-radius.ts';
import { findInventory } from '../cluster/inventory.ts';
import type { HclParser } from '../hcl/hcl-parser.ts';
import type { Io } from '../io/io.ts';
import { createFileReader, createFileLister } from '../io/source-files.ts';
import { createMasker } from '../masker.ts';
import { maskReport } from '../render/mask-report.ts';
import type { Report } from '../report.ts';
import { predict } from '../run/predict.ts';
import { predictWithoutSources } from '../run/predict-without-sources.ts';
import { isNewerThanKnown } from '../terraform/producer.ts';
import type { CheckOptions } from './check-plan.ts';
import { notesOnMachines } from './machine-notes.ts';
import type { PlanInput } from './plan-input.ts';
import { version } from './version.ts';

type Judged = { readonly input: PlanInput; readonly options: CheckOptions; readonly parser: HclParser };

/** Predicts what a plan runs and applies the rules. No secret is left in the report. */
export async function judgePlan({ input, options, parser }: Judged, io: Io): Promise<Report> {
  const { plan, producer, configuration } = input;
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
  const { runs, skipped } = configuration ? await predict({ ...world, configuration }) : predictWithoutSources(world);
  const inventory = findInventory({ plan, configuration, commandRuns: runs });
  const blastRadius = findBlastRadius(inventory, plan, runs);
  const base = await readBase({ options, input, parser }, io);
  const cascades = findCascades({ plan, configuration, base });
  const subject = { plan, producer, configuration, commandRuns: runs, skippedProvisioners: skipped, inventory, blastRadius, cascades };
  const report = analyze(subject, BUILT_IN_RULES, {
    tool: { version: version() },
    subject: describe(input, options, cwd),
    failOn: options.failOn,
    notes: [...notesOn(input), ...notesOnMachines(blastRadius, plan)],
  });
  return maskReport(report, mask);
}

async function readBase({ options, input, parser }: Judged, io: Io): Promise<PlanInput['configuration']> {
  if (options.base === undefined) return null;
  const { readBaseConfiguration } = await import('./base-configuration.ts');
  return readBaseConfiguration({ request: options, input, parser }, io);
}

function describe(
  { kind, sha256, plan, producer, workspace, backend }: PlanInput,
  { plan: path, name }: CheckOptions,
  cwd: string,
): Report['subject'] {
  return {
    name: name ?? basename(cwd),
    kind,
    path,
    sha256,
    createdAt: plan.createdAt,
    workspace,
    backend,
    producer,
    terraformVersion: plan.terraformVersion,
  };
}

function notesOn({ producer, plan }: PlanInput): readonly string[] {
  const notes: string[] = [];
  if (producer === 'unknown')
    notes.push('whether Terraform or OpenTofu made this plan is not known; where they differ, the rule that runs more commands was taken');
  if (isNewerThanKnown(producer, plan.terraformVersion))
    notes.push(`${plan.terraformVersion} is newer than the versions that tfsafe was tested with; where in doubt, commands count as run`);
  return notes;
}
