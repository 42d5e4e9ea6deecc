import type { CommandRun } from '../run/command-run.ts';
import { parseJson, type JsonValue } from '../terraform/json-value.ts';
import type { Action, Plan, ResourceChange } from '../terraform/plan.ts';
import type { Inventory, Node } from './inventory.ts';
import { findCommandHits } from './command-hit.ts';
import { ATTACHMENT_BY_TYPE, MACHINE_BY_TYPE, POOL_BY_TYPE, sizeOf } from './machine-view.ts';
import { TALOS_TYPES } from './machine-types.ts';
import type { HitKind } from './node-effect.ts';
import { needsReboot } from './talos-view.ts';
import { textsAt, toText, valuesAt } from './value-path.ts';

/** One thing that this apply does to a machine. */
export type Cause = {
  readonly how: HitKind;
  /** The resource instance whose change does it or starts the command: what `-target` takes. */
  readonly because: string;
  /** Null: the provider does it. */
  readonly run: CommandRun | null;
  /** The provider resets the machine, as `on_destroy.reset` in the prior state says. */
  readonly onDestroyReset: boolean;
  /** False: Terraform may leave it out. */
  readonly certain: boolean;
  /** How many machines of the node: fewer than all where a pool shrinks. */
  readonly machines: number;
};

export type Placed = { readonly node: Node; readonly cause: Cause };

const ENDS = {
  'no-op': null,
  create: null,
  read: null,
  update: null,
  delete: 'destroyed',
  'delete-then-create': 'replaced',
  // The new machine comes first, but the old one and its disk go all the same.
  'create-then-delete': 'replaced',
  forget: null,
  'forget-then-create': null,
  'create-then-forget': null,
  unknown: 'destroyed',
} satisfies Record<Action, HitKind | null>;

/** What happens to each machine, by the plan's changes and by the commands; and the commands that wipe a machine which cannot be told. */
export function findHits(
  inventory: Inventory,
  plan: Plan,
  runs: readonly CommandRun[],
): { readonly placed: readonly Placed[]; readonly unplaced: readonly CommandRun[] } {
  const byChange = plan.changes.filter(({ mode }) => mode === 'managed').flatMap((change) => hitsOfChange(change, inventory));
  const { placed, unplaced } = findCommandHits(inventory, runs);
  return { placed: [...byChange, ...placed], unplaced };
}

function hitsOfChange(change: ResourceChange, inventory: Inventory): readonly Placed[] {
  if (TALOS_TYPES.has(change.type)) return hitsOfTalos(change, inventory);
  const nodes = inventory.nodesOf.get(change.address) ?? [];
  if (change.deposedKey !== null || nodes.length === 0) return [];
  const cause = (how: HitKind): Cause => ({
    how,
    because: change.address,
    run: null,
    onDestroyReset: false,
    certain: change.action !== 'unknown',
    machines: 1,
  });
  const end = ENDS[change.action];
  if (ATTACHMENT_BY_TYPE.has(change.type)) return end === null ? [] : nodes.map((node) => ({ node, cause: cause('cut-off') }));
  const isPool = POOL_BY_TYPE.has(change.type);
  if (!isPool && !MACHINE_BY_TYPE.has(change.type)) return [];
  if (end !== null) return nodes.map((node) => ({ node, cause: { ...cause(end), machines: node.machines } }));
  if (change.action !== 'update') return [];
  if (isPool) return nodes.map((node) => ({ node, cause: { ...cause('updated'), ...toShrinking(change, node) } }));
  return nodes.map((node) => ({ node, cause: cause(stopsMachine(change) ? 'stopped' : 'updated') }));
}

/** A pool that gets smaller loses that many machines. A new size that is not known says nothing. */
function toShrinking({ type, after }: ResourceChange, { name, machines }: Node): Pick<Cause, 'how' | 'machines'> {
  const row = POOL_BY_TYPE.get(type);
  const pools = row ? valuesAt(parseJson(after), row.pools) : [];
  const own = row && (pools.length === 1 ? pools[0] : pools.find((pool) => textsAt(pool, row.names).includes(name)));
  const isKnown = row && own !== undefined && row.size.some((path) => valuesAt(own, path).length > 0);
  const lost = isKnown ? machines - sizeOf(own, row) : 0;
  return lost > 0 ? { how: 'destroyed', machines: lost } : { how: 'updated', machines };
}

/** Values of a switch that mean on. */
const RUNNING = new Set(['true', 'running', 'active', 'on', 'poweredon', 'started']);

function stopsMachine({ type, before, after }: ResourceChange): boolean {
  const [old, next] = [parseJson(before), parseJson(after)];
  return (MACHINE_BY_TYPE.get(type)?.stops ?? []).some((path) => {
    const [was, is] = [describe(valuesAt(old, path)), describe(valuesAt(next, path))];
    return was !== is && !RUNNING.has(is.toLowerCase());
  });
}

const describe = (values: readonly JsonValue[]): string =>
  values.length === 1 && typeof values[0] === 'boolean'
    ? String(values[0])
    : values.length === 1 && toText(values[0]) !== ''
      ? toText(values[0])
      : serialize(values);

/** For comparing only. A Map's JSON would be empty. */
const serialize = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? [...inner] : inner));

/** Talos resets a machine whose configuration goes where the prior state says so, also for an object left over by a failed replacement. */
function hitsOfTalos(change: ResourceChange, { nodesOf, nodesAt }: Inventory): readonly Placed[] {
  const before = parseJson(change.before);
  const own = nodesOf.get(change.address) ?? [];
  const nodes = change.deposedKey === null ? own : textsAt(before, ['node']).flatMap((address) => nodesAt(address, change.address));
  const end = ENDS[change.action];
  const cause = (how: HitKind, certain = true): Cause => ({
    how,
    because: change.address,
    run: null,
    onDestroyReset: how === 'wiped',
    certain,
    machines: 1,
  });
  if (end !== null) {
    const [reset] = valuesAt(before, 'on_destroy.reset');
    return reset === true ? nodes.map((node) => ({ node, cause: cause('wiped', change.action !== 'unknown') })) : [];
  }
  if (change.action !== 'update') return [];
  return nodes.map((node) => ({ node, cause: cause(needsReboot(before, parseJson(change.after)) ? 'rebooted' : 'updated') }));
}
