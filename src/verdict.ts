import type { CommandRun } from './run/command-run.ts';
import { SEVERITIES, type Severity } from './rule.ts';
import type { ChangeSummary } from './terraform/plan.ts';
import type { Verdict } from './report.ts';

/** From which severity on a finding blocks. `never`: no finding blocks, but what cannot be judged still does. */
export const FAIL_LEVELS = [...SEVERITIES, 'never'] as const;
export type FailLevel = (typeof FAIL_LEVELS)[number];

type Judged = {
  readonly findings: readonly { readonly severity: Severity; readonly undecided: boolean }[];
  readonly commandRuns: readonly CommandRun[];
  readonly summary: ChangeSummary;
  readonly failOn: FailLevel;
};

/**
 * The verdict of the public contract. A finding that says "this could not be judged" makes it `unknown`, never `unsafe` on its own:
 * the two have different ways out.
 */
export function toVerdict({ findings, commandRuns, summary, failOn }: Judged): Verdict {
  const decided = findings.filter(({ undecided }) => !undecided);
  if (decided.some(({ severity }) => isAtLeast(severity, failOn))) return 'unsafe';
  if (findings.length > decided.length) return 'unknown';
  const destroys = summary.delete + summary.replace > 0;
  const unrecognised = commandRuns.some(({ reading }) => reading.effects.length > 0 || reading.unreadable.length > 0);
  return destroys || unrecognised || findings.some(({ severity }) => isAtLeast(severity, 'medium')) ? 'review' : 'safe';
}

const isAtLeast = (severity: Severity, level: FailLevel): boolean =>
  level !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
