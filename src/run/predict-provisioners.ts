import type { Provisioner } from '../hcl/configuration.ts';
import { isEvaluationError } from '../hcl/evaluation-error.ts';
import { fromJson } from '../hcl/from-json.ts';
import { findBodyReferences } from '../hcl/references.ts';
import type { Value } from '../hcl/value.ts';
import type { CommandReading, EffectKind } from '../command/command-effect.ts';
import { moduleKey } from '../terraform/address.ts';
import type { Action, ResourceChange } from '../terraform/plan.ts';
import { type Attached, findAttached } from './attached-provisioners.ts';
import type { CommandRun, SkippedProvisioner } from './command-run.ts';
import { idOf } from './forced-order.ts';
import { markKnownSecrets } from './known-secrets.ts';
import { keyRoots, type Place } from './place.ts';
import { plannedValue } from './planned-object.ts';
import { readProvisioner } from './read-run.ts';
import { renderProvisioner, type RenderedProvisioner } from './rendered-provisioner.ts';
import type { Resolve } from './resolve.ts';
import type { World } from './world.ts';

export type Predicted = { readonly runs: readonly CommandRun[]; readonly skipped: readonly SkippedProvisioner[] };

/** What prediction needs besides the world: how expressions are resolved, and which replacements may turn round at apply. */
export type Circumstances = {
  readonly resolve: Resolve;
  readonly forcedOrders: ReadonlyMap<string, string>;
  readonly tainted: ReadonlySet<string>;
};

type Moment = 'destroy' | 'create';

/** Whether the object is deleted or created by an action; null: not that. A string: why provisioners do not run. */
const DESTROYS = {
  'no-op': null,
  create: null,
  read: null,
  update: null,
  delete: true,
  'delete-then-create': true,
  'create-then-delete': 'the object is created before the old one is destroyed, and then Terraform runs no destroy-time provisioner',
  forget: 'the object is forgotten, not destroyed',
  'forget-then-create': 'the old object is forgotten, not destroyed',
  'create-then-forget': 'the old object is forgotten, not destroyed',
  unknown: true,
} satisfies Record<Action, true | string | null>;

const CREATES: ReadonlySet<Action> = new Set([
  'create',
  'delete-then-create',
  'create-then-delete',
  'forget-then-create',
  'create-then-forget',
  'unknown',
]);

/** The provisioners of one planned change: which will run, with which text, and which will not, and why. */
export async function predictProvisioners(change: ResourceChange, world: World, around: Circumstances): Promise<Predicted> {
  const attached = findAttached(change, world.configuration, world.producer);
  const gone = attached.from === 'nothing' ? [] : attached.provisioners;
  const runs: CommandRun[] = [];
  const skipped: SkippedProvisioner[] = [];
  const destroys = DESTROYS[change.action];
  if (destroys !== null) {
    const armed = gone.filter(({ when }) => when === 'destroy');
    const why = destroys === true ? whyNotDestroyed(change, around) : destroys;
    if (why === null) await renderAll({ provisioners: armed, moment: 'destroy', change, attached, world, around }, runs, skipped);
    else skipped.push(...armed.map((provisioner) => skip(change.address, provisioner, why)));
  }
  if (CREATES.has(change.action) && change.deposedKey === null)
    await renderAll(
      { provisioners: gone.filter(({ when }) => when === 'create'), moment: 'create', change, attached, world, around },
      runs,
      skipped,
    );
  return { runs, skipped };
}

function whyNotDestroyed({ address, deposedKey }: ResourceChange, { tainted }: Circumstances): string | null {
  if (deposedKey !== null) return 'this is a deposed object, left over by a failed replacement; Terraform destroys it without provisioners';
  return tainted.has(address) ? 'the object is tainted; Terraform destroys tainted objects without provisioners' : null;
}

type Task = {
  readonly provisioners: readonly Provisioner[];
  readonly moment: Moment;
  readonly change: ResourceChange;
  readonly attached: Attached;
  readonly world: World;
  readonly around: Circumstances;
};

/** In source order: one whose arguments cannot be evaluated stops the rest of its object, whatever `on_failure` says. */
async function renderAll(task: Task, runs: CommandRun[], skipped: SkippedProvisioner[]): Promise<void> {
  const { provisioners, change, around } = task;
  const place = provisioners.length > 0 ? placeOf(task) : null;
  if (place === null) return;
  let failed: string | null = null;
  for (const provisioner of provisioners) {
    if (failed !== null) {
      skipped.push(skip(change.address, provisioner, failed));
      continue;
    }
    try {
      runs.push(toRun(task, provisioner, await renderProvisioner(provisioner, place, around.resolve)));
    } catch (error) {
      if (!isEvaluationError(error)) throw error;
      if (error.kind === 'certain' && (task.moment === 'destroy' || seesOnlyItself(provisioner))) {
        failed = `its arguments cannot be evaluated (${task.world.mask(error.message).text}), so the apply stops here before it starts`;
        skipped.push(skip(change.address, provisioner, failed));
      } else runs.push(toRun(task, provisioner, unevaluated(provisioner)));
    }
  }
}

