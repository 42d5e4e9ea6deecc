import type { CommandRun } from '../src/run/command-run.ts';
import type { Rule } from '../src/rule.ts';
import { describeRun, severityOfEffects } from './run-severity.ts';

export const destroyProvisioner: Rule = {
  id: 'destroy-provisioner',
  summary: 'a destroy-time provisioner will run',
  severity: 'high',
  why: 'Terraform runs the command before it deletes the object, with the values of the prior state. Its own plan never shows it, and for sensitive values its log does not either.',
  fix: 'read the command; if it must not run, keep the object from being deleted or replaced, or remove the provisioner in an apply of its own before this change',
  examples: [
    { name: 'replace-runs-command', finds: ['terraform_data.node'] },
    { name: 'tidies-up-files', finds: ['terraform_data.kubeconfig'] },
    { name: 'removed-block', finds: ['terraform_data.node'] },
    { name: 'update-in-place', finds: [] },
    { name: 'created-before-destroyed', finds: [] },
  ],
  check: ({ commandRuns }) =>
    commandRuns
      .filter((run) => run.by === 'provisioner' && run.when === 'destroy')
      .map((run) => ({
        address: run.address,
        severity: severityOfEffects(run),
        message: message(run),
        range: run.location,
        binds: bindings(run),
      })),
};

function message(run: CommandRun): string {
  const sure = run.uncertainBecause === null ? 'will run on destroy' : `may run on destroy (${run.uncertainBecause})`;
  return `${run.address}: ${run.type} ${sure}: ${describeRun(run)}`;
}

const bindings = (run: CommandRun): readonly string[] => [
  run.type,
  run.command ?? '',
  ...run.reading.hosts,
  ...run.reading.effects.map(({ kind }) => kind),
];
