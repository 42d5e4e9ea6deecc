import { createHclParser } from '../hcl/hcl2json.ts';
import { checkAgainstPlan } from '../hcl/plan-fit.ts';
import type { Io } from '../io/io.ts';
import { createProgress } from '../io/progress.ts';
import type { Report } from '../report.ts';
import type { FailLevel } from '../verdict.ts';
import { type PlanRequest, readPlanInput } from './plan-input.ts';

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
    // What judges is loaded while the parser, in its own thread, starts on the sources.
    const input = await readPlanInput(options, parser, { ...io, whileParsing: () => import('./judge-plan.ts') });
    const { plan, configuration } = input;
    if (configuration) checkAgainstPlan(configuration, plan.configuration);
    progress.say(`judging ${plan.changes.length} changes`);
    const { judgePlan } = await import('./judge-plan.ts');
    return await judgePlan({ input, options, parser }, io);
  } finally {
    progress.end();
    await parser.close();
  }
}
