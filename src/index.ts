import { Readable, Writable } from 'node:stream';
import { checkPlan } from './commands/check-plan.ts';
import type { Report } from './report.ts';
import type { FailLevel } from './verdict.ts';

export type { Finding, Report, Verdict } from './report.ts';
export { TfsafeError } from './errors.ts';

/** What to judge; paths are relative to `cwd`. The same as the options of `tfsafe check`. */
export type AnalyzeOptions = {
  /** A saved plan, or plan JSON. */
  readonly plan: string;
  /** With a saved plan: its `show -json`, so that neither terraform nor providers are needed. */
  readonly planJson?: string;
  /** With plan JSON: the root module's directory. */
  readonly config?: string;
  /** The configuration before the edit: a folder or a git commit. */
  readonly base?: string;
  readonly chdir?: string;
  readonly terraformBin?: string;
  readonly name?: string;
  readonly failOn?: FailLevel;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
};

/**
 * Judges a plan as `tfsafe check --format json` does and gives its report; secrets are masked in it.
 * Rejects with a `TfsafeError` (its `exitCode` says which kind) where the input cannot be read or judged: no report is never "safe".
 */
export function analyze({
  plan,
  chdir = '.',
  failOn = 'high',
  cwd = process.cwd(),
  env = process.env,
  ...given
}: AnalyzeOptions): Promise<Report> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  return checkPlan(
    { ...given, plan, chdir, failOn, var: [], varFile: [] },
    { stdin: Readable.from([]), stdout: silent, stderr: silent, env, cwd },
  );
}
