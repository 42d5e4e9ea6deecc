import { Command } from 'commander';
import { EXIT } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { EXPLAIN_HELP } from '../render/help.ts';
import type { ExplainOptions } from './explain-plan.ts';
import { terminalStyle } from './formats.ts';

type Flags = Omit<ExplainOptions, 'plan'>;

/** `tfsafe explain ADDRESS PLAN`: why one object changes, back to the edit. `done` gets the exit code once the tree is written. */
export function explainCommand(io: Io, done: (exitCode: number) => void): Command {
  return new Command('explain')
    .summary('show why one object changes: the chain from the edit to it')
    .description(
      'Shows the chain from the edit (or drift, renewal, request) to one object that this plan changes, as a tree, with the source line of every step.',
    )
    .argument('<address>', 'the resource instance, as the plan writes it: \'null_resource.reset["ash"]\'')
    .argument('<plan>', "saved plan or plan JSON; '-' reads plan JSON from standard input")
    .option('--plan-json <file>', 'with a saved plan: its `terraform show -json`, so that terraform is not called')
    .option('--config <dir>', "with plan JSON: the root module's directory")
    .option('--base <dir|ref>', 'the configuration before the edit: a folder, or a git commit')
    .option('--chdir <dir>', 'where `terraform show` is run, and what relative paths in commands mean', '.')
    .option('--terraform-bin <path>', 'terraform or tofu to run (else TFSAFE_TERRAFORM_BIN, else the one on PATH that fits)')
    .option('--var <name=value>', 'passed on to `terraform show`; repeatable', collect, [])
    .option('--var-file <file>', 'passed on to `terraform show`; repeatable', collect, [])
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (address: string, plan: string, flags: Flags) => {
      const [{ explainPlan }, { renderChain }] = await Promise.all([import('./explain-plan.ts'), import('../render/chain.ts')]);
      const explanation = await explainPlan(address, { ...flags, plan }, io);
      const text = renderChain(explanation, terminalStyle(io));
      await new Promise<void>((settle, reject) => io.stdout.write(text, (error) => (error ? reject(error) : settle())));
      done(EXIT.ok);
    });
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];
