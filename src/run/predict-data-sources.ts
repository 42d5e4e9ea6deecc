import { moduleKey } from '../terraform/address.ts';
import type { Plan, ResourceChange } from '../terraform/plan.ts';
import type { CommandRun } from './command-run.ts';
import { plannedValue } from './planned-object.ts';
import { shown } from './predict-actions.ts';
import { commandOfValue, startsProgram } from './program-command.ts';
import type { World } from './world.ts';

type Surroundings = Pick<World, 'mask' | 'readFile'> & { readonly configuration: World['configuration'] | null };

/** Data sources that start a program and are read during the apply, since what they depend on changes; the others ran at plan. */
export const predictDataSources = ({ changes }: Pick<Plan, 'changes'>, world: Surroundings): readonly CommandRun[] =>
  changes
    .filter(({ mode, action, type }) => mode === 'data' && action === 'read' && startsProgram(type))
    .map((change) => toRun(change, world));

function toRun(change: ResourceChange, world: Surroundings): CommandRun {
  const program = commandOfValue(change.type, plannedValue(change, `data.${change.type}.${change.name}`));
  return {
    by: 'data-source',
    address: change.address,
    trigger: null,
    when: 'read',
    type: change.type,
    index: null,
    certain: true,
    uncertainBecause: null,
    ...shown(program, world),
    interpreter: null,
    workingDir: program?.workingDir ?? null,
    environment: new Map(),
    connectionHost: null,
    onOwnObject: false,
    replaces: false,
    onFailure: 'fail',
    location:
      world.configuration?.modules.get(moduleKey(change.moduleAddress))?.resources.get(`data.${change.type}.${change.name}`)?.range ?? null,
  };
}