const OWN_ROOTS = new Set(['self', 'count', 'path', 'terraform', 'tofu']);

/** Of what stands around an object we may know less than Terraform: then our error need not be Terraform's, and the command counts as run. */
const seesOnlyItself = ({ attributes, connection }: Provisioner): boolean =>
  findBodyReferences({ attributes, blocks: connection ? [connection] : [] }).every(
    ([root = '', name]) => OWN_ROOTS.has(root) || (root === 'each' && name === 'key'),
  );

/** A `removed` block's texts see the module of the object, not the one that declares the block. */
function placeOf({ moment, change, attached, world }: Task): Place | null {
  const own = world.configuration.modules.get(moduleKey(change.moduleAddress));
  const module = own ?? attached.module;
  if (!module) return null;
  const self: Value = markKnownSecrets(
    moment === 'destroy' ? fromJson(change.before, change.beforeSensitive) : plannedValue(change, 'self'),
    world,
  );
  return {
    module,
    ...(own ? {} : { moduleIsGone: true }),
    moduleAddress: change.moduleAddress,
    forEach: attached.resource?.forEach ?? null,
    own: new Map([['self', self], ...keyRoots(change.instanceKey)]),
    onlySelf: moment === 'destroy',
  };
}

const skip = (address: string, { index, type, when }: Provisioner, reason: string): SkippedProvisioner => ({
  address,
  index,
  type,
  when,
  reason,
});

/** Not even the error is sure: it runs, and nothing of its text is known. */
function unevaluated({ attributes, type }: Provisioner): RenderedProvisioner {
  const source = attributes.get('command') ?? attributes.get('inline');
  const text = source?.expression.syntax === 'native' ? source.expression.text : type;
  const command = { text: `<${text}>`, readable: '\uE0000\uE001', complete: false, masked: false, unresolved: [text], secrets: [] };
  return { command, interpreter: null, workingDir: null, environment: new Map(), host: null, scripts: [], connectsToNew: false };
}

function toRun({ moment, change, world, around }: Task, provisioner: Provisioner, rendered: RenderedProvisioner): CommandRun {
  const { type, index, onFailure, range } = provisioner;
  const { command, interpreter, workingDir } = rendered;
  const text = command.text === null ? null : world.mask(command.text);
  const reading = readProvisioner(type, rendered, world);
  const uncertainBecause = whyUncertain(moment, change, around);
  const show = (shown: { readonly text: string | null }): string => world.mask(shown.text ?? '').text;
  return {
    by: 'provisioner',
    address: change.address,
    trigger: null,
    when: moment,
    type,
    index,
    certain: uncertainBecause === null,
    uncertainBecause,
    command: text?.text ?? null,
    complete: command.complete,
    unresolved: command.unresolved.map((source) => world.mask(source).text),
    masked: command.masked || text?.masked === true,
    interpreter: interpreter?.map(show) ?? null,
    workingDir: workingDir ? show(workingDir) : null,
    environment: new Map([...rendered.environment].map(([name, value]) => [name, show(value)])),
    connectionHost: rendered.host ? show(rendered.host) : null,
    onOwnObject: moment === 'create' && hitsOnlyNew(reading, rendered.connectsToNew && rendered.host ? show(rendered.host) : null),
    replaces: change.action !== 'create',
    reading,
    onFailure,
    location: range,
  };
}

/** Effects that name no machine, or that no new machine needs an excuse for. */
const NO_MACHINE: ReadonlySet<EffectKind> = new Set(['delete-files', 'runs-code', 'unknown', 'delete-resource']);

/**
 * Whatever it does to a machine, it does over the object's own connection, so to one that is just being made. A host that the command
 * itself names may be that of a machine that lives, also where the object carries the address.
 */
function hitsOnlyNew({ effects }: CommandReading, connected: string | null): boolean {
  return effects.every(
    ({ kind, hosts }) => NO_MACHINE.has(kind) || (connected !== null && hosts.length > 0 && hosts.every((host) => host === connected)),
  );
}

function whyUncertain(moment: Moment, change: ResourceChange, { forcedOrders }: Circumstances): string | null {
  if (change.action === 'unknown') return 'the planned action is not known';
  const forcing = moment === 'destroy' && change.action === 'delete-then-create' ? forcedOrders.get(idOf(change)) : undefined;
  return forcing === undefined
    ? null
    : `this Terraform version may turn it into create-before-destroy with ${forcing} at apply, and then leaves the command out`;
}
