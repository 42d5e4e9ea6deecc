import { readCommand } from '../command/read-command.ts';
import type { CommandReading } from '../command/command-effect.ts';
import { moduleKey } from '../terraform/address.ts';
import type { Action, Plan, PlanProvisioner, ResourceChange } from '../terraform/plan.ts';
import type { CommandRun } from './command-run.ts';
import { predictActions } from './predict-actions.ts';
import { predictDataSources } from './predict-data-sources.ts';
import type { Predicted } from './predict-provisioners.ts';
import type { World } from './world.ts';

type Surroundings = Pick<World, 'plan' | 'mask' | 'readFile'>;

const CREATES: ReadonlySet<Action> = new Set([
  'create',
  'delete-then-create',
  'create-then-delete',
  'forget-then-create',
  'create-then-forget',
  'unknown',
]);

/**
 * What plan JSON alone tells: actions and data sources for sure; the provisioners of created objects perhaps, since their `when` stands
 * in the sources only. What is destroyed is a question for the rule `source-not-given`.
 */
export function predictWithoutSources({ plan, mask, readFile }: Surroundings): Predicted {
  const world = { mask, readFile, configuration: null };
  const created = plan.changes.filter(({ mode, action }) => mode !== 'data' && CREATES.has(action));
  const provisioners = created.flatMap((change) =>
    (findDeclared(plan, change)?.provisioners ?? []).map((provisioner, index) => toRun({ change, provisioner, index }, world)),
  );
  return { runs: [...provisioners, ...predictActions(plan, world), ...predictDataSources(plan, world)], skipped: [] };
}

const findDeclared = (plan: Plan, { moduleAddress, type, name }: ResourceChange) =>
  plan.configuration.get(moduleKey(moduleAddress))?.resources.get(`${type}.${name}`);

type Candidate = { readonly change: ResourceChange; readonly provisioner: PlanProvisioner; readonly index: number };

function toRun({ change, provisioner, index }: Candidate, { mask, readFile }: Pick<World, 'mask' | 'readFile'>): CommandRun {
  const { command, references } = commandOf(provisioner);
  const complete = command !== null && references.length === 0;
  const shown = mask(command ?? '');
  return {
    by: 'provisioner',
    address: change.address,
    trigger: null,
    when: 'create',
    type: provisioner.type,
    index,
    certain: false,
    uncertainBecause: 'plan JSON does not say whether it runs on creation or on destroy',
    command: command === null ? null : shown.text,
    complete,
    unresolved: references,
    masked: shown.masked,
    interpreter: null,
    workingDir: null,
    environment: new Map(),
    connectionHost: null,
    onOwnObject: references.some((reference) => reference.startsWith('self')),
    replaces: change.action !== 'create',
    reading:
      complete && provisioner.type === 'local-exec'
        ? readCommand(command, { interpreter: null, workingDir: null, environment: new Map(), readScript: readFile })
        : UNREAD,
    onFailure: 'fail',
    location: null,
  };
}

const UNREAD: CommandReading = {
  effects: [{ kind: 'unknown', detail: 'its text stands in the sources only', hosts: [], all: false, unresolved: false, script: null }],
  hosts: [],
  unreadable: [],
  scripts: [],
};

/** A constant command is in the plan; of anything else only the references are. Constants from `.tf.json` are templates in disguise. */
function commandOf({ expressions }: PlanProvisioner): { readonly command: string | null; readonly references: readonly string[] } {
  const command = isRecord(expressions) && isRecord(expressions['command']) ? expressions['command'] : {};
  const { constant_value: constant, references } = command;
  if (typeof constant === 'string' && !/[$%]\{/.test(constant)) return { command: constant, references: [] };
  return { command: null, references: Array.isArray(references) ? references.filter((reference) => typeof reference === 'string') : [] };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
