import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { basename, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { EXIT, type ExitCode, inputError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { CHECK_HELP } from '../render/help.ts';
import type { Verdict } from '../report.ts';
import { FAIL_LEVELS, type FailLevel } from '../verdict.ts';
import type { CheckOptions } from './check-plan.ts';
import { FORMATS, type Format, render } from './formats.ts';

const EXIT_OF = { safe: EXIT.ok, review: EXIT.ok, unsafe: EXIT.blocked, unknown: EXIT.unknown } satisfies Record<Verdict, ExitCode>;

type Flags = Omit<CheckOptions, 'plan' | 'failOn'> & { readonly format: Format; readonly failOn: FailLevel; readonly output?: string };

/** `tfsafe check PLAN`: judges a plan and prints the report. `done` gets the exit code once the report is written. */
export function checkCommand(io: Io, done: (exitCode: number) => void): Command {
  return new Command('check')
    .summary('judge a plan: which commands will run, where, and is that survivable')
    .description('Judges a saved plan (or plan JSON) and says which commands this apply will run, on which hosts, from which source line.')
    .argument('<plan>', "saved plan (`terraform plan -out=FILE`) or plan JSON; '-' reads plan JSON from standard input")
    .option('--plan-json <file>', 'with a saved plan: its `terraform show -json`, so that terraform is not called')
    .option('--config <dir>', "with plan JSON: the root module's directory")
    .option('--base <dir|ref>', 'the configuration before the edit: a folder, or a git commit')
    .option('--chdir <dir>', 'where `terraform show` is run, and what relative paths in commands mean', '.')
    .option('--terraform-bin <path>', 'terraform or tofu to run (else TFSAFE_TERRAFORM_BIN, else the one on PATH that fits)')
    .option('--var <name=value>', 'passed on to `terraform show`; repeatable', collect, [])
    .option('--var-file <file>', 'passed on to `terraform show`; repeatable', collect, [])
    .option('--name <text>', 'label of this root module in the report')
    .addOption(new Option('--format <format>', 'how to print the report').choices(FORMATS).default('text'))
    .option('--output <file>', 'write the report to a file instead of standard output')
    .addOption(new Option('--fail-on <severity>', 'from which severity on a finding blocks').choices(FAIL_LEVELS).default('high'))
    .addHelpText('after', CHECK_HELP)
    .action(async (plan: string, flags: Flags) => {
      const { checkPlan } = await import('./check-plan.ts');
      const report = await checkPlan({ ...flags, plan }, io);
      await write(await render(report, flags.format, io), flags.output, io);
      done(EXIT_OF[report.verdict]);
    });
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

async function write(text: string, output: string | undefined, io: Io): Promise<void> {
  const stream = output === undefined ? io.stdout : createWriteStream(resolve(io.cwd, output), { mode: 0o600 });
  try {
    await new Promise<void>((settle, reject) => {
      stream.once('error', reject);
      stream.write(text, (error) => (error ? reject(error) : settle()));
    });
    if (output !== undefined) {
      stream.end();
      await once(stream, 'close');
    }
  } catch (cause) {
    const where = output === undefined ? 'standard output' : basename(output);
    throw inputError(`the report could not be written to ${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
