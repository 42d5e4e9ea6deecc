import type { EffectKind } from '../src/command/command-effect.ts';
import type { CommandRun } from '../src/run/command-run.ts';
import type { Rule } from '../src/rule.ts';
import { describeRun, severityOfEffects } from './run-severity.ts';

const DESTRUCTIVE: ReadonlySet<EffectKind> = new Set([
  'wipe-node',
  'stop-node',
  'remove-node',
  'drain-node',
  'delete-cluster',
  'delete-data',
  'runs-terraform',
]);

export const creationProvisioner: Rule = {
  id: 'creation-provisioner',
  summary: 'a provisioner with a destructive command runs when the object is created',
  severity: 'high',
  why: 'A command that formats, resets or deletes is ordinary on a machine that is just being made, and a loss on one that lives: on a replaced object, or on another host than its own.',
  fix: 'make the command look before it deletes (is the disk empty, is the node new), or move it into the image or cloud-init of the new machine',
  examples: [
    { name: 'resets-another-machine', finds: ['terraform_data.node'] },
    { name: 'replaced-object-formats-disk', finds: ['terraform_data.disk'] },
    { name: 'new-machine-formats-disk', finds: ['terraform_data.disk'] },
    { name: 'writes-a-file', finds: [] },
    { name: 'says-hello', finds: [] },
  ],
  check: ({ commandRuns }) =>
    commandRuns
      .filter((run) => run.by === 'provisioner' && run.when === 'create' && run.reading.effects.some(({ kind }) => DESTRUCTIVE.has(kind)))
      .map((run) => ({
        address: run.address,
        severity: isOnNewMachine(run) ? 'low' : severityOfEffects(run),
        message: `${run.address}: ${run.type} will run ${run.replaces ? 'after the object is replaced' : 'when the object is created'}: ${describeRun(run)}`,
        range: run.location,
        binds: [run.type, run.command ?? '', ...run.reading.hosts],
      })),
};

const isOnNewMachine = ({ onOwnObject, replaces }: CommandRun): boolean => onOwnObject && !replaces;
