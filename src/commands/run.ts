import { Command, CommanderError } from 'commander';
import { EXIT, TfsafeError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { MAIN_HELP } from '../render/help.ts';
import { toTerminalLines } from '../render/terminal-text.ts';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import { version } from './version.ts';

/** Runs one command line and gives its exit code; the one place where errors become words. Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    let exitCode: number = EXIT.unknown;
    const program = createProgram(io);
    const done = (code: number): void => void (exitCode = code);
    for (const command of [checkCommand(io, done), explainCommand(io, done)]) program.addCommand(command.copyInheritedSettings(program));
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, io);
  }
}

function createProgram(io: Io): Command {
  return new Command('tfsafe')
    .description('tells, before an apply, exactly which commands Terraform will run, on which machines, because of which edit')
    .version(version(), '-V, --version')
    .addHelpText('after', MAIN_HELP)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
}

function explain(error: unknown, { stderr, env }: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { message, hint, exitCode } = error instanceof TfsafeError ? error : unexpected(error);
  stderr.write(`tfsafe: ${indented(message)}\n`);
  if (hint !== undefined) stderr.write(`  ${indented(hint)}\n`);
  if (env['TFSAFE_DEBUG'] !== undefined && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
  return exitCode;
}

/** Messages may quote plans and terraform's own words, so they are escaped; their further lines are indented. */
const indented = (text: string): string => toTerminalLines(text).join('\n  ');

function unexpected(error: unknown): TfsafeError {
  const message = error instanceof Error ? error.message : String(error);
  return new TfsafeError(EXIT.unknown, `unexpected fault: ${message.slice(0, 2000)}`, {
    hint: 'nothing was judged; set TFSAFE_DEBUG=1 for the details and report it with them',
  });
}
