import { readCommand } from '../command/read-command.ts';
import type { CommandReading } from '../command/command-effect.ts';
import { fromJson } from '../hcl/from-json.ts';
import type { SourceRange } from '../hcl/source.ts';
import { moduleKey, parseAddress } from '../terraform/address.ts';
import type { ActionInvocation, Plan } from '../terraform/plan.ts';
import { commandOfValue, type ProgramCommand } from './program-command.ts';
import type { CommandRun, RunMoment } from './command-run.ts';
import { withUnknown } from './planned-object.ts';
import type { World } from './world.ts';
import { parseJson } from '../terraform/json-value.ts';

const MOMENTS: ReadonlyMap<string, RunMoment> = new Map([
  ['BeforeCreate', 'before-create'],
  ['AfterCreate', 'after-create'],
  ['BeforeUpdate', 'before-update'],
  ['AfterUpdate', 'after-update'],
  ['BeforeDestroy', 'before-destroy'],
  ['AfterDestroy', 'after-destroy'],
]);

type Surroundings = Pick<World, 'mask' | 'readFile'> & { readonly configuration: World['configuration'] | null };

/** Every action invocation is a run; the plan shows its arguments rendered. Only programs are read, other types may do anything. */
export const predictActions = ({ actionInvocations }: Pick<Plan, 'actionInvocations'>, world: Surroundings): readonly CommandRun[] =>
  actionInvocations.map((invocation) => toRun(invocation, world));

function toRun(invocation: ActionInvocation, world: Surroundings): CommandRun {
  const { address, type, trigger, deferred } = invocation;
  const config = withUnknown(fromJson(invocation.configValues, invocation.configSensitive), parseJson(invocation.configUnknown), address);
  const program = commandOfValue(type, config);
  const when = trigger === null ? 'invoke' : MOMENTS.get(trigger.event);
  return {
    by: 'action',
    address,
    trigger: trigger?.address ?? null,
    // An event that is not known yet: the earliest moment, since nothing later can be relied on.
    when: when ?? 'before-destroy',
    type,
    index: null,
    certain: !deferred,
    uncertainBecause: deferred ? 'it is deferred to a later apply' : null,
    ...shown(program, world),
    interpreter: null,
    workingDir: program?.workingDir ?? null,
    environment: new Map(),
    connectionHost: null,
    onOwnObject: false,
    replaces: false,
    onFailure: trigger?.onFailure === 'ActionOnFailureContinue' ? 'continue' : 'fail',
    location: findBlock(address, world),
  };
}

/** The program's words for people, and what they do; for what is no program, that nothing is known of it. */
export function shown(
  program: ProgramCommand | null,
  { mask, readFile }: Pick<World, 'mask' | 'readFile'>,
): Pick<CommandRun, 'command' | 'complete' | 'unresolved' | 'masked' | 'reading'> {
  if (program === null) return { command: null, complete: false, unresolved: [], masked: false, reading: ANYTHING };
  const { text, readable, complete, unresolved, masked, secrets } = program.command;
  const hide = (value: string): string => mask(secrets.reduce((left, secret) => left.replaceAll(secret, '<sensitive>'), value)).text;
  const reading = readCommand(readable, {
    interpreter: null,
    workingDir: program.workingDir,
    environment: new Map(),
    readScript: readFile,
  });
  const command = mask(text ?? '');
  return {
    command: command.text,
    complete,
    unresolved,
    masked: masked || command.masked,
    reading: {
      ...reading,
      hosts: reading.hosts.map(hide),
      effects: reading.effects.map((effect) => ({ ...effect, detail: hide(effect.detail), hosts: effect.hosts.map(hide) })),
      unreadable: reading.unreadable.map((part) => ({ ...part, text: hide(part.text) })),
    },
  };
}

const ANYTHING: CommandReading = {
  effects: [{ kind: 'unknown', detail: 'a provider action', hosts: [], all: false, unresolved: false, script: null }],
  hosts: [],
  unreadable: [],
  scripts: [],
};

function findBlock(address: string, { configuration }: Surroundings): SourceRange | null {
  const { moduleAddress, type, name } = parseAddress(address);
  return configuration?.modules.get(moduleKey(moduleAddress))?.actions.get(`${type}.${name}`)?.range ?? null;
}
