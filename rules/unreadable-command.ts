import type { Unreadable } from '../src/command/command-effect.ts';
import type { CommandRun } from '../src/run/command-run.ts';
import type { Rule, Severity } from '../src/rule.ts';
import { severityOfEffects } from './run-severity.ts';

/** An unknown argument leaves the words' severity as it is; whatever else is hidden may be anything. */
const SEVERITY_OF = { program: 'high', script: 'high', syntax: 'high', verb: 'high', argument: null } satisfies Record<
  Unreadable['part'],
  Severity | null
>;

export const unreadableCommand: Rule = {
  id: 'unreadable-command',
  summary: 'a command, or a part of it that matters, cannot be read',
  severity: 'high',
  why: 'What cannot be read cannot be called harmless: the program or what it is told to do is known only when it runs.',
  fix: 'write the program and its verb out in the command, keep scripts inside the repository (and run tfsafe where they can be read), or look at what it will do by hand',
  examples: [
    { name: 'program-from-a-trigger', finds: ['terraform_data.node'] },
    { name: 'program-from-the-environment', finds: ['terraform_data.node'] },
    { name: 'missing-script', finds: ['terraform_data.node'] },
    { name: 'unknown-argument', finds: ['terraform_data.node'] },
    { name: 'plain-words', finds: [] },
    { name: 'script-that-can-be-read', finds: [] },
  ],
  check: ({ commandRuns }) =>
    commandRuns.flatMap((run) => {
      const [first] = [...run.reading.unreadable].sort((a, b) => weight(a) - weight(b));
      return first
        ? [
            {
              address: run.address,
              severity: severity(first, run),
              message: message(first, run),
              range: run.location,
              binds: [run.command ?? '', first.part, first.text],
            },
          ]
        : [];
    }),
};

const weight = ({ part }: Unreadable): number => (part === 'argument' ? 1 : 0);

/** What runs on creation acts on what is being made, and installers from the network are ordinary there: for review, not for alarm. */
const severity = ({ part }: Unreadable, run: CommandRun): Severity =>
  run.when === 'create' && severityOfEffects(run) !== 'critical' ? 'medium' : (SEVERITY_OF[part] ?? severityOfEffects(run));

function message({ part, text, reason }: Unreadable, run: CommandRun): string {
  const known = part === 'argument' ? '; program and verb are known, so the effect stands' : '';
  return `${run.address}: ${part === 'syntax' ? 'the command' : `the ${part} \`${text}\``} of a ${run.when === 'destroy' ? 'destroy-time ' : ''}${run.type} cannot be read: ${reason}${known}`;
}
