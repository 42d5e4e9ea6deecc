// Plans and commands for tests about machines: plan JSON in memory, read as a real one is.
import { findBlastRadius, type BlastRadius } from '../src/cluster/blast-radius.ts';
import { findInventory, type Inventory } from '../src/cluster/inventory.ts';
import type { Stated } from '../src/cluster/stated.ts';
import { MACHINE_TYPES } from '../src/cluster/machine-types.ts';
import type { EffectKind } from '../src/command/command-effect.ts';
import type { Configuration } from '../src/hcl/configuration.ts';
import type { CommandRun } from '../src/run/command-run.ts';
import { parseAddress } from '../src/terraform/address.ts';
import { readPlan } from '../src/terraform/plan-reader.ts';
import type { Plan } from '../src/terraform/plan.ts';

type Json = Readonly<Record<string, unknown>>;

export type PlannedObject = {
  readonly address: string;
  /** Null: there is none yet. */
  readonly before: Json | null;
  readonly after?: Json | null;
  /** Absent: it stays as it is. */
  readonly actions?: readonly string[];
  readonly previousAddress?: string;
  readonly deposed?: string;
  /** It stands in the state only, as what a `-target` leaves out. */
  readonly inStateOnly?: true;
};

export function planOf(objects: readonly PlannedObject[]): Promise<Plan> {
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {},
    resource_changes: objects.filter(({ inStateOnly }) => !inStateOnly).map(toChange),
    prior_state: { format_version: '1.0', values: { root_module: { resources: objects.flatMap(toState) } } },
    configuration: { root_module: {} },
    timestamp: '2026-01-01T00:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
  };
  const bytes = Buffer.from(JSON.stringify(plan));
  return readPlan(
    {
      name: 'plan.json',
      open: async function* () {
        yield bytes;
      },
    },
    { keepPrior: MACHINE_TYPES },
  );
}

function identityOf(address: string): Json {
  const { moduleAddress, mode, type, name, instanceKey } = parseAddress(address);
  return {
    address,
    mode,
    type,
    name,
    provider_name: 'example',
    ...(moduleAddress === '' ? {} : { module_address: moduleAddress }),
    ...(instanceKey === null ? {} : { index: instanceKey }),
  };
}

function toChange({ address, before, after = before, actions = ['no-op'], previousAddress, deposed }: PlannedObject): Json {
  const marks = { after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
  return { ...identityOf(address), previous_address: previousAddress, deposed, change: { actions, before, after, ...marks } };
}

const toState = ({ address, before, deposed }: PlannedObject): readonly Json[] =>
  before === null
    ? []
    : [{ ...identityOf(address), values: before, sensitive_values: {}, ...(deposed === undefined ? {} : { deposed_key: deposed }) }];

type Run = { readonly address: string; readonly kind?: EffectKind; readonly hosts?: readonly string[]; readonly all?: boolean } & Partial<
  Omit<CommandRun, 'reading'>
>;

/** A destroy-time local-exec that does one thing to these hosts. */
export function runOf({ address, kind = 'wipe-node', hosts = [], all = false, ...more }: Run): CommandRun {
  const effect = { kind, detail: `talosctl reset ${hosts.join(',')}`, hosts, all, unresolved: false, script: null };
  return {
    by: 'provisioner',
    address,
    trigger: null,
    when: 'destroy',
    type: 'local-exec',
    index: 0,
    certain: true,
    uncertainBecause: null,
    command: effect.detail,
    complete: true,
    unresolved: [],
    masked: false,
    interpreter: null,
    workingDir: null,
    environment: new Map(),
    connectionHost: null,
    onOwnObject: false,
    replaces: true,
    reading: { effects: [effect], hosts, unreadable: [], scripts: [] },
    onFailure: 'fail',
    location: null,
    ...more,
  };
}

type Around = { readonly runs?: readonly CommandRun[]; readonly configuration?: Configuration | null; readonly stated?: Stated };

export async function judge(
  objects: readonly PlannedObject[],
  { runs = [], configuration = null, stated = [] }: Around = {},
): Promise<{ readonly plan: Plan; readonly inventory: Inventory; readonly blastRadius: BlastRadius }> {
  const plan = await planOf(objects);
  const inventory = findInventory({ plan, configuration, commandRuns: runs, stated });
  return { plan, inventory, blastRadius: findBlastRadius(inventory, plan, runs) };
}

export const inventoryOf = async (objects: readonly PlannedObject[], around: Around = {}): Promise<Inventory> =>
  (await judge(objects, around)).inventory;

/** A machine configuration as Talos writes it, cut to what matters. */
export const talosConfiguration = ({
  type,
  hostname,
  cluster,
  more = '',
}: {
  readonly type: string;
  readonly hostname?: string;
  readonly cluster: string;
  readonly more?: string;
}): string =>
  `version: v1alpha1\nmachine:\n  type: ${type}\n  token: abcdef.0123456789abcdef\n  network:\n    ${hostname === undefined ? '{}' : `hostname: ${hostname}`}\n${more}cluster:\n  clusterName: ${cluster}\n`;
