import type { JsonValue } from '../terraform/json-value.ts';
import type { PriorObject } from './prior-object.ts';

/** What a machine is for. 'server': a voting member of something else than Kubernetes; 'unknown': nothing says it. */
export type Role = 'control-plane' | 'worker' | 'etcd' | 'storage' | 'server' | 'unknown';

/** What a machine, or several, looks like from one resource instance. */
export type View = {
  readonly object: PriorObject;
  /**
   * `machine`: the machine itself; `pool`: machines that a provider manages; `talos`: its Talos configuration;
   * `script`: null_resource or terraform_data around it; `attachment`: its place in a network.
   */
  readonly kind: 'machine' | 'pool' | 'talos' | 'script' | 'attachment';
  /** Best first. */
  readonly names: readonly string[];
  /** In one spelling (`toHostAddress`). */
  readonly addresses: readonly string[];
  /** The provider's ids, its own and those that it points to: `hcloud:4711`. */
  readonly ids: readonly string[];
  /** Addresses of instances of machines that the block refers to for this instance. */
  readonly refersTo: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  readonly cluster: string | null;
  /** As the provider or the configuration says. */
  readonly role: { readonly is: Role; readonly from: 'provider' | 'configuration' } | null;
  /** More than one for pools only. */
  readonly machines: number;
  /** A machine even if no other view shows it. */
  readonly makesNode: boolean;
};

export const EMPTY_VIEW = {
  names: [],
  addresses: [],
  ids: [],
  refersTo: [],
  labels: new Map<string, string>(),
  cluster: null,
  role: null,
  machines: 1,
  makesNode: true,
} as const satisfies Partial<View>;

/** Terraform's own key of the instance, else of the nearest module instance with a key, where it is a text. */
export function keyOf({ instanceKey, moduleAddress }: PriorObject): string | null {
  if (typeof instanceKey === 'string') return instanceKey;
  if (instanceKey !== null) return null;
  const inModule = /\["((?:[^"\\]|\\.){1,200})"\]$/.exec(moduleAddress)?.[1];
  return inModule ?? null;
}

/** Labels in lower case: a map as it is; a list of tags by `key:value` or `key=value`, other tags as keys with their own text. */
export function toLabels(values: readonly JsonValue[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const addTag = (tag: string): void => {
    const [, key = tag, value = tag] = /^([^:=]{1,100})[:=](.{0,200})$/.exec(tag) ?? [];
    labels.set(key.toLowerCase(), value.toLowerCase());
  };
  for (const value of values) {
    if (value instanceof Map)
      for (const [key, text] of value) if (typeof text === 'string') labels.set(key.toLowerCase(), text.toLowerCase());
    if (typeof value === 'string') for (const tag of value.split(/[;,]/)) addTag(tag.trim());
    if (Array.isArray(value)) for (const tag of value) if (typeof tag === 'string') addTag(tag);
  }
  return labels;
}

/** `hcloud:4711`: numbers of two providers do not meet. */
export const providerId = (type: string, id: string): string => `${type.split('_', 1)[0] ?? type}:${id}`;
