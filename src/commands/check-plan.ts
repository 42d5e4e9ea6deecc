import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { BUILT_IN_RULES } from '../../rules/index.ts';
import { analyze } from '../analyze.ts';
import { findCascades } from '../cascade/find-cascades.ts';
import { findBlastRadius } from '../cluster/blast-radius.ts';
import { findInventory } from '../cluster/inventory.ts';
import { createHclParser } from '../hcl/hcl2json.ts';
import { checkAgainstPlan } from '../hcl/plan-fit.ts';
import type { Io } from '../io/io.ts';
import { createProgress } from '../io/progress.ts';
import { createFileReader, createFileLister } from '../io/source-files.ts';
import { createMasker } from '../masker.ts';
import { maskReport } from '../render/mask-report.ts';
import type { Report } from '../report.ts';
import { predict } from '../run/predict.ts';
import { predictWithoutSources } from '../run/predict-without-sources.ts';
import { isNewerThanKnown } from '../terraform/producer.ts';
import type { FailLevel } from '../verdict.ts';
import { readBaseConfiguration } from './base-configuration.ts';
import { notesOnMachines } from './machine-notes.ts';
import { type PlanInput, type PlanRequest, readPlanInput } from './plan-input.ts';
import { version } from './version.ts';

export type CheckOptions = PlanRequest & {
  readonly name?: string | undefined;
  readonly base?: string | undefined;
  readonly failOn: FailLevel;
};

/** Judges a plan: reads it with its sources, predicts what runs, applies the rules. No secret is left in the report. */
export async function checkPlan(options: CheckOptions, io: Io): Promise<Report> {
  const parser = createHclParser();
  const progress = createProgress(io);
  try {
    progress.say(`reading ${options.plan}`);
    const input = await readPlanInput(options, parser, io);
    const { plan, producer, configuration } = input;
    if (configuration) checkAgainstPlan(configuration, plan.configuration);
    progress.say(`judging ${plan.changes.length} changes`);
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
    const base = await readBaseConfiguration({ request: options, input, parser }, io);
    const cascades = findCascades({ plan, configuration, base });
    const subject = { plan, producer, configuration, commandRuns: runs, skippedProvisioners: skipped, inventory, blastRadius, cascades };
    const report = analyze(subject, BUILT_IN_RULES, {
      tool: { version: version() },
      subject: describe(input, options, cwd),
      failOn: options.failOn,
      notes: [...notesOn(input), ...notesOnMachines(blastRadius)],
    });
    return maskReport(report, mask);
  } finally {
    progress.end();
    await parser.close();
  }
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
