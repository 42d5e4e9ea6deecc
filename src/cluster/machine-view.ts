import { ATTACHMENTS, POOLS, type AttachmentType, type PoolType } from '../../rules/catalog/machine-pools.ts';
import { MACHINES, type MachineType } from '../../rules/catalog/machines.ts';
import type { JsonValue } from '../terraform/json-value.ts';
import { toHostAddress } from './host-address.ts';
import type { PriorObject } from './prior-object.ts';
import { textsAt, toText, valuesAt } from './value-path.ts';
import { EMPTY_VIEW, keyOf, providerId, toLabels, type View } from './view.ts';

export const MACHINE_BY_TYPE: ReadonlyMap<string, MachineType> = new Map(MACHINES.map((row) => [row.type, row]));
export const POOL_BY_TYPE: ReadonlyMap<string, PoolType> = new Map(POOLS.map((row) => [row.type, row]));
export const ATTACHMENT_BY_TYPE: ReadonlyMap<string, AttachmentType> = new Map(ATTACHMENTS.map((row) => [row.type, row]));

/** Labels that name the cluster. */
const CLUSTER_LABELS = ['cluster', 'cluster-name', 'cluster_name', 'clustername', 'kubernetescluster', 'cluster.x-k8s.io/cluster-name'];

/** How many machines a pool may count for: more is no real pool, and the sum must stay a whole number. */
const MAX_POOL = 1e6;

/** A machine of the catalogue as its provider shows it. */
export function toMachineView(object: PriorObject, values: JsonValue, row: MachineType): View {
  const labels = toLabels(row.labels.flatMap((path) => valuesAt(values, path)));
  const key = keyOf(object);
  return {
    ...EMPTY_VIEW,
    object,
    kind: 'machine',
    names: [...textsAt(values, row.names), ...(key === null ? [] : [key])],
    addresses: toAddresses(textsAt(values, row.addresses)),
    ids: textsAt(values, ['id']).map((id) => providerId(object.type, id)),
    labels,
    cluster: clusterOf(labels),
  };
}

/** The pools of a resource: one view each, with the number of its machines. */
export function toPoolViews(object: PriorObject, values: JsonValue, row: PoolType): readonly View[] {
  const [cluster = null] = textsAt(values, row.cluster);
  return valuesAt(values, row.pools)
    .map((pool): View => ({
      ...EMPTY_VIEW,
      object,
      kind: 'pool',
      names: textsAt(pool, row.names),
      cluster,
      role: row.forAnything ? null : { is: 'worker', from: 'provider' },
      machines: sizeOf(pool, row),
    }))
    .filter(({ machines }) => machines > 0);
}

export function sizeOf(pool: JsonValue, { size }: PoolType): number {
  const known = size
    .map((path) => Number(toText(valuesAt(pool, path)[0]) || Number.NaN))
    .find((number) => Number.isSafeInteger(number) && number >= 0);
  return Math.min(known ?? 0, MAX_POOL);
}

export function toAttachmentView(object: PriorObject, values: JsonValue, row: AttachmentType): View {
  const ids = textsAt(values, [row.machine]).map((id) => providerId(object.type, id));
  return {
    ...EMPTY_VIEW,
    object,
    kind: 'attachment',
    ids,
    addresses: toAddresses(textsAt(values, row.addresses)),
    makesNode: false,
  };
}

export const toAddresses = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.map(toHostAddress).filter((address) => address !== null)),
];

function clusterOf(labels: ReadonlyMap<string, string>): string | null {
  const named = CLUSTER_LABELS.map((label) => labels.get(label)).find((value) => value !== undefined && value !== '');
  if (named !== undefined) return named;
  // AWS: `kubernetes.io/cluster/NAME = owned`.
  const owned = [...labels.keys()].find((key) => key.startsWith('kubernetes.io/cluster/'));
  return owned?.slice('kubernetes.io/cluster/'.length) ?? null;
}
